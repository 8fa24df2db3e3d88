package se.ringvakt.ledger.sqlite;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import se.ringvakt.ledger.LedgerException;

/// One change on its way to the disk: queued by its caller, applied and answered by the writer.
///
/// Caller and writer race for one answer: either the writer gives it after the commit, or the
/// caller gives up first, and then whatever was committed is undone.
abstract class Write<T> {
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private @Nullable T result;
    private long deadlineNanos;

    /// Applies it inside the group's transaction.
    abstract T apply(WriterSession session) throws SQLException;

    /// Shows others what is now on record; called by the writer after the commit, before the
    /// answer.
    void committed() {}

    /// What takes it back, for a caller who was told that it failed.
    Optional<Write<?>> undo() {
        return Optional.empty();
    }

    final void run(WriterSession session) throws SQLException {
        result = apply(session);
    }

    /// Whether nobody waits for it any more.
    final boolean isOver() {
        return answer.isDone();
    }

    /// Tells the caller, after the commit. Returns what must now be written because the caller had
    /// given up while it was being committed.
    final Optional<Write<?>> answer() {
        T value = result;
        if (value == null) {
            return Optional.empty();
        }
        committed();
        return answer.complete(value) ? Optional.empty() : undo();
    }

    /// Before it is applied again.
    final void forget() {
        result = null;
    }

    final void fail(LedgerException failure) {
        answer.completeExceptionally(failure);
    }

    /// When its caller gives up, on the clock of [System#nanoTime].
    final void mustEndBy(long nanos) {
        deadlineNanos = nanos;
    }

    final long deadlineNanos() {
        return deadlineNanos;
    }

    /// Waits for the writer, or for whoever watches the deadline.
    final T await() {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp("interrupted before it was recorded");
            return outcome();
        } catch (ExecutionException e) {
            return outcome();
        }
    }

    /// Refuses it, unless the writer was faster: then what it answered holds.
    final void giveUp(String why) {
        answer.completeExceptionally(new LedgerException(why));
    }

    private T outcome() {
        if (answer.state() == Future.State.SUCCESS) {
            return answer.resultNow();
        }
        Throwable failure = answer.exceptionNow();
        throw new LedgerException(String.valueOf(failure.getMessage()), failure);
    }
}
