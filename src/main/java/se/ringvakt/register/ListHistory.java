package se.ringvakt.register;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import se.ringvakt.register.NumberLists.Entry;

/// Every change of the lists, kept for good: who, when, by what act, why, and what stood before and
/// after. Thread-safe; blocks; throws an unchecked exception of the adapter when it cannot read.
public interface ListHistory {

    /// The changes looked for, newest first; streams, however many there are. The caller closes it.
    Stream<Event> events(ListSearch search);

    /// The same before this revision, for whoever has seen what comes after.
    default Stream<Event> events(ListSearch search, long before) {
        return events(search).filter(event -> event.revision() < before);
    }

    /// Loads from this source that did not come to their end, oldest first: a part of each stands.
    List<BrokenOff> brokenOff(String source);

    /// One change. Before and after both empty: an earlier version of the program made it, and kept
    /// only that it happened.
    ///
    /// @param revision numbers all changes in order
    /// @param before empty: nothing stood there
    /// @param after empty: nothing stands there any more
    record Event(
            long revision, Instant at, Act act, Optional<Entry> before, Optional<Entry> after) {

        /// The entry after the change, or the one that is gone.
        public Optional<Entry> subject() {
            return after.or(() -> before);
        }
    }

    /// A load that broke off, or is under way.
    ///
    /// @param entries how many it was to bring
    record BrokenOff(Instant at, String who, long entries) {}
}
