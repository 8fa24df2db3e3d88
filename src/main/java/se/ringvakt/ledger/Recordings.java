package se.ringvakt.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import se.ringvakt.call.AttemptId;

/// Recordings of calls: the consent that each rests on, and the erasure that ends it. The sound
/// itself is the switch's. Thread-safe; blocks; throws [LedgerException].
public interface Recordings {

    /// Records that whoever was called agreed to be recorded; durable when this returns. The same
    /// again changes nothing.
    ///
    /// @return false: the call is over, or there is no such attempt; nothing was recorded
    boolean consent(Consented consented);

    /// Those that were not erased and whose consent was given before this, by attempt.
    ///
    /// @param after only later attempts than this
    List<Consented> standing(Instant before, AttemptId after, int most);

    /// Records an erasure; durable when this returns.
    void erased(Erasure erasure);

    /// All there ever were, newest first, or those of one attempt.
    List<Recorded> list(Optional<AttemptId> attempt);

    /// A consent given in a call.
    ///
    /// @param at whole milliseconds
    /// @param uniqueId of the channel that told
    /// @param file the name the switch gives its recording
    record Consented(AttemptId attempt, Instant at, String uniqueId, String file) {
        /// One whose file bears the attempt's name.
        public static Consented of(AttemptId attempt, Instant at, String uniqueId) {
            return new Consented(attempt, at, uniqueId, "attempt-" + attempt + ".wav");
        }
    }

    /// The end of a recording.
    ///
    /// @param by who had it erased
    /// @param bytes its size; empty: the file was already gone
    record Erasure(AttemptId attempt, Instant at, String by, String file, OptionalLong bytes) {}

    /// A consent and what became of its recording.
    record Recorded(Consented consented, Optional<Erasure> erasure) {}
}
