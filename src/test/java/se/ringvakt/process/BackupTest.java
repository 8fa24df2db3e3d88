package se.ringvakt.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.agi.AgiClient;

/// Backups of a gate that is dialling meanwhile, by commands in processes of their own.
@Tag("process")
class BackupTest {
    private static final int CALLERS = 8;
    private static final int DIALS_PER_SECOND = 400;
    private static final int PAST_ATTEMPTS = Integer.getInteger("backup.past", 100_000);
    private static final long CALM_MILLIS = 4_000;

    private final List<Installation> installations = new ArrayList<>();
    private final Set<Long> allowed = ConcurrentHashMap.newKeySet();
    private final Map<Long, String> numbers = new ConcurrentHashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger agents = new AtomicInteger();
    private volatile Queue<Long> latencies = new ConcurrentLinkedQueue<>();

    @TempDir private Path folder;

    @AfterEach
    void end() {
        over.set(true);
        installations.forEach(Installation::close);
    }

    @Test
    @Timeout(300)
    void everyPermitBeforeABackupIsInItAndLimitsHoldWhereItIsRestored() throws Exception {
        Installation installation = prepare();
        fill(installation);
        Installation.Serving gate = installation.serve();
        Set<Long> before;
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            for (int caller = 0; caller < CALLERS; caller++) {
                long seed = caller;
                callers.execute(() -> dial(gate, new Random(seed)));
            }
            Thread.sleep(CALM_MILLIS);
            latencies = new ConcurrentLinkedQueue<>();
            Thread.sleep(CALM_MILLIS);
            Queue<Long> calm = latencies;
            latencies = new ConcurrentLinkedQueue<>();
            before = Set.copyOf(allowed);
            long began = System.nanoTime();
            installation.run("backup", "../backup.zip");
            long took = System.nanoTime() - began;
            Queue<Long> during = latencies;
            over.set(true);
            System.out.printf(
                    "figure: backup in %d ms, %d KiB; dials without: %s; during: %s%n",
                    took / 1_000_000,
                    Files.size(folder.resolve("backup.zip")) >> 10,
                    percentiles(calm),
                    percentiles(during));
        }
        assertThat(before).hasSizeGreaterThan(100);
        gate.stop();

