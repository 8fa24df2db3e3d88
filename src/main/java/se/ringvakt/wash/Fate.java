package se.ringvakt.wash;

import se.ringvakt.wash.WashRequest.Mode;
import se.ringvakt.wash.WashRequest.Several;
import se.ringvakt.wash.WashRequest.Unreadable;

/// What becomes of a row.
enum Fate {
    KEPT,
    REMOVED,
    /// To the file of unreadable rows.
    SPLIT;

    /// By how many of its numbers are what. What cannot be read is never thrown away to spare
    /// another number of its row: where several numbers share a row, it stands for one that may be
    /// called.
    static Fate of(WashRequest request, int free, int stopped, int unreadable) {
        boolean remove =
                request.several() == Several.ANY
                        ? stopped > 0
                        : stopped > 0 && free == 0 && unreadable == 0;
        if (remove && request.mode() == Mode.REMOVE) {
            return REMOVED;
        }
        return unreadable > 0 && request.unreadable() == Unreadable.SPLIT ? SPLIT : KEPT;
    }
}
