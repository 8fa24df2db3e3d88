package se.ringvakt.evidence;

import java.util.Optional;

/// Something in the record is not as it was written.
///
/// @param segment the segment's name; empty: it concerns them all
/// @param first the first record concerned; 0: none, but the segment's head or the folder
/// @param last the last record concerned
/// @param text what is wrong, in one line
public record Finding(
        Problem problem, Optional<String> segment, long first, long last, String text) {

    /// What may be wrong.
    public enum Problem {
        /// A record is not what was chained, or is no record any more.
        CHANGED,
        /// Records that are not there.
        REMOVED,
        /// A record that stands elsewhere than it was written.
        REORDERED,
        /// The end of the segment is missing, or torn in the middle of a line.
        CUT,
        /// Records that stood here before a backup was restored.
        REPLACED,
        /// Records after the last one that is signed.
        UNSIGNED,
        /// The head is missing, unreadable, or another segment's.
        HEAD,
        /// The head's signature is not that of its key.
        SIGNATURE,
        /// The head is signed by a key that should not have signed it, or that is not there.
        KEY,
        /// What is disclosed is not what was committed to.
        COMMITMENT,
        /// Something is not disclosed, and no record says that it was erased.
        UNDISCLOSED,
        /// There is nothing to verify.
        EMPTY
    }

    static Finding of(Problem problem, SegmentName segment, long first, long last, String text) {
        return new Finding(problem, Optional.of(segment.toString()), first, last, text);
    }

    static Finding ofHead(Problem problem, SegmentName segment, String text) {
        return of(problem, segment, 0, 0, text);
    }

    /// In one line: where, and what is wrong.
    public String line() {
        String where = segment.map(name -> "segment " + name + ": ").orElse("");
        if (first == 0) {
            return where + text;
        }
        return where
                + (first == last ? "record " + first : "records " + first + " to " + last)
                + ": "
                + text;
    }
}