        installation.run("restore", "../backup.zip", "--into", "../there");
        Installation there = Installation.at(folder.resolve("there"));
        installations.add(there);
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + there.ledger())) {
            assertThat(ids(ledger, "SELECT id FROM attempt")).containsAll(before);
        }
        Installation.Serving again = there.serve();
        String called = numbers.get(before.iterator().next());
        assertThat(ask(again, called)).containsEntry("RINGVAKT_REASON", "STOPPED");
        assertThat(ask(again, "112").get("RINGVAKT_VERDICT")).startsWith("ALLOW");
        there.run("resume");
        assertThat(until(again, "0709999999", "ALLOW")).startsWith("ALLOW");
        assertThat(ask(again, called)).containsEntry("RINGVAKT_REASON", "SPACING");
        again.stop();
    }

    @Test
    @Timeout(300)
    void aKilledBackupLeavesTheFormerFileAndNothingBroken() throws Exception {
        Installation installation = prepare();
        fill(installation);
        installation.run("backup", "../backup.zip");
        byte[] former = Files.readAllBytes(folder.resolve("backup.zip"));
        int kept = 0;
        for (int millis = 300; millis < 2_500; millis += 200) {
            Process process =
                    installation.start(folder.resolve("log"), "backup", "../backup.zip", "--force");
            if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            byte[] now = Files.readAllBytes(folder.resolve("backup.zip"));
            if (Arrays.equals(now, former)) {
                kept++;
            } else {
                // It had come to its end: then the new file is whole.
                installation.run("restore", "../backup.zip", "--into", "../whole-" + millis);
                former = now;
            }
        }
        assertThat(kept).isPositive();

        installation.run("backup", "../backup.zip", "--force");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> !name.startsWith("whole-"))
                    .containsExactlyInAnyOrder("here", "backup.zip", "log");
        }
        installation.run("restore", "../backup.zip", "--into", "../there");
    }

    @Test
    @Timeout(120)
    void whereTheDiskIsFullNothingIsLeft() throws Exception {
        Installation installation = prepare();
        fill(installation);
        Files.createDirectory(folder.resolve("small"));

        String said = installation.refused(2_000, "backup", "../small/backup.zip");

        assertThat(said.strip()).doesNotContain("\n").contains("small").contains("expected");
        assertThat(folder.resolve("small")).isEmptyDirectory();
    }

    @Test
    @Timeout(120)
    void aRunningGateIsNotReplaced() throws Exception {
        Installation installation = prepare();
        installation.run("backup", "../backup.zip");
        Installation.Serving gate = installation.serve();
        Path log = folder.resolve("log");
        assertThat(installation.start(log, "restore", "../backup.zip", "--force").waitFor())
                .isEqualTo(3);
        assertThat(Files.readString(log)).contains("another gate runs on it").hasLineCount(1);
        assertThat(ask(gate, "0701740605").get("RINGVAKT_VERDICT")).startsWith("ALLOW");
        gate.stop();

        assertThat(installation.run("restore", "../backup.zip", "--force"))
                .contains("what was there before lies in");
    }

    private Installation prepare() throws IOException, InterruptedException {
        Installation installation =
                Installation.prepare(Files.createDirectory(folder.resolve("here")));
        installations.add(installation);
        return installation;
    }

    /// Some weeks of attempts.
    private static void fill(Installation installation) throws SQLException {
        try (Connection ledger =
                        DriverManager.getConnection("jdbc:sqlite:" + installation.ledger());
                Statement statement = ledger.createStatement()) {
            ledger.setAutoCommit(false);
            statement.execute("INSERT INTO basis (id, line) VALUES (1, 'nix@x sweden-x')");
            statement.execute(
                    """
                    INSERT INTO attempt
                    WITH RECURSIVE n (i) AS
                        (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                    SELECT i, 46790000000 + i, 'el-2026', NULL, 'agent' || i %% 200, 'MANUAL',
                           46701740699, 1790000000000 + i * 1000, 46, 'asterisk-' || i, 1
                      FROM n
                    """
                            .formatted(PAST_ATTEMPTS));
            statement.execute(
                    """
                    INSERT INTO history
                    SELECT number, 1, 1, id, campaign, offer, start FROM attempt WHERE id <= %d
                    """
                            .formatted(PAST_ATTEMPTS));
            ledger.commit();
        }
    }

    private void dial(Installation.Serving gate, Random random) {
        long pauseNanos = 1_000_000_000L * CALLERS / DIALS_PER_SECOND;
        for (long next = System.nanoTime(); !over.get(); next += pauseNanos) {
            LockSupport.parkNanos(next - System.nanoTime());
            String number = "07000%05d".formatted(random.nextInt(90_000));
            try {
                long began = System.nanoTime();
                Map<String, String> answer = ask(gate, number);
                latencies.add(System.nanoTime() - began);
                if (answer.get("RINGVAKT_VERDICT").startsWith("ALLOW:")) {
                    long attempt = Long.parseLong(answer.get("RINGVAKT_ATTEMPT"));
                    numbers.put(attempt, number);
                    allowed.add(attempt);
                }
            } catch (IOException e) {
                throw new AssertionError("the gate is gone", e);
            }
        }
    }

    private Map<String, String> ask(Installation.Serving gate, String number) throws IOException {
        return AgiClient.ask(
                gate.address(),
                "dial?number=%s&campaign=el-2026&agent=%d"
                        .formatted(number, agents.incrementAndGet()));
    }

    private String until(Installation.Serving gate, String number, String verdict)
            throws IOException, InterruptedException {
        String said = "";
        for (int tries = 0; tries < 100 && !said.startsWith(verdict); tries++) {
            Thread.sleep(50);
            said = ask(gate, number).get("RINGVAKT_VERDICT");
        }
        return said;
    }

    private static String percentiles(Queue<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return "%d, p50 %d us, p99 %d us, max %d us"
                .formatted(
                        sorted.length,
                        sorted[sorted.length / 2] / 1000,
                        sorted[sorted.length * 99 / 100] / 1000,
                        Arrays.stream(sorted).max().orElse(0) / 1000);
    }

    private static Set<Long> ids(Connection ledger, String query) throws SQLException {
        Set<Long> ids = new HashSet<>();
        try (Statement statement = ledger.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }
}
