package se.ringvakt.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.Kind;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.Denial;
import se.ringvakt.ledger.Samples;
import se.ringvakt.ledger.sql.SqlRetention;
import se.ringvakt.metrics.Meters;
import se.ringvakt.retention.Erasing;
import se.ringvakt.retention.Kept;
import se.ringvakt.retention.MemoryKeys;
import se.ringvakt.retention.Schedule;
import se.ringvakt.rule.Reason;

/// What is kept for how long, on a real file, with a clock that moves.
final class RetentionYearTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
    private static final OfferId OFFER = new OfferId("elavtal");
    private static final PhoneNumber TWICE = new PhoneNumber(46_701_740_605L);

    /// Clearly synthetic numbers, of six bytes in the file like all others.
    private static final long BULK = 46_790_000_000L;

    private static final int A_DAY = 20;

    @TempDir private Path folder;
    private Instant now = START;
    private SqliteDatabase database;
    private MemoryKeys keys;
    private SqliteLedger ledger;
    private SqlRetention store;
    private long next = 1;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(SqliteSettings.of(folder.resolve("ledger.db")));
        keys = MemoryKeys.open(folder.resolve("retention.key"), () -> now);
        ledger = SqliteLedger.start(database, () -> now, Meters.unseen(), keys);
        store = new SqlRetention(database, keys);
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    static Schedule schedule() {
        Map<Kept, Schedule.Line> lines = new EnumMap<>(Kept.class);
        for (Kept kept : Kept.values()) {
            lines.put(kept, new Schedule.Line(Period.ofMonths(6), "test"));
        }
        lines.put(Kept.OFFERS, new Schedule.Line(Period.ofYears(1), "test"));
        return new Schedule(LocalTime.of(3, 30), lines, Period.ofMonths(3));
    }

    private long erase() throws InterruptedException {
        return erase(false);
    }

    private long erase(boolean compact) throws InterruptedException {
        long erased =
                new Erasing(store, List.of(), schedule(), ZONE, () -> now, Erasing.Rest.NONE)
                        .run("test", compact);
        ledger.forget();
        return erased;
    }

    private Attempt dial(PhoneNumber number, String campaign) {
        Attempt sample = Samples.attempt(next++, number, now);
        Attempt attempt =
                new Attempt(
                        sample.id(),
                        number,
                        new CampaignId(campaign),
                        Optional.of(OFFER),
                        sample.agent(),
                        Kind.MANUAL,
                        sample.callerId(),
                        now,
                        sample.timeout(),
                        sample.uniqueId(),
                        sample.basis());
        assertThat(ledger.append(ledger.history(number, Optional.of(OFFER)), attempt)).isTrue();
        return attempt;
    }

    private List<String> campaigns(PhoneNumber number) {
        return ledger.history(number, Optional.of(OFFER)).counted().stream()
                .map(each -> each.campaign().value())
                .distinct()
                .toList();
    }

    @Test
    void aYearGoesByAndWhatMustGoIsGone() throws Exception {
        Map<Long, Instant> dialled = new HashMap<>();
        for (int day = 0; day <= 400; day++) {
            now = START.plus(Duration.ofDays(day));
            if (day == 0) {
                ledger.settle(
                        dial(TWICE, "el-1").id(),
                        Samples.answered(Samples.attempt(next - 1, TWICE, now)));
            } else if (day == 30) {
                ledger.settle(
                        dial(TWICE, "el-2").id(),
                        Samples.answered(Samples.attempt(next - 1, TWICE, now)));
            }
            for (int i = 0; i < A_DAY; i++) {
                long number = BULK + scattered(day * A_DAY + i);
                Attempt attempt = dial(new PhoneNumber(number), "el-1");
                ledger.settle(attempt.id(), Samples.answered(attempt));
                dialled.put(number, now);
            }
            now = now.plus(Duration.ofHours(12));
            erase(day % 30 == 0);
            if (day % 30 == 0) {
                Instant before = schedule().before(Kept.ATTEMPTS, now, ZONE);
                Set<Long> gone = new TreeSet<>();
                dialled.forEach((number, at) -> {
                    if (at.isBefore(before)) {
                        gone.add(number);
                    }
                });
                Set<Long> found = found();
                assertThat(found).as("day %d: what is kept", day).isNotEmpty();
                found.retainAll(gone);
                assertThat(found).as("day %d: in the file's bytes", day).isEmpty();
                Instant first = START.atZone(ZONE).plusYears(1).toInstant();
                Instant second =
                        START.plus(Duration.ofDays(30)).atZone(ZONE).plusYears(1).toInstant();
                List<String> expected = new ArrayList<>();
                if (now.isBefore(first)) {
                    expected.add("el-1");
                }
                if (day >= 30 && now.isBefore(second)) {
                    expected.add("el-2");
                }
                assertThat(campaigns(TWICE)).as("day %d", day).containsExactlyElementsOf(expected);
            }
        }
        assertThat(store.runs(10))
                .hasSize(10)
                .allSatisfy(run -> {
                    assertThat(run.ended()).isPresent();
                    assertThat(run.by()).isEqualTo("test");
                });
    }

    /// Numbers are dialled in no order: that moves their rows between the file's pages.
    private static long scattered(int which) {
        return which * 7_919L % 1_000_003;
    }

    /// The bulk numbers that stand anywhere in the file or its log, as SQLite writes them.
    private Set<Long> found() throws IOException {
        Set<Long> found = new TreeSet<>();
        for (String name : List.of("ledger.db", "ledger.db-wal")) {
            if (!Files.exists(folder.resolve(name))) {
                continue;
            }
            long window = 0;
            for (byte each : Files.readAllBytes(folder.resolve(name))) {
                window = ((window << 8) | (each & 0xff)) & 0xffff_ffff_ffffL;
                if (window >= BULK && window < BULK + 1_000_003) {
                    found.add(window);
                }
            }
        }
        return found;
    }

    @Test
    void sixMonthsOldIsKeptAndAMillisecondMoreIsNot() throws Exception {
        PhoneNumber number = Samples.number(3);
        Attempt attempt = dial(number, "el-1");
        ledger.settle(attempt.id(), Samples.answered(attempt));
        ledger.record(
                new Denial(
                        now,
                        "17.1",
                        Optional.of(number),
                        "el-1",
                        "anna",
                        Kind.MANUAL,
                        List.of(Reason.LISTED),
                        Optional.empty(),
                        "basis",
                        Optional.empty()));
        waitForDenials();
        now = START.atZone(ZONE).plusMonths(6).toInstant();
        erase();
        assertThat(ledger.attempt(attempt.id())).isPresent();
        assertThat(store.denials(number)).hasSize(1);

        now = now.plusMillis(1);
        erase();
        assertThat(ledger.attempt(attempt.id())).isEmpty();
        assertThat(store.denials(number)).isEmpty();
        assertThat(campaigns(number)).containsExactly("el-1");

        now = START.atZone(ZONE).plusYears(1).toInstant();
        erase();
        assertThat(campaigns(number)).containsExactly("el-1");
        now = now.plusMillis(1);
        erase();
        assertThat(campaigns(number)).isEmpty();
    }

    private void waitForDenials() throws InterruptedException {
        for (int i = 0; i < 100 && store.denials(Samples.number(3)).isEmpty(); i++) {
            Thread.sleep(20);
        }
    }

    @Test
    void whoSawAnErasedHistoryMayNotAppendToIt() throws Exception {
        PhoneNumber number = Samples.number(4);
        Attempt old = dial(number, "el-1");
        ledger.settle(old.id(), Samples.answered(old));
        History seen = ledger.history(number);
        now = START.plus(Duration.ofDays(200));
        erase();
        SqliteLedger other = SqliteLedger.start(database, () -> now, Meters.unseen(), keys);
        History anew = other.history(number);
        assertThat(anew.version()).isEqualTo(seen.version());
        assertThat(anew.counted()).isEmpty();
        Attempt first = Samples.attempt(next++, number, now);
        Attempt second = Samples.attempt(next++, number, now);
        assertThat(other.append(anew, first)).isTrue();
        assertThat(ledger.append(seen, second)).isFalse();
        assertThat(ledger.history(number).counted()).hasSize(1);
        other.close();
    }

    @Test
    void aDebtThatStandsIsKeptAndOneThatIsPaidIsNot() throws Exception {
        PhoneNumber owed = Samples.number(5);
        PhoneNumber paid = Samples.number(6);
        for (PhoneNumber number : List.of(owed, paid)) {
            Attempt silent = dial(number, "el-1");
            ledger.silent(silent.id(), now);
        }
        ledger.repay(paid, new CampaignId("el-1"), now.plusSeconds(60));
        now = START.plus(Duration.ofDays(200));
        erase();
        SqliteLedger other = SqliteLedger.start(database, () -> now, Meters.unseen(), keys);
        assertThat(other.history(owed).debts()).containsExactly(new CampaignId("el-1"));
        assertThat(rows(paid)).isZero();
        ledger.repay(owed, new CampaignId("el-1"), now);
        now = now.plus(Duration.ofDays(200));
        erase();
        assertThat(rows(owed)).isZero();
        other.close();
    }

    private long rows(PhoneNumber number) {
        return database.read(handle ->
                handle.createQuery("SELECT count(*) FROM history WHERE number = ?")
                        .bind(0, number.e164())
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void aRunThatBrokeOffGoesOn() throws Exception {
        for (int i = 0; i < 350; i++) {
            dial(new PhoneNumber(BULK + i), "el-1");
        }
        now = START.plus(Duration.ofDays(200));
        Map<Kept, Instant> before = schedule().before(now, ZONE);
        long run = store.begin(now, "killed");
        assertThat(store.erase(run, Kept.ATTEMPTS, before, 100)).isEqualTo(100);

        assertThat(erase()).isEqualTo(250);
        assertThat(store.runs(2).get(1).ended()).isEmpty();
        assertThat(store.runs(2).get(1).done().getFirst().count()).isEqualTo(100);
        for (int i = 0; i < 350; i++) {
            assertThat(campaigns(new PhoneNumber(BULK + i))).containsExactly("el-1");
        }
    }

    @Test
    void whatIsRememberedSurvivesAnotherKey() throws Exception {
        PhoneNumber number = Samples.number(7);
        dial(number, "el-1");
        now = START.plus(Duration.ofDays(200));
        erase();
        keys.rotate();
        now = now.plusSeconds(20);
        dial(number, "el-2");
        assertThat(campaigns(number)).containsExactly("el-1", "el-2");
        now = now.plus(Duration.ofDays(190));
        erase();
        assertThat(Files.readAllLines(folder.resolve("retention.key"))).hasSize(1);
        assertThat(campaigns(number)).containsExactly("el-2");
    }

    @Test
    void rememberedAttemptsCountOnce() throws Exception {
        PhoneNumber number = Samples.number(8);
        dial(number, "el-1");
        now = START.plus(Duration.ofDays(200));
        erase();
        dial(number, "el-2");
        List<Counted> counted = ledger.history(number, Optional.of(OFFER)).counted();
        assertThat(counted).hasSize(2).doesNotHaveDuplicates();
        assertThat(ledger.attempt(new AttemptId(next - 1))).isPresent();
    }
}
