package se.ringvakt.ledger.report;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.report.Counts;
import se.ringvakt.report.Cursor;
import se.ringvakt.report.Decision;
import se.ringvakt.report.DecisionId;
import se.ringvakt.report.Decisions;
import se.ringvakt.report.Filter;
import se.ringvakt.thread.Background;

/// Has questions of the past answered by threads that give way to dials, as many as there are
/// connections for them. Whoever is interrupted while waiting goes on with a [LedgerException].
final class Questions implements AutoCloseable {
    private final ExecutorService threads =
            Executors.newFixedThreadPool(LedgerView.READERS, new Background("questions-"));

    Counts of(Counts counts) {
        return new Counts() {
            @Override
            public List<Row> count(Query query) {
                return answer(() -> counts.count(query));
            }

            @Override
            public Row totals(Query query) {
                return answer(() -> counts.totals(query));
            }

            @Override
            public Lag lag() {
                return answer(counts::lag);
            }
        };
    }

    /// The tail is read as it is: it is short, and read again each quarter of a second.
    Decisions of(Decisions decisions) {
        return new Decisions() {
            @Override
            public Optional<Decision> find(DecisionId id) {
                return answer(() -> decisions.find(id));
            }

            @Override
            public Page page(Filter filter, Optional<Cursor> after, int limit) {
                return answer(() -> decisions.page(filter, after, limit));
            }

            @Override
            public Tail tail() {
                return decisions.tail();
            }
        };
    }

    private <T> T answer(Supplier<T> question) {
        Future<T> answer;
        try {
            answer = threads.submit(question::get);
        } catch (RejectedExecutionException e) {
            throw new LedgerException("reports: closed", e);
        }
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new LedgerException("reports: interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
