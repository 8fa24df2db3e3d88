package se.ringvakt.evidence;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a record tells of.
public enum Kind {
    /// A dial was judged.
    DECISION,
    /// An attempt's end, or that its permit was taken back.
    OUTCOME,
    /// The writer began; what it found.
    START,
    /// Records that were lost: how many, and when.
    GAP,
    /// Personal values that are erased from then on, and why.
    ERASURE,
    /// Another key signs from the next segment on.
    KEY,
    /// The clock was set.
    CLOCK,
    /// The chain goes on from a backup, which was restored.
    RESTORED;

    /// As it is written: in lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
