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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import se.ringvakt.ledger.LedgerException;

/// Dials and their outcomes, at a pace or as quickly as they go.
final class Dials {
    private static final long REFUSED_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Storage storage;
    private final Gates gates;
    private final Queue<Long> dialNanos = new ConcurrentLinkedQueue<>();
    private final Queue<Long> outcomeNanos = new ConcurrentLinkedQueue<>();
    private final AtomicInteger denied = new AtomicInteger();

    Dials(Storage storage) {
        this.storage = storage;
        this.gates = storage.gates();
    }

    /// Time of the processors, in ns: this process's and the database's.
    private record Used(long here, long database) {
        private Used since(Used before) {
            return new Used(here - before.here, database - before.database);
        }
    }

    /// What came of one run.
    static final class Result {
        private final long elapsedNanos;
        private final Used used;
        private final long[] dialNanos;
        private final long[] outcomeNanos;
        private final int denied;

        private Result(
                long elapsedNanos, Used used, long[] dialNanos, long[] outcomeNanos, int denied) {
            this.elapsedNanos = elapsedNanos;
            this.used = used;
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
            return used.here / 1_000.0 / Math.max(1, outcomeNanos.length);
        }

        /// Of the database's processes, for each attempt.
        double databaseMicros() {
            return used.database / 1_000.0 / Math.max(1, outcomeNanos.length);
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
        Used before = used();
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long i = 0; i < count; i++) {
                long due = began + i * pause;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                calls.execute(() -> call(due));
            }
        }
        return result(began, before);
    }

    /// So many callers, each its next dial after the last one's outcome.
    Result full(int callers, Duration length) {
        long began = System.nanoTime();
        Used before = used();
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
        return result(began, before);
    }

    /// So many in all, by so many callers.
    Result full(int callers, long count) {
        long began = System.nanoTime();
        Used before = used();
        AtomicLong left = new AtomicLong(count);
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                calls.execute(() -> {
                    while (left.getAndDecrement() > 0) {
                        call(System.nanoTime());
                    }
                });
            }
        }
        return result(began, before);
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

    private Result result(long began, Used before) {
        return new Result(
                System.nanoTime() - began,
                used().since(before),
                sorted(dialNanos),
                sorted(outcomeNanos),
                denied.get());
    }

    private static long[] sorted(Queue<Long> nanos) {
        long[] all = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(all);
        return all;
    }

    private Used used() {
        return new Used(processorNanos(), storage.databaseNanos());
    }

    private static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getProcessCpuTime()
                : 0;
    }
}
