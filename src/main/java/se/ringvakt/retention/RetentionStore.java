package se.ringvakt.retention;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where what is kept lies, and the record of its erasures. Thread-safe; blocks; throws an
/// unchecked exception of the adapter when it cannot read or write.
public interface RetentionStore {

    /// Puts the beginning of a run on record. Returns which run it is.
    long begin(Instant at, String by);

    /// Takes the turn to erase from a ledger that several gates write to, or keeps it. False:
    /// another one erases; should it be killed, its turn ends by itself within minutes.
    boolean takeTurn();

    /// Lets others erase.
    void endTurn();

    /// Erases some of what is due, and adds to the run's record how much, in one short transaction.
    ///
    /// @param before of everything, what happened before is due
    /// @param most rows, about
    /// @return how many rows; 0: no more is due
    /// @throws KeyRefused when gates that share the ledger have no key in common for what is to be
    ///   remembered, and all else of this kind that is due is erased
    int erase(long run, Kept kept, Map<Kept, Instant> before, int most);

    /// Adds to a run's record what was erased elsewhere.
    void note(long run, Kept kept, long count, Instant before);

    /// Writes the whole file anew, since the unused parts of its pages may hold copies of rows that
    /// were moved and erased later. Nobody else can write meanwhile.
    void compact();

    /// Puts the end of a run on record, after taking what was erased out of the log too.
    ///
    /// @return whether nothing of it is left in the log
    boolean end(long run, Instant at);

    /// The last runs, newest first.
    List<Run> runs(int most);

    /// A run; empty: there is none with this number.
    Optional<Run> find(long run);

    /// The last run in somebody's name; empty: there was none.
    Optional<Run> last(String by);

    /// A run; never what was in what it erased.
    ///
    /// @param ended empty: it goes on, or was broken off; the next one goes on where it stopped
    record Run(long id, Instant begun, Optional<Instant> ended, String by, List<Done> done) {
        public Run {
            done = List.copyOf(done);
        }
    }

    /// What a run erased.
    ///
    /// @param before up to when
    record Done(Kept kept, long count, Instant before) {}
}
