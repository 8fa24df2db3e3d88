package se.ringvakt.ledger.sqlite;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import se.ringvakt.call.Block;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.Samples;
import se.ringvakt.ledger.sql.SqlNumberLists;
import se.ringvakt.register.Act;
import se.ringvakt.register.NumberLists.Entry;

/// Measures what grows with the record: `LedgerSizes EMPTY-DIRECTORY ATTEMPTS ENTRIES`. Not a test.
final class LedgerSizes {
    private static final int READS = 20_000;
    private static final int PER_NUMBER = 5;

    private LedgerSizes() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        for (int attempts : new int[] {1_000, Integer.parseInt(arguments[1])}) {
            coldReads(System.out, directory.resolve("reads" + attempts + ".db"), attempts);
        }
        bulkLoad(System.out, directory.resolve("lists.db"), Integer.parseInt(arguments[2]));
    }

    /// What a history costs that is not in memory.
    private static void coldReads(PrintStream out, Path file, int attempts) throws Exception {
        SqliteSettings settings = SqliteSettings.of(file).withCachedHistories(0);
        SqliteDatabase database = SqliteDatabase.open(settings);
        fill(database, attempts);
        SqliteLedger ledger = SqliteLedger.start(database, () -> Samples.NOW);
        int numbers = attempts / PER_NUMBER;
        Random random = new Random(1);
        long[] nanos = new long[READS];
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < READS; i++) {
                long begin = System.nanoTime();
                ledger.history(Samples.bulkNumber(random.nextInt(numbers)));
                nanos[i] = System.nanoTime() - begin;
            }
        }
        Arrays.sort(nanos);
        out.printf(
                "history of %d of %,d attempts (%d MiB): p50 %.1f us, p99 %.1f us%n",
                PER_NUMBER,
                attempts,
                Files.size(file) >> 20,
                nanos[READS / 2] / 1e3,
                nanos[READS * 99 / 100] / 1e3);
        ledger.close();
        long begin = System.nanoTime();
        SqliteDatabase.open(settings).close();
        out.printf("  opened in %d ms%n", millisSince(begin));
        database.close();
    }

    private static void fill(SqliteDatabase database, int attempts) throws SQLException {
        int numbers = attempts / PER_NUMBER;
        try (WriterSession session = WriterSession.open(database, Duration.ofSeconds(1))) {
            for (int i = 0; i < attempts; i++) {
                if (i % 5_000 == 0) {
                    session.begin();
                }
                Instant start = Samples.NOW.minusSeconds(attempts - i);
                session.allow(
                        i / numbers,
                        Samples.attempt(i + 1, Samples.bulkNumber(i % numbers), start));
                if (i % 5_000 == 4_999) {
                    session.commit();
                }
            }
            session.commit();
        }
    }

    /// A list loaded by another connection while a gate appends ten times a second.
    private static void bulkLoad(PrintStream out, Path file, int entries) throws Exception {
        SqliteSettings settings = SqliteSettings.of(file);
        SqliteDatabase gate = SqliteDatabase.open(settings);
        SqliteLedger ledger = SqliteLedger.start(gate, () -> Samples.NOW);
        SqliteDatabase other = SqliteDatabase.open(settings);
        AtomicBoolean loaded = new AtomicBoolean();
        long begin = System.nanoTime();
        Thread load =
                Thread.ofPlatform()
                        .start(() -> {
                            load(other, entries);
                            loaded.set(true);
                        });
        long[] nanos = new long[100_000];
        int appends = 0;
        int refused = 0;
        while (!loaded.get()) {
            Thread.sleep(10);
            long asked = System.nanoTime();
            var number = Samples.bulkNumber(appends);
            try {
                ledger.append(
                        ledger.history(number), Samples.attempt(appends + 1, number, Samples.NOW));
            } catch (LedgerException e) {
                refused++;
            }
            nanos[appends++] = System.nanoTime() - asked;
        }
        load.join();
        long tookMillis = millisSince(begin);
        long[] sorted = Arrays.copyOf(nanos, appends);
        Arrays.sort(sorted);
        out.printf(
                "%,d blocks loaded in %.1f s; meanwhile %d appends: p50 %.1f ms, p99 %.1f ms, max"
                        + " %.1f ms, %d refused%n",
                entries,
                tookMillis / 1e3,
                appends,
                sorted[appends / 2] / 1e6,
                sorted[appends * 99 / 100] / 1e6,
                sorted[appends - 1] / 1e6,
                refused);
        ledger.close();
        gate.close();
        other.close();
    }

    private static void load(SqliteDatabase database, int entries) {
        Block block = new Block(Block.List.DECEASED, Optional.empty(), Optional.empty());
        new SqlNumberLists(database, () -> Samples.NOW)
                .add(
                        IntStream.range(0, entries)
                                .mapToObj(i -> new Entry.NumberBlock(Samples.bulkNumber(i), block)),
                        Act.of("load", "import"));
    }

    private static long millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
