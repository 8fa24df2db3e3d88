package se.ringvakt.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Decisions on record, newest first. Thread-safe; blocks; throws
/// [se.ringvakt.ledger.LedgerException] when the record cannot be read.
public interface Decisions {
    /// A page holds at most so many.
    int PAGE_MOST = 500;

    /// One decision.
    Optional<Decision> find(DecisionId id);

    /// The next decisions after this place. What is recorded meanwhile comes before the first page:
    /// no later page shows one twice or leaves one out.
    ///
    /// @param after empty: from the newest on
    /// @param limit 1 to [#PAGE_MOST]
    Page page(Filter filter, Optional<Cursor> after, int limit);

    /// Every decision that passes, page by page: whatever there is, little is in memory.
    default void stream(Filter filter, Consumer<? super Decision> consumer) {
        Optional<Cursor> after = Optional.empty();
        do {
            Page page = page(filter, after, PAGE_MOST);
            page.decisions().forEach(consumer);
            after = page.next();
        } while (after.isPresent());
    }

    /// Follows what is recorded from now on.
    Tail tail();

    /// @param next where the next page begins; empty: this is the last one
    record Page(List<Decision> decisions, Optional<Cursor> next) {
        public Page {
            decisions = List.copyOf(decisions);
        }
    }

    /// New decisions, each once. For one thread; holds nothing open.
    interface Tail {
        /// What has been recorded since the last call, oldest first.
        ///
        /// @param most what is beyond comes with the next call
        List<Decision> next(int most);
    }
}
