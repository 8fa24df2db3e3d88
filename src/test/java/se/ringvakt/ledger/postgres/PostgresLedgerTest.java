package se.ringvakt.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.History;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.DecisionIds;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.LedgerContractTest;
import se.ringvakt.ledger.Samples;

/// The contract, kept by the shared ledger, and what only several gates on one record show.
final class PostgresLedgerTest extends LedgerContractTest {
    private static final PhoneNumber NUMBER = Samples.number(0);

    @TempDir private Path directory;
    private final List<AutoCloseable> others = new ArrayList<>();
    private Instant now = Samples.NOW;
    private PostgresSettings settings;
    private PostgresDatabase database;
    private PostgresLedger ledger;

    @BeforeEach
    void open() {
        // A busy machine must not fail what is not about waiting.
        settings =
                PostgresServer.shared()
                        .ledger(directory.resolve("installation"))
                        .withWriteWait(Duration.ofSeconds(30));
        start();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : others.reversed()) {
            each.close();
        }
        others.clear();
        if (ledger != null) {
            ledger.close();
            database.close();
        }
    }

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    @Override
    protected Ledger reopened() {
        ledger.close();
        database.close();
        start();
        return ledger;
    }

    @Override
    protected void clock(Instant later) {
        now = later;
    }

    @Test
    void whatAnotherGateAppendedIsSeenAtTheNextAppend() {
        PostgresLedger other = another();
        Attempt first = Samples.attempt(1, NUMBER, now);
        History seen = ledger.history(NUMBER);
        assertThat(other.append(other.history(NUMBER), first)).isTrue();

        assertThat(ledger.append(seen, Samples.attempt(2, NUMBER, now))).isFalse();

        assertThat(ledger.history(NUMBER)).isEqualTo(other.history(NUMBER));
    }

    @Test
    void aHistoryInMemoryIsNotCurrentOnceAnotherGateChangedIt() {
        PostgresLedger other = another();
        Attempt attempt = Samples.attempt(1, NUMBER, now);
        ledger.append(ledger.history(NUMBER), attempt);
        History seen = ledger.history(NUMBER);
        assertThat(ledger.isCurrent(seen)).isTrue();

        other.settle(attempt.id(), Samples.notReached(attempt));

        assertThat(ledger.history(NUMBER)).as("in memory").isEqualTo(seen);
        assertThat(ledger.isCurrent(seen)).isFalse();
        assertThat(ledger.history(NUMBER).counted()).isEmpty();
        assertThat(ledger.isCurrent(ledger.history(NUMBER))).isTrue();
    }

    @Test
    void twoGatesTakeTurnsOnOneNumber() {
        PostgresLedger other = another();
        for (int i = 1; i <= 20; i++) {
            PostgresLedger one = i % 2 == 0 ? ledger : other;
            PostgresLedger two = i % 2 == 0 ? other : ledger;
            Attempt attempt = Samples.attempt(i, NUMBER, now.plusSeconds(i));
            while (!one.append(one.history(NUMBER), attempt)) {
                assertThat(one.history(NUMBER).counted()).hasSize(i - 1);
            }
            assertThat(two.settle(attempt.id(), Samples.answered(attempt))).isTrue();
            assertThat(one.settle(attempt.id(), Samples.answered(attempt))).isFalse();
        }
        assertThat(reopened().history(NUMBER).counted())
                .hasSize(20)
                .allSatisfy(each -> assertThat(each.end()).isPresent());
    }

    @Test
    void denialsAreRecordedSoon() {
        ledger.record(Samples.denial(1));
        reopened();

        assertThat(text("SELECT unique_id || ' ' || number || ' ' || reasons FROM denial"))
                .isEqualTo("1795431600.1 46701740605 LISTED&SPACING");
        assertThat(text("SELECT (id >> 20) - at FROM denial")).isEqualTo("0");
        assertThat(ledger.droppedDenials()).isZero();
    }

    @Test
    void eachGateKnowsItsOwnDecisions() {
        PostgresLedger other = another();
        long permitted = new DecisionIds().next(now, ledger.node());
        ledger.record(Samples.denial(1));
        await().until(() -> !text("SELECT count(*) FROM denial").equals("0"));
        long denied = Long.parseLong(text("SELECT id FROM denial"));

        assertThat(ledger.isOwn(permitted)).isTrue();
        assertThat(ledger.isOwn(denied)).isTrue();
        assertThat(other.isOwn(denied)).as("has no number yet").isFalse();
        assertThat(other.node()).isNotEqualTo(ledger.node());
        assertThat(other.isOwn(permitted)).isFalse();
        assertThat(other.isOwn(denied)).isFalse();
    }

    @Test
    void laterOutcomesFillInOnlyWhatWasMissing() {
        Attempt attempt = Samples.attempt(1, NUMBER, now);
        ledger.append(ledger.history(NUMBER), attempt);
        ledger.settle(attempt.id(), Samples.answered(attempt));

        ledger.settle(attempt.id(), Samples.told(attempt, "BUSY", 99, 70_000));

        assertThat(
                        text(
                                "SELECT status || ' ' || cause || ' ' || answered_millis || ' ' ||"
                                        + " counted || ' ' || sources FROM outcome"))
                .isEqualTo("ANSWER 16 70000 1 HANDLER+EVENTS");
    }

    private PostgresLedger another() {
        PostgresDatabase second =
                PostgresDatabase.open(settings.withMark(directory.resolve("another")));
        PostgresLedger other = PostgresLedger.start(second, () -> now);
        others.add(second);
        others.add(other);
        return other;
    }

    private void start() {
        database = PostgresDatabase.open(settings);
        ledger = PostgresLedger.start(database, () -> now);
    }

    private String text(String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(String.class).one());
    }
}
