package se.ringvakt.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.ledger.sql.SqlRetention;
import se.ringvakt.retention.Erasing;
import se.ringvakt.retention.Kept;
import se.ringvakt.retention.MemoryKeys;
import se.ringvakt.retention.RetentionStore.Done;
import se.ringvakt.retention.RetentionStore.Run;

/// Both sides of the border of each line of the schedule: what is exactly six months old is kept,
/// and a millisecond later it is not. Attempts, denials and offers: [RetentionYearTest];
/// recordings: `EraserTest`; evidence: `EvidenceWriterTest`.
final class KeptBordersTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");
    private static final Instant OLD = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant SIX_MONTHS = OLD.atZone(ZONE).plus(Period.ofMonths(6)).toInstant();
    private static final Instant MIDNIGHT_UTC = Instant.parse("2026-01-06T00:00:00Z");

    @TempDir private Path folder;
    private Instant now = OLD;
    private SqliteDatabase database;
    private SqlRetention store;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(SqliteSettings.of(folder.resolve("ledger.db")));
        store =
                new SqlRetention(
                        database, MemoryKeys.open(folder.resolve("retention.key"), () -> now));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void insert(String sql) {
        var _ =
                database.write(handle ->
                        handle.createUpdate(
                                        sql.replace("OLD", Long.toString(OLD.toEpochMilli()))
                                                .replace(
                                                        "LATE",
                                                        Long.toString(SIX_MONTHS.toEpochMilli())))
                                .execute());
    }

    private long rows(String table) {
        return database.read(handle ->
                handle.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
    }

    private void eraseAt(Instant at) throws InterruptedException {
        now = at;
        var _ =
                new Erasing(
                                store,
                                List.of(),
                                RetentionYearTest.schedule(),
                                ZONE,
                                () -> now,
                                Erasing.Rest.NONE)
                        .run("test", false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BYPASSES | bypass WHERE id = 1"
                        + " | INSERT INTO bypass VALUES (1, OLD, 'a', 'c', 'd', 46701740605, 'p',"
                        + " 0), (2, LATE, 'a', 'c', 'd', 46701740606, 'p', 0)",
                "OBJECTIONS | objection"
                        + " | INSERT INTO objection VALUES (1, 46701740605, 'elbolaget', OLD, 0,"
                        + " NULL)",
                "LIST_CHANGES | removal"
                        + " | INSERT INTO removal (number, block, reason, asked_by, asked_at,"
                        + " state, decided_at) VALUES (46701740605, 'b', 'r', 'kim', OLD,"
                        + " 'APPROVED', OLD)",
                "EXEMPTIONS | consent"
                        + " | INSERT INTO consent (number, principal, given, withdrawn, proof)"
                        + " VALUES (46701740605, 'elbolaget', 0, OLD, 'letter')",
                "DELIVERIES | hook_delivery"
                        + " | INSERT INTO hook_delivery (hook, key, at, events, due, dead, body)"
                        + " VALUES (1, 'k', OLD, 1, OLD, 1, '{}')",
            })
    void sixMonthsOldIsKeptAndAMillisecondMoreIsNot(Kept kept, String rows, String insert)
            throws InterruptedException {
        insert("INSERT INTO hook VALUES (1, 'h', 'https://example.com', '', 0, 1, 's', 1)");
        insert(insert);

        eraseAt(SIX_MONTHS);
        assertThat(rows(rows)).isEqualTo(1);
        assertThat(erased()).isEmpty();

        eraseAt(SIX_MONTHS.plusMillis(1));
        assertThat(rows(rows)).isZero();
        assertThat(erased()).containsExactly(kept);
    }

    /// What the last run has done.
    private List<Kept> erased() {
        Run last = store.runs(1).getFirst();
        return last.done().stream().map(Done::kept).toList();
    }

    @Test
    void aListChangeIsKeptForSixMonthsAfterItsAct() throws InterruptedException {
        insert("INSERT INTO list_act (id, who, at, act) VALUES (1, 'kim', OLD, 'block')");
        insert("INSERT INTO list_act (id, who, at, act) VALUES (2, 'kim', LATE, 'block')");
        insert(
                "INSERT INTO list_change (revision, number, act, kind) VALUES (1, 46701740605, 1,"
                        + " 'B'), (2, 46701740606, 2, 'B')");
        eraseAt(SIX_MONTHS);
        assertThat(rows("list_change WHERE revision = 1")).isEqualTo(1);
        eraseAt(SIX_MONTHS.plusMillis(1));
        assertThat(rows("list_change WHERE revision = 1")).isZero();
    }

    /// The end of a relation is a day: it is erased when the border has left that day, in UTC.
    @Test
    void aRelationThatEndedIsKeptUntilTheDayHasPassed() throws InterruptedException {
        insert(
                "INSERT INTO customer (number, principal, goods, since, ended)"
                        + " VALUES (46701740605, 'elbolaget', '', '2025-01-01', '2026-01-05')");
        Instant border = MIDNIGHT_UTC.atZone(ZONE).plus(Period.ofMonths(6)).toInstant();
        eraseAt(border.minusMillis(1));
        assertThat(rows("customer")).isEqualTo(1);
        eraseAt(border);
        assertThat(rows("customer")).isZero();
    }

    /// However old: the register does not know of it yet, a relation or consent still holds, a
    /// request waits for its second person, a delivery is still tried.
    @Test
    void whatIsStillNeededIsNeverErased() throws InterruptedException {
        insert("INSERT INTO hook VALUES (1, 'h', 'https://example.com', '', 0, 1, 's', 1)");
        insert("INSERT INTO objection VALUES (1, 46701740605, 'elbolaget', OLD, 1, NULL)");
        insert(
                "INSERT INTO consent (number, principal, given, proof)"
                        + " VALUES (46701740605, 'elbolaget', 0, 'letter')");
        insert(
                "INSERT INTO customer (number, principal, goods, since)"
                        + " VALUES (46701740605, 'elbolaget', '', '2025-01-01')");
        insert(
                "INSERT INTO removal (number, block, reason, asked_by, asked_at)"
                        + " VALUES (46701740605, 'b', 'r', 'kim', OLD)");
        insert(
                "INSERT INTO hook_delivery (hook, key, at, events, due, dead, body)"
                        + " VALUES (1, 'k', OLD, 1, OLD, 0, '{}')");
        eraseAt(SIX_MONTHS.atZone(ZONE).plusYears(10).toInstant());
        for (String table :
                List.of("objection", "consent", "customer", "removal", "hook_delivery")) {
            assertThat(rows(table)).as(table).isEqualTo(1);
        }
    }
}
