package se.ringvakt.replay;

/// A row of a file.
///
/// @param line on which it begins, counted from 1
/// @param text as it stands, without its line end; not to be changed
/// @param cells how many there are in it; 0: nobody can tell
@SuppressWarnings("ArrayRecordComponent") // Nobody compares rows.
record Row(long line, byte[] text, int cells, What what) {

    /// What a row is.
    sealed interface What {
        /// A call that somebody dialled.
        record Dialled(Call call) implements What {}

        /// Something else, by the mapping: a call that came in, a leg within the house.
        enum NotDialled implements What {
            NOT_DIALLED
        }

        /// A row that cannot be read.
        ///
        /// @param why `field: value (expected: ...)`
        record Unreadable(String why) implements What {}
    }
}
