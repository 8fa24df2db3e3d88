package se.ringvakt.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

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
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.LedgerContractTest;
import se.ringvakt.ledger.Samples;

/// The contract, kept by the embedded ledger, and what is its own.
final class SqliteLedgerTest extends LedgerContractTest {
    private static final PhoneNumber NUMBER = Samples.number(0);

    @TempDir private Path directory;
    private Instant now = Samples.NOW;
    private SqliteDatabase database;
    private SqliteLedger ledger;

    @BeforeEach
    void open() {
        open(settings());
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    @Override
    protected Ledger reopened() {
        close();
        open();
        return ledger;
    }

    @Override
    protected void clock(Instant later) {
        now = later;
    }

    @Test
    void laterOutcomesFillInOnlyWhatWasMissing() {
        Attempt attempt = Samples.attempt(1, NUMBER, now);
        ledger.append(ledger.history(NUMBER), attempt);
        ledger.settle(attempt.id(), Samples.answered(attempt));

        ledger.settle(attempt.id(), Samples.told(attempt, "BUSY", 99, 70_000));

        assertThat(row("SELECT status, cause, answered_millis, counted FROM outcome"))
                .containsExactly("ANSWER", "16", "70000", "1");
    }

    /// At once, and in no queue that may be full: whoever is told that it goes out has it on record
    /// why it should not have.
    @Test
    void whatIsRehearsedIsRecordedWithWhatIsAgainstIt() {
        Attempt attempt = Samples.attempt(1, NUMBER, now);
        History seen = ledger.history(NUMBER);
        assertThat(ledger.rehearse(seen, attempt, Samples.rehearsed(attempt))).isTrue();
        assertThat(row("SELECT rehearsed, reasons FROM denial")).containsExactly("1", "LISTED");

        Attempt late = Samples.attempt(2, NUMBER, now);
        assertThat(ledger.rehearse(seen, late, Samples.rehearsed(late))).isFalse();
        assertThat(row("SELECT count(*) FROM denial")).containsExactly("1");
    }

    @Test
    void denialsAreRecordedSoon() {
        ledger.record(Samples.denial(1));
        reopened();

        assertThat(row("SELECT unique_id, number, reasons, retry_at FROM denial"))
                .containsExactly("1795431600.1", "46701740605", "LISTED&SPACING", "null");
        assertThat(ledger.droppedDenials()).isZero();
    }

    @Test
    void theSchemaMarkIsTheLastMigration() {
        assertThat(row("SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history"))
                .containsExactly(String.valueOf(SqliteSchema.VERSION));
    }

    @Test
    void aColdHistoryIsTheSameAsAHotOne() {
        Attempt attempt = Samples.attempt(1, NUMBER, now);
        ledger.append(ledger.history(NUMBER), attempt);
        close();
        open(settings().withCachedHistories(0));

        History seen = ledger.history(NUMBER);
        assertThat(seen.counted()).hasSize(1);
        assertThat(ledger.append(seen, Samples.attempt(2, NUMBER, now))).isTrue();
        assertThat(ledger.append(seen, Samples.attempt(3, NUMBER, now))).isFalse();
        assertThat(ledger.history(NUMBER).counted()).hasSize(2);
    }

    private void open(SqliteSettings settings) {
        database = SqliteDatabase.open(settings);
        ledger = SqliteLedger.start(database, () -> now);
    }

    private SqliteSettings settings() {
        // A busy machine must not fail what is not about waiting.
        return SqliteSettings.of(directory.resolve("ledger.db"))
                .withWriteWait(Duration.ofSeconds(30));
    }

    private List<String> row(String sql) {
        return database.read(handle ->
                handle.createQuery(sql)
                        .map((row, context) -> {
                            List<String> values = new ArrayList<>();
                            int columns = row.getMetaData().getColumnCount();
                            for (int i = 1; i <= columns; i++) {
                                values.add(String.valueOf(row.getString(i)));
                            }
                            return values;
                        })
                        .one());
    }
}
