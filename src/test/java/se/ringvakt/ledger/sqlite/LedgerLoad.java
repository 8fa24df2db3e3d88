package se.ringvakt.ledger.sqlite;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.Samples;

/// Measures the embedded ledger: `LedgerLoad FILE-OR-DIRECTORY NUMBERS SECONDS`. Not a test.
final class LedgerLoad {
    private static final int LATENCIES = 1 << 20;

    private final SqliteLedger ledger;
    private final int numbers;
    private final LongAdder refused = new LongAdder();
    private final AtomicLong ids = new AtomicLong(1L << 40);

    private LedgerLoad(SqliteLedger ledger, int numbers) {
        this.ledger = ledger;
        this.numbers = numbers;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int numbers = Integer.parseInt(arguments[1]);
        Duration time = Duration.ofSeconds(Integer.parseInt(arguments[2]));
        List<LedgerSync> modes =
                arguments.length > 3
                        ? List.of(LedgerSync.valueOf(arguments[3]))
                        : List.of(LedgerSync.values());
        for (LedgerSync sync : modes) {
            for (int callers : new int[] {64, 1, 4, 64}) {
                measure(directory, sync, numbers, callers, time);
            }
        }
    }

    private static void measure(
            Path directory, LedgerSync sync, int numbers, int callers, Duration time)
            throws Exception {
        Path home = Files.createTempDirectory(directory, "load");
        SqliteSettings settings = SqliteSettings.of(home.resolve("ledger.db")).withSync(sync);
        SqliteDatabase database = SqliteDatabase.open(settings);
        SqliteLedger ledger = SqliteLedger.start(database, InstantSource.system());
        new LedgerLoad(ledger, numbers).run(System.out, sync, callers, time);
        ledger.close();
        database.close();
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(home);
    }

    private void run(PrintStream out, LedgerSync sync, int callers, Duration time)
            throws InterruptedException {
        long cpuBefore = processCpuNanos();
        long writerBefore = threadCpuNanos("ledger-writer");
        long begin = System.nanoTime();
        long until = begin + time.toNanos();
        long[][] latencies = new long[callers][];
        CountDownLatch done = new CountDownLatch(callers);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                int caller = i;
                threads.execute(() -> {
                    latencies[caller] = call(until, LATENCIES / callers);
                    done.countDown();
                });
            }
            done.await();
        }
        long took = System.nanoTime() - begin;
        long cpu = processCpuNanos() - cpuBefore;
        long writer = threadCpuNanos("ledger-writer") - writerBefore;
        long[] all = Arrays.stream(latencies).flatMapToLong(Arrays::stream).sorted().toArray();
        long appends = ids.get() - (1L << 40);
        out.printf(
                "%s, %d numbers, %2d callers: %,9.0f appends/s, p50 %,d us, p99 %,d us, p99.9"
                        + " %,d us, max %,d us; CPU per append %.1f us (writer %.1f); %d a group;"
                        + " %d refused%n",
                sync,
                numbers,
                callers,
                appends * 1e9 / took,
                all[all.length / 2] / 1_000,
                all[all.length * 99 / 100] / 1_000,
                all[(int) (all.length * 999L / 1_000)] / 1_000,
                all[all.length - 1] / 1_000,
                cpu / 1e3 / appends,
                writer / 1e3 / appends,
                appends / ledger.commits(),
                refused.sum());
    }

    private long[] call(long until, int most) {
        long[] latencies = new long[most];
        int count = 0;
        long now = System.nanoTime();
        while (now < until) {
            int which = ThreadLocalRandom.current().nextInt(numbers);
            PhoneNumber number = Samples.bulkNumber(which);
            Attempt attempt = attempt(ids.incrementAndGet(), number);
            History seen = ledger.history(number);
            try {
                while (!ledger.append(seen, attempt)) {
                    seen = ledger.history(number);
                }
            } catch (LedgerException e) {
                refused.increment();
            }
            long after = System.nanoTime();
            latencies[count++ % most] = after - now;
            now = after;
        }
        return Arrays.copyOf(latencies, Math.min(count, most));
    }

    private static Attempt attempt(long id, PhoneNumber number) {
        Attempt sample = Samples.attempt(1, number, Instant.now());
        return new Attempt(
                new AttemptId(id),
                number,
                new CampaignId("el-2026"),
                sample.offer(),
                sample.agent(),
                sample.kind(),
                sample.callerId(),
                Instant.ofEpochMilli(System.currentTimeMillis()),
                sample.timeout(),
                sample.uniqueId(),
                sample.basis());
    }

    private static long processCpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    private static long threadCpuNanos(String name) {
        var threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(each -> each != null && each.getThreadName().equals(name))
                .mapToLong(each -> threads.getThreadCpuTime(each.getThreadId()))
                .sum();
    }
}
