package se.ringvakt.web.server;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import se.ringvakt.web.Problem;

/// Does what may block, on a bounded number of threads of its own; what does not find one is
/// refused at once.
final class Work implements AutoCloseable {
    private static final Duration BUSY = Duration.ofSeconds(1);
    private static final int IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads;
    private final Duration most;

    /// @param name of the threads
    /// @param threads so many at one time
    /// @param turns so many more wait; may be 0
    /// @param most how long the result is waited for, the turn included
    Work(String name, int threads, int turns, Duration most) {
        this.threads =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        turns == 0 ? new SynchronousQueue<>() : new LinkedBlockingQueue<>(turns),
                        Thread.ofPlatform().name(name + "-", 0).daemon().factory());
        this.threads.allowCoreThreadTimeOut(true);
        this.most = most;
    }

    /// Does it, and waits for the result. Too late, it is interrupted; it holds its thread until it
    /// really ends.
    ///
    /// @throws Problem when all threads are taken, or when it takes too long
    /// @throws Exception whatever it threw
    <T> T call(Callable<T> what) throws Exception {
        Future<T> result;
        try {
            result = threads.submit(what);
        } catch (RejectedExecutionException _) {
            throw Problem.later(
                    Problem.Kind.UNAVAILABLE, "too much is asked at one time; try again", BUSY);
        }
        try {
            return result.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw Problem.of(
                    Problem.Kind.UNAVAILABLE,
                    "no answer within "
                            + most.toSeconds()
                            + " s (expected: less is asked for, such as a shorter period)");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            result.cancel(true);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
