package se.ringvakt.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.agi.AgiClient;

/// Erasing killed with -9 at any moment, while a gate serves dials: each attempt is there with all
/// that hangs on it, or gone with all of it but its hash.
@Tag("process")
class RetentionKillTest {
    /// Each called by two campaigns with one offer, more than half a year ago.
    private static final int OLD_NUMBERS = 300;

    private static final int KILLS = 3;
    private static final int PAUSE_MILLIS = 20;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger dialled = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private Installation installation;

    @TempDir private Path folder;

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        installation = Installation.prepare(folder);
    }

    @AfterEach
    void end() {
        over.set(true);
        installation.close();
    }

    @Test
    @Timeout(300)
    void nothingIsHalfErasedAndTheLimitsHold() throws Exception {
        installation.write("campaigns.yaml", campaigns());
        installation.run("campaign", "apply", "campaigns.yaml");
        fill();
        Installation.Serving gate = installation.serve();
        Thread caller = Thread.ofPlatform().start(() -> dial(gate));

        int brokenOff = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long before = old();
            Process erasing = installation.start(folder.resolve("erasing.log"), "retention", "run");
            while (erasing.isAlive() && old() == before) {
                Thread.sleep(PAUSE_MILLIS);
            }
            Thread.sleep(kill * 130L);
            erasing.destroyForcibly().waitFor();
            brokenOff += old() > 0 ? 1 : 0;
            assertNothingIsHalfErased();
        }
        assertThat(brokenOff).as("killed before all was erased").isPositive();

        installation.run("retention", "run");
        over.set(true);
        caller.join();
        assertThat(old()).isZero();
        assertNothingIsHalfErased();
        // One that meets the erasing's transaction waits for it, on a busy machine in vain.
        assertThat(refused.get())
                .as("of %d dials meanwhile", dialled.get())
                .isLessThanOrEqualTo(dialled.get() / 20);
        assertThat(dialled.get()).isGreaterThan(KILLS);

        for (int which : new int[] {0, 1, OLD_NUMBERS / 2, OLD_NUMBERS - 1}) {
            assertThat(ask(gate, number(which), "el-3"))
                    .containsEntry("RINGVAKT_REASON", "OFFER_LIMIT");
        }
        assertThat(ask(gate, number(OLD_NUMBERS), "el-3").get("RINGVAKT_VERDICT"))
                .startsWith("ALLOW");
        gate.stop();
        assertThat(installation.run("evidence", "verify")).contains("verified: ");
    }

    private static String campaigns() {
        StringBuilder text =
                new StringBuilder(
                        """
                        principals:
                          - id: elbolaget
                            name: Elbolaget
                        campaigns:
                        """);
        for (int which = 1; which <= 3; which++) {
            text.append(
                    """
                      - id: el-%d
                        principal: elbolaget
                        purpose: sales
                        offer: elavtal
                        first-day: 2020-01-01
                        last-day: 2099-12-31
                        caller-ids:
                          - number: "0701740699"
                            call-back: true
                    """
                            .formatted(which));
        }
        return text.toString();
    }

    private static String number(int which) {
        return "07900%05d".formatted(which);
    }

    private void fill() throws SQLException {
        long start = Instant.now().minus(Duration.ofDays(220)).toEpochMilli();
        try (Connection ledger = ledger();
                Statement statement = ledger.createStatement()) {
            ledger.setAutoCommit(false);
            statement.execute("INSERT INTO basis (id, line) VALUES (1, 'nix@x sweden-x')");
            statement.execute(
                    """
                    INSERT INTO attempt
                    WITH RECURSIVE n (i) AS
                        (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d - 1)
                    SELECT i + 1, 46790000000 + i / 2, 'el-' || (1 + i %% 2), 'elavtal',
                           'agent' || i, 'MANUAL', 46701740699, %d + i * 1000, 46, 'u-' || i, 1
                      FROM n
                    """
                            .formatted(2 * OLD_NUMBERS, start));
            statement.execute(
                    """
                    INSERT INTO history
                    SELECT number, 1 + (id - 1) % 2, 1, id, campaign, offer, start FROM attempt
                    """);
            ledger.commit();
        }
    }

    /// All in one snapshot: the gate and the erasing go on meanwhile.
    private void assertNothingIsHalfErased() throws SQLException {
        try (Connection ledger = ledger()) {
            ledger.setAutoCommit(false);
            long left = count(ledger, "attempt WHERE offer IS NOT NULL AND start < " + border());
            assertThat(count(ledger, "offer_memory"))
                    .as("hashes of erased attempts")
                    .isEqualTo(2 * OLD_NUMBERS - left);
            assertThat(
                            count(
                                    ledger,
                                    "attempt a LEFT JOIN history h ON h.number = a.number"
                                            + " AND h.attempt = a.id AND h.what = 1"
                                            + " WHERE h.attempt IS NULL"))
                    .as("attempts without their history")
                    .isZero();
            assertThat(
                            count(
                                    ledger,
                                    "history h LEFT JOIN attempt a ON a.id = h.attempt WHERE a.id IS NULL"))
                    .as("history without its attempt")
                    .isZero();
            assertThat(
                            count(
                                    ledger,
                                    "outcome o LEFT JOIN attempt a ON a.id = o.attempt"
                                            + " WHERE a.id IS NULL"))
                    .as("outcomes without their attempt")
                    .isZero();
            ledger.rollback();
        }
    }

    private static long border() {
        return Instant.now().minus(Duration.ofDays(190)).toEpochMilli();
    }

    private long old() throws SQLException {
        try (Connection ledger = ledger()) {
            return count(ledger, "attempt WHERE start < " + border());
        }
    }

    private Connection ledger() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlite:" + installation.ledger() + "?busy_timeout=5000");
    }

    private static long count(Connection ledger, String what) throws SQLException {
        try (Statement statement = ledger.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + what)) {
            return row.getLong(1);
        }
    }

    /// Each number once, each by another agent: all of them are to be allowed.
    private void dial(Installation.Serving gate) {
        try {
            while (!over.get()) {
                int which = dialled.getAndIncrement();
                Map<String, String> answer = ask(gate, number(10_000 + which), "el-1");
                if (!answer.get("RINGVAKT_VERDICT").startsWith("ALLOW")) {
                    refused.incrementAndGet();
                }
                LockSupport.parkNanos(Duration.ofMillis(PAUSE_MILLIS).toNanos());
            }
        } catch (IOException e) {
            throw new AssertionError("the gate is gone", e);
        }
    }

    private Map<String, String> ask(Installation.Serving gate, String number, String campaign)
            throws IOException {
        return AgiClient.ask(
                gate.address(),
                "dial?number=%s&campaign=%s&agent=%s".formatted(number, campaign, "a" + number));
    }
}
