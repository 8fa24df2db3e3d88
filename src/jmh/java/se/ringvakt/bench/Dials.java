package se.ringvakt.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import se.ringvakt.ledger.LedgerException;

/// Dials and their outcomes, at a pace or as quickly as they go.
final class Dials {
    private static final long REFUSED_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Gates gates;
    private final Queue<Long> dialNanos = new ConcurrentLinkedQueue<>();
    private final Queue<Long> outcomeNanos = new ConcurrentLinkedQueue<>();
    private final AtomicInteger denied = new AtomicInteger();

    Dials(Gates gates) {
        this.gates = gates;
    }

    /// What came of one run.
    static final class Result {
        private final long elapsedNanos;
        private final long processorNanos;
        private final long[] dialNanos;
        private final long[] outcomeNanos;
        private final int denied;

        private Result(
                long elapsedNanos,
                long processorNanos,
                long[] dialNanos,
                long[] outcomeNanos,
                int denied) {
            this.elapsedNanos = elapsedNanos;
            this.processorNanos = processorNanos;
            this.dialNanos = dialNanos;
            this.outcomeNanos = outcomeNanos;
            this.denied = denied;
        }

        /// Dials without a permit, and outcomes that could not be recorded.
        int denied() {
            return denied;
        }

        /// Attempts with their outcomes.
        double perSecond() {
            return outcomeNanos.length * (double) TimeUnit.SECONDS.toNanos(1) / elapsedNanos;
        }

        /// Of this process, load and gates alike, for each attempt.
        double processorMicros() {
            return processorNanos / 1_000.0 / Math.max(1, outcomeNanos.length);
        }

        double micros(double percent) {
            return part(dialNanos, percent);
        }

        double outcomeMicros(double percent) {
            return part(outcomeNanos, percent);
        }

        private static double part(long[] sorted, double percent) {
            int rank = (int) Math.ceil(sorted.length * percent / 100) - 1;
            return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, rank)] / 1_000.0;
        }
    }

    /// So many a second, each when it is due, whatever became of those before, and timed from then.
    Result paced(int rate, Duration length) {
        long pause = TimeUnit.SECONDS.toNanos(1) / rate;
        long count = length.toNanos() / pause;
        long began = System.nanoTime();
        long processor = processorNanos();
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long i = 0; i < count; i++) {
                long due = began + i * pause;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                calls.execute(() -> call(due));
            }
        }
        return result(began, processor);
    }

    /// So many callers, each its next dial after the last one's outcome.
    Result full(int callers, Duration length) {
        long began = System.nanoTime();
        long processor = processorNanos();
        long until = began + length.toNanos();
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                calls.execute(() -> {
                    while (System.nanoTime() < until) {
                        call(System.nanoTime());
                    }
                });
            }
        }
        return result(began, processor);
    }

    private void call(long due) {
        try {
            Optional<Gates.Permitted> permitted = gates.dial();
            dialNanos.add(System.nanoTime() - due);
            if (permitted.isEmpty()) {
                refused();
                return;
            }
            long over = System.nanoTime();
            gates.tell(permitted.get());
            outcomeNanos.add(System.nanoTime() - over);
        } catch (LedgerException e) {
            refused();
        }
    }

    /// Whoever is refused does not ask again at once.
    private void refused() {
        denied.incrementAndGet();
        LockSupport.parkNanos(REFUSED_PAUSE_NANOS);
    }

    private Result result(long began, long processor) {
        return new Result(
                System.nanoTime() - began,
                processorNanos() - processor,
                sorted(dialNanos),
                sorted(outcomeNanos),
                denied.get());
    }

    private static long[] sorted(Queue<Long> nanos) {
        long[] all = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(all);
        return all;
    }

    private static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getProcessCpuTime()
                : 0;
    }
}
