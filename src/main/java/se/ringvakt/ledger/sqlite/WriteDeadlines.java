package se.ringvakt.ledger.sqlite;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Lets callers go whose change was not committed in time.
///
/// One thread looks a hundred times a second at those that wait longest. A timed wait by each
/// caller would be exact, but wakes a timer's thread twice for every change, which costs more than
/// the decision itself.
final class WriteDeadlines implements AutoCloseable {
    private static final long LOOK_MILLIS = 10;

    private final Duration wait;
    private final BlockingQueue<Write<?>> oldestFirst = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    WriteDeadlines(Duration wait) {
        this.wait = wait;
        this.thread = Thread.ofPlatform().name("ledger-deadlines").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Watches a change from now on.
    void watch(Write<?> write) {
        write.mustEndBy(System.nanoTime() + wait.toNanos());
        oldestFirst.add(write);
        if (closed) {
            write.giveUp("closed");
        }
    }

    private void run() {
        try {
            while (true) {
                expire(oldestFirst.take());
            }
        } catch (InterruptedException e) {
            closed = true;
            oldestFirst.forEach(write -> write.giveUp("closed"));
        }
    }

    /// Waits until this one is over or late, then goes through all that are.
    private void expire(Write<?> first) throws InterruptedException {
        @Nullable Write<?> oldest = first;
        while (oldest != null) {
            while (!oldest.isOver() && oldest.deadlineNanos() - System.nanoTime() > 0) {
                Thread.sleep(LOOK_MILLIS);
            }
            oldest.giveUp("not recorded within " + wait.toMillis() + " ms");
            oldest = oldestFirst.poll();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
