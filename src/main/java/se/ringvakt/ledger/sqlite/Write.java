package se.ringvakt.ledger.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import se.ringvakt.ledger.LedgerException;

/// One change on its way to the disk: queued by its caller, applied and answered by the writer.
///
/// Caller and writer race for one answer: either the writer gives it after the commit, or the
/// caller gives up first, and then whatever was committed is undone.
abstract class Write<T> {
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private @Nullable T result;

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

    final T await(Duration wait) {
        try {
            return answer.get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return giveUp("not recorded within " + wait.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return giveUp("interrupted before it was recorded", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new LedgerException(String.valueOf(cause.getMessage()), cause);
        }
    }

    private T giveUp(String why, Exception cause) {
        if (answer.completeExceptionally(new LedgerException(why, cause))) {
            throw new LedgerException(why, cause);
        }
        // The writer was faster after all; what it answered holds.
        return await(Duration.ZERO);
    }
}
