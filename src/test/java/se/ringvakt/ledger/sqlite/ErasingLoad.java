package se.ringvakt.ledger.sqlite;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import se.ringvakt.call.Attempt;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.Samples;
import se.ringvakt.ledger.sql.SqlRetention;
import se.ringvakt.metrics.Meters;
import se.ringvakt.retention.Erasing;
import se.ringvakt.retention.MemoryKeys;
import se.ringvakt.thread.Background;

/// What a large erasing costs those who dial meanwhile: run by hand, prints how long a look-up with
/// an append takes, without and with it. `ErasingLoad ATTEMPTS`.
final class ErasingLoad {
    private static final int DIALS = 3_000;
    private static final Instant LONG_AGO = Instant.parse("2026-01-05T10:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");

    private ErasingLoad() {}

    public static void main(String[] args) throws Exception {
        int old = args.length > 0 ? Integer.parseInt(args[0]) : 50_000;
        Path folder = Files.createTempDirectory("erasing");
        Instant now = LONG_AGO.plus(Duration.ofDays(200));
        SqliteDatabase database =
                SqliteDatabase.open(SqliteSettings.of(folder.resolve("ledger.db")));
        fill(database, old);
        MemoryKeys keys = MemoryKeys.open(folder.resolve("retention.key"), () -> now);
        SqliteLedger ledger = SqliteLedger.start(database, () -> now, Meters.unseen(), keys);
        PrintStream out = System.out;
        dials(ledger, now, 1);
        out.println("without: " + dials(ledger, now, 2));
        Erasing erasing =
                new Erasing(
                        new SqlRetention(database, keys),
                        List.of(),
                        RetentionYearTest.schedule(),
                        ZONE,
                        () -> now,
                        Erasing.Rest.ASLEEP);
        Thread thread = new Background("erasing-").newThread(() -> run(erasing, out));
        thread.start();
        out.println("with:    " + dials(ledger, now, 3));
        thread.join();
        ledger.close();
        database.close();
    }

    private static void run(Erasing erasing, PrintStream out) {
        long begun = System.nanoTime();
        try {
            long erased = erasing.run("load", false);
            out.println(erased + " erased in " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void fill(SqliteDatabase database, int attempts) throws Exception {
        try (WriterSession session = WriterSession.open(database, Duration.ofSeconds(1))) {
            for (int i = 0; i < attempts; i++) {
                session.allow(0, sample(i, LONG_AGO.plusMillis(i)));
                if (i % 5_000 == 4_999) {
                    session.commit();
                }
            }
            session.commit();
        }
    }

    private static Attempt sample(int i, Instant start) {
        int number = (int) (i * 7_919L % 1_000_003);
        return Samples.attempt(i + 1, Samples.bulkNumber(number), start);
    }

    /// A dial every 2 ms.
    private static String dials(SqliteLedger ledger, Instant now, int round) throws Exception {
        long[] nanos = new long[DIALS];
        int refused = 0;
        for (int i = 0; i < DIALS; i++) {
            Attempt attempt =
                    Samples.attempt(
                            10_000_000L * round + i,
                            Samples.bulkNumber(2_000_000 * round + i),
                            now);
            long begun = System.nanoTime();
            try {
                ledger.append(ledger.history(attempt.number(), attempt.offer()), attempt);
            } catch (LedgerException _) {
                refused++;
            }
            nanos[i] = System.nanoTime() - begun;
            Thread.sleep(Duration.ofMillis(2));
        }
        Arrays.sort(nanos);
        return "p50 %d us, p99 %d us, most %d us, %d refused"
                .formatted(
                        nanos[DIALS / 2] / 1000,
                        nanos[DIALS * 99 / 100] / 1000,
                        nanos[DIALS - 1] / 1000,
                        refused);
    }
}
