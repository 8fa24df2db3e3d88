package se.ringvakt.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.agi.AgiClient;
import se.ringvakt.evidence.EvidenceFolder;
import se.ringvakt.evidence.EvidenceRecord;

/// The gate's process killed with -9 in the middle of a thousand dials a second, ten times over.
class KillTest {
    private final List<Installation> installations = new ArrayList<>();

    @AfterEach
    void end() {
        installations.forEach(Installation::close);
    }

    private static final int ROUNDS = 10;
    private static final int CALLERS = 16;
    private static final int DIALS_PER_SECOND = 1_000;
    private static final long LOAD_MILLIS = 3_000;

    /// Few enough that most numbers are dialled again and again: every limit is under pressure.
    private static final int NUMBERS = 3_000;

    private final Set<Long> allowed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger agents = new AtomicInteger();

    @Test
    @Timeout(300)
    void everyAnsweredPermitIsInLedgerAndEvidenceAndNoLimitIsExceeded(@TempDir Path folder)
            throws Exception {
        Installation installation = prepare(folder);
        for (int round = 0; round < ROUNDS; round++) {
            Installation.Serving gate = installation.serve();
            try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
                long end = System.nanoTime() + LOAD_MILLIS * 1_000_000;
                for (int caller = 0; caller < CALLERS; caller++) {
                    long seed = round * 100L + caller;
                    callers.execute(() -> dial(gate, new Random(seed), end));
                }
                Thread.sleep(LOAD_MILLIS - 500);
                gate.kill();
            }
        }
        assertThat(allowed).hasSizeGreaterThan(ROUNDS);
        System.out.printf(
                "figure: kill -9 x %d: %d dials asked, %d answered, %d permits%n",
                ROUNDS, asked.get(), answered.get(), allowed.size());

        installation.serve().stop();
        try (Connection ledger =
                DriverManager.getConnection("jdbc:sqlite:" + installation.ledger())) {
            assertThat(ids(ledger, "SELECT id FROM attempt")).containsAll(allowed);
            // Within four hours a number has at most one attempt that counts.
            assertThat(
                            ids(
                                    ledger,
                                    """
                                    SELECT number FROM attempt LEFT JOIN outcome ON attempt = id
                                     WHERE COALESCE(counted, 1) = 1
                                     GROUP BY number, campaign HAVING COUNT(*) > 1
                                    """))
                    .isEmpty();
        }
        assertThat(installation.run("evidence", "verify")).contains("verified: ");
        EvidenceFolder evidence =
                EvidenceFolder.open(installation.ledger().resolveSibling("evidence"));
        try (Stream<EvidenceRecord> records = evidence.records()) {
            assertThat(records.map(each -> each.facts().path("attempt").asLong()))
                    .containsAll(allowed);
        }
    }

    private void dial(Installation.Serving gate, Random random, long end) {
        long pauseNanos = 1_000_000_000L * CALLERS / DIALS_PER_SECOND;
        for (long next = System.nanoTime(); next < end; next += pauseNanos) {
            LockSupport.parkNanos(next - System.nanoTime());
            int number = random.nextInt(NUMBERS);
            try {
                asked.incrementAndGet();
                Map<String, String> answer =
                        AgiClient.ask(
                                gate.address(),
                                "dial?number=07000%05d&campaign=el-2026&agent=%d"
                                        .formatted(number, agents.incrementAndGet()));
                answered.incrementAndGet();
                if (answer.get("RINGVAKT_VERDICT").startsWith("ALLOW:")) {
                    long attempt = Long.parseLong(answer.get("RINGVAKT_ATTEMPT"));
                    allowed.add(attempt);
                    if (random.nextInt(3) == 0) {
                        AgiClient.ask(
                                gate.address(),
                                "outcome?attempt=%d&status=CHANUNAVAIL&cause=3".formatted(attempt));
                    }
                }
            } catch (IOException e) {
                // The gate is gone: that is the point. A new one comes in the next round.
                return;
            }
        }
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

    private Installation prepare(Path folder) throws IOException, InterruptedException {
        Installation installation = Installation.prepare(folder);
        installations.add(installation);
        return installation;
    }
}
