package se.ringvakt.ledger.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.Outcome.Answer;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.Samples;
import se.ringvakt.ledger.sql.Engine;
import se.ringvakt.ledger.sql.OnEveryEngine;
import se.ringvakt.report.Counts.Group;
import se.ringvakt.report.Counts.Query;
import se.ringvakt.report.Counts.Row;
import se.ringvakt.report.Cursor;
import se.ringvakt.report.Decision;
import se.ringvakt.report.DecisionId;
import se.ringvakt.report.Decisions;
import se.ringvakt.report.Decisions.Page;
import se.ringvakt.report.Filter;
import se.ringvakt.report.Ruling;
import se.ringvakt.rule.Reason;

@OnEveryEngine
final class LedgerReportsTest {
    private static final Instant NOON = Samples.NOW;
    private static final Instant LATER = NOON.plusSeconds(3_600);

    @TempDir private Path folder;
    private final Engine engine;
    private ReportsOnTrial trial;

    LedgerReportsTest(Engine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        trial = new ReportsOnTrial(engine, folder);
        trial.now(LATER);
    }

    @AfterEach
    void close() {
        trial.close();
    }

    @Test
    void countsTheFirstMillisecondOfAPeriodAndNotTheOneAfterItsLast() {
        trial.deny(NOON.minusMillis(1), "el", "anna", Reason.LISTED);
        trial.deny(NOON, "el", "anna", Reason.LISTED);
        trial.deny(NOON.plusMillis(59_999), "el", "anna", Reason.LISTED);
        trial.deny(NOON.plusSeconds(60), "el", "anna", Reason.LISTED);
        trial.rolled();

        Query minute = Query.of(NOON, NOON.plusSeconds(60), Group.MINUTE);
        assertThat(trial.counts().count(minute))
                .extracting(Row::key, Row::denied)
                .containsExactly(tuple(NOON.toString(), 2L));
        assertThat(trial.counts().totals(minute.by("anna")).denied()).isEqualTo(2);
        assertThat(trial.all(Filter.ALL.between(NOON, NOON.plusSeconds(60)))).hasSize(2);
    }

    /// What was rehearsed is one dial, and no denial, in the tables of counts and in the ledger
    /// itself.
    @Test
    void countsWhatWasRehearsedAsADialThatWouldHaveBeenDenied() {
        trial.rehearse(NOON, "el", "anna", Reason.LISTED, Reason.SPACING);
        trial.rehearse(NOON, "el", "anna", Reason.SPACING);
        trial.deny(NOON, "el", "anna", Reason.LISTED);
        trial.rolled();
        Query minute = Query.of(NOON, NOON.plusSeconds(60), Group.MINUTE);

        Row ofAgent = trial.counts().totals(minute.by("anna"));
        for (Row row : List.of(trial.counts().totals(minute), only(minute), ofAgent)) {
            assertThat(row.dials()).isEqualTo(3);
            assertThat(row.allowed()).isEqualTo(2);
            assertThat(row.denied()).isEqualTo(1);
            assertThat(row.rehearsed()).isEqualTo(2);
            assertThat(row.byReason()).containsOnly(Map.entry(Reason.LISTED, 1L));
            assertThat(row.mentioned()).containsOnly(Map.entry(Reason.LISTED, 1L));
            assertThat(row.rehearsedByReason())
                    .containsOnly(Map.entry(Reason.LISTED, 1L), Map.entry(Reason.SPACING, 1L));
        }
        assertThat(trial.counts().totals(minute.because(Set.of(Reason.SPACING))).rehearsed())
                .isEqualTo(1);
        assertThat(trial.counts().totals(minute.of(Ruling.ALLOWED)).rehearsed()).isEqualTo(2);
        assertThat(trial.counts().totals(minute.of(Ruling.DENIED)).rehearsed()).isZero();
        assertThat(trial.counts().count(minute.by(Group.REASON)))
                .extracting(Row::key, Row::denied, Row::rehearsed)
                .containsExactly(tuple("LISTED", 1L, 1L), tuple("SPACING", 0L, 1L));
        assertThat(trial.all(Filter.ALL)).hasSize(3);
        assertThat(trial.all(Filter.ALL.rehearsals()))
                .hasSize(2)
                .allSatisfy(decision -> {
                    assertThat(decision.ruling()).isEqualTo(Ruling.ALLOWED);
                    assertThat(decision.reasons()).contains(Reason.SPACING);
                    assertThat(decision.retryAt()).contains(NOON.plusSeconds(60));
                });
        assertThat(trial.all(Filter.ALL.because(Set.of(Reason.LISTED)))).hasSize(2);
        assertThat(trial.all(Filter.ALL.of(Ruling.DENIED))).hasSize(1);
    }

    private Row only(Query query) {
        List<Row> rows = trial.counts().count(query);
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    @Test
    void countsTheHourThatComesTwiceAsTwoHoursAndOneHourOfTheWeek() {
        Instant summer = Instant.parse("2026-10-25T00:30:00Z");
        Instant winter = Instant.parse("2026-10-25T01:30:00Z");
        trial.deny(summer, "el", "anna", Reason.LISTED);
        trial.deny(winter, "el", "anna", Reason.LISTED);
        trial.rolled();

        assertThat(keys(Group.HOUR, summer))
                .containsExactly("2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z");
        assertThat(keys(Group.WEEKDAY_HOUR, summer)).containsExactly("7T02");
        assertThat(keys(Group.DAY, summer)).containsExactly("2026-10-25");
    }

    @Test
    void leavesOutTheHourThatDoesNotCome() {
        Instant before = Instant.parse("2026-03-29T00:59:00Z");
        trial.deny(before, "el", "anna", Reason.LISTED);
        trial.deny(before.plusSeconds(60), "el", "anna", Reason.LISTED);
        trial.rolled();

        assertThat(keys(Group.WEEKDAY_HOUR, before)).containsExactly("7T01", "7T03");
        // 23 hours: midnight to midnight.
        Query day =
                Query.of(
                        Instant.parse("2026-03-28T23:00:00Z"),
                        Instant.parse("2026-03-29T22:00:00Z"),
                        Group.AGENT);
        assertThat(trial.counts().totals(day).denied()).isEqualTo(2);
    }

    private List<String> keys(Group by, Instant around) {
        Query query =
                Query.of(around.minus(Duration.ofDays(1)), around.plus(Duration.ofDays(1)), by);
        return trial.counts().count(query).stream().map(Row::key).toList();
    }

    @Test
    void findsAnAttemptThatWasCommittedAfterOneThatIsYounger() {
        trial.now(NOON);
        Attempt young = trial.allow(20, NOON, "el", "bo", Samples.number(1));
        trial.rolled();
        Attempt late = trial.allow(10, NOON.minusMillis(400), "el", "bo", Samples.number(2));
        trial.rolled();
        trial.rolled();

        assertThat(allowed()).isEqualTo(2);
        assertThat(trial.all(Filter.ALL.by("bo")))
                .extracting(decision -> decision.id().value())
                .containsExactly(young.id().value(), late.id().value());
    }

    @Test
    void countsWhatTheClockSteppedBackTo() {
        trial.now(NOON);
        trial.allow(NOON, "el", "bo");
        trial.rolled();
        trial.now(NOON.minusSeconds(300));
        trial.allow(NOON.minusSeconds(300), "el", "bo");
        trial.rolled();

        assertThat(allowed()).isEqualTo(2);
    }

    @Test
    void countsAnOutcomeThatComesHoursLaterInItsAttemptsMinute() {
        trial.now(NOON);
        Attempt attempt = trial.allow(NOON, "el", "bo");
        trial.rolled();
        trial.now(NOON.plus(Duration.ofHours(20)));
        trial.allow(trial.now(), "el", "anna");
        trial.rolled();
        settle(attempt, Samples.givenUp(attempt), Duration.ofHours(20));
        trial.rolled();

        assertThat(row(Group.AGENT, "bo").outcomes().breaches()).isEqualTo(1);
        assertThat(trial.counts().breachesByAgent(NOON, LATER))
                .containsOnly(java.util.Map.entry("bo", 1L));
        assertThat(trial.all(Filter.ALL.breaches())).hasSize(1);
    }

    @Test
    void takesBackAWithdrawalOfWhichTheSwitchTells() {
        trial.now(NOON);
        Attempt attempt = trial.allow(NOON, "el", "bo");
        trial.settle(attempt, withdrawn(attempt));
        trial.rolled();
        assertThat(row(Group.CAMPAIGN, "el").outcomes().byStatus())
                .containsOnly(java.util.Map.entry("WITHDRAWN", 1L));

        settle(attempt, Samples.answered(attempt, Answer.MET), Duration.ofMinutes(1));
        trial.rolled();
        Row row = row(Group.CAMPAIGN, "el");
        assertThat(row.outcomes().met()).isEqualTo(1);
        assertThat(row.outcomes().settled()).isEqualTo(1);
        assertThat(row.outcomes().byStatus()).containsOnly(java.util.Map.entry("ANSWER", 1L));
    }

    @Test
    void tellsASilentCallWhileItIsStillUp() {
        trial.now(NOON);
        Attempt attempt = trial.allow(NOON, "el", "bo");
        trial.rolled();
        trial.silent(attempt, NOON.plusSeconds(20));
        trial.rolled();

        assertThat(row(Group.AGENT, "bo").outcomes().silent()).isEqualTo(1);
        assertThat(trial.all(Filter.ALL.silences())).hasSize(1);
    }

    @Test
    void countsOnceWhateverFailsBetween() throws SQLException {
        trial.now(NOON);
        trial.allow(NOON, "el", "bo");
        trial.deny(NOON, "el", "bo", Reason.LISTED);
        String url = "jdbc:sqlite:" + folder.resolve("reports.db");
        try (Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> trial.reports().roll()).isInstanceOf(LedgerException.class);
            statement.execute("ROLLBACK");
        }
        assertThat(trial.counts().lag().behind()).isEqualTo(2);
        trial.rolled().reopen();
        trial.rolled();

        Row row = row(Group.AGENT, "bo");
        assertThat(row.allowed()).isEqualTo(1);
        assertThat(row.denied()).isEqualTo(1);
        assertThat(trial.counts().lag().behind()).isZero();
    }

    @Test
    void neverTakesTheLedgersLock() throws SQLException {
        assumeThat(engine).isEqualTo(Engine.SQLITE);
        trial.allow(NOON, "el", "bo");
        String url = "jdbc:sqlite:" + folder.resolve("ledger.db");
        try (Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            trial.rolled();
            assertThat(allowed()).isEqualTo(1);
            assertThat(trial.all(Filter.ALL)).hasSize(1);
            statement.execute("ROLLBACK");
        }
    }

    @Test
    void isMadeAnewWhenItIsDamagedOrOfAnotherZone() throws Exception {
        trial.allow(NOON, "el", "bo");
        trial.rolled().closeReports();
        Files.writeString(folder.resolve("reports.db"), "not a database ".repeat(500));
        trial.openReportsAgain();
        trial.rolled();
        assertThat(allowed()).isEqualTo(1);

        trial.closeReports();
        try (LedgerReports utc =
                LedgerReports.open(
                        trial.view(),
                        folder.resolve("reports.db"),
                        ZoneId.of("UTC"),
                        InstantSource.fixed(LATER))) {
            assertThat(utc.counts().lag().behind()).isEqualTo(1);
        }
        trial.openReportsAgain();
    }

    @Test
    void refusesAnotherProgramsFileAndAZoneOfHalfHours() throws Exception {
        Path other = folder.resolve("other.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE mine (x)");
        }
        assertThatThrownBy(() ->
                        LedgerReports.open(
                                trial.view(), other, ReportsOnTrial.STOCKHOLM, () -> LATER))
                .hasMessageContaining("another program's");
        assertThat(other).exists();
        assertThatThrownBy(() ->
                        LedgerReports.open(
                                trial.view(),
                                folder.resolve("half.db"),
                                ZoneId.of("Asia/Kolkata"),
                                () -> LATER))
                .hasMessage("zone: Asia/Kolkata (expected: whole hours from UTC)");
    }

    @Test
    void pagesStayAsTheyAreWhileNewOnesComeAndTimesAreEqual() {
        for (int i = 0; i < 7; i++) {
            trial.allow(NOON, "el", "bo");
            trial.deny(NOON, "el", "bo", Optional.empty(), Reason.INVALID_NUMBER);
        }
        List<Decision> before = trial.all(Filter.ALL);
        assertThat(before).hasSize(14);
        assertThat(before.getFirst().number()).isEmpty();

        Page page = trial.decisions().page(Filter.ALL, Optional.empty(), 3);
        java.util.ArrayList<Decision> read = new java.util.ArrayList<>(page.decisions());
        while (page.next().isPresent()) {
            trial.deny(LATER, "el", "bo", Reason.LISTED);
            Cursor place = Cursor.read(page.next().get().toString()).orElseThrow();
            page = trial.decisions().page(Filter.ALL, Optional.of(place), 3);
            read.addAll(page.decisions());
        }
        assertThat(read).isEqualTo(before);
    }

    @Test
    void takesWhatIsGivenAsData() {
        String wild = "%_' OR '1'='1\" ; DROP TABLE denial --";
        trial.deny(NOON, wild, wild, Reason.LISTED);
        trial.deny(NOON, "el", "anna", Reason.LISTED);
        trial.rolled();

        assertThat(trial.all(Filter.ALL.by(wild))).hasSize(1);
        assertThat(trial.all(Filter.ALL.in(Set.of(wild)))).hasSize(1);
        assertThat(trial.all(Filter.ALL.by("%"))).isEmpty();
        assertThat(trial.all(Filter.ALL.ended(wild))).isEmpty();
        assertThat(trial.all(Filter.ALL.in(Set.of()))).isEmpty();
        Query query = Query.of(NOON, LATER, Group.AGENT);
        assertThat(trial.counts().totals(query.by(wild)).denied()).isEqualTo(1);
        assertThat(trial.counts().totals(query.in(Set.of())).denied()).isZero();
    }

    @Test
    void findsANumberAndAnId() {
        PhoneNumber number = Samples.number(5);
        trial.deny(NOON, "el", "anna", Optional.of(number), Reason.BLOCKED, Reason.SPACING);
        trial.rolled();
        trial.deny(LATER, "el", "anna", Optional.of(number), Reason.BLOCKED);
        trial.allow(77, NOON, "el", "anna", number);
        trial.deny(NOON, "el", "anna", Reason.LISTED);

        List<Decision> found = trial.all(Filter.ALL.to(number));
        assertThat(found)
                .extracting(Decision::at, Decision::ruling)
                .containsExactly(
                        tuple(LATER, Ruling.DENIED),
                        tuple(NOON, Ruling.DENIED),
                        tuple(NOON, Ruling.ALLOWED));
        assertThat(found.getLast().id()).isEqualTo(new DecisionId(Ruling.ALLOWED, 77));
        for (Decision each : found) {
            assertThat(trial.decisions().find(each.id())).contains(each);
        }
        assertThat(found.get(1).reasons()).containsExactly(Reason.BLOCKED, Reason.SPACING);
        assertThat(trial.decisions().find(new DecisionId(Ruling.DENIED, 99))).isEmpty();
        assertThat(DecisionId.read("d-99999999999999999999")).isEmpty();
        assertThat(DecisionId.read("x-1")).isEmpty();
        assertThat(Cursor.read("1.2.3")).isEmpty();
    }

    @Test
    void followsWhatIsNewEachOnce() {
        trial.allow(NOON, "el", "bo");
        Decisions.Tail tail = trial.decisions().tail();
        assertThat(tail.next(10)).isEmpty();
        trial.deny(NOON.plusSeconds(1), "el", "bo", Reason.LISTED);
        trial.allow(90, NOON.plusSeconds(2), "el", "bo", Samples.number(1));
        assertThat(tail.next(10)).hasSize(2);
        trial.allow(80, NOON.plusMillis(1_500), "el", "bo", Samples.number(2));
        assertThat(tail.next(10)).extracting(each -> each.id().value()).containsExactly(80L);
        for (int i = 0; i < 5; i++) {
            trial.deny(LATER, "el", "bo", Reason.LISTED);
        }
        assertThat(tail.next(2).size() + tail.next(4).size() + tail.next(10).size()).isEqualTo(5);
        assertThat(tail.next(10)).isEmpty();
    }

    /// As one of another gate does, whose commit took longer.
    @Test
    void countsAndTellsOnceADenialThatComesLateWithALowerId() {
        assumeThat(engine).isEqualTo(Engine.POSTGRES);
        trial.now(NOON);
        trial.deny(NOON, "el", "bo", Reason.LISTED);
        Decisions.Tail tail = trial.decisions().tail();
        trial.rolled();
        trial.deny(NOON.minusSeconds(59), "el", "anna", Reason.LISTED);
        trial.rolled();
        assertThat(tail.next(10)).extracting(Decision::agent).containsExactly("anna");
        assertThat(tail.next(10)).isEmpty();
        trial.rolled().reopen();
        trial.rolled();

        assertThat(denied("anna")).isEqualTo(1);
        assertThat(denied("bo")).isEqualTo(1);
    }

    /// So late come those of a gate whose clock is minutes behind.
    @Test
    void countsOnceADenialOfAGateWhoseClockIsMinutesBehind() {
        assumeThat(engine).isEqualTo(Engine.POSTGRES);
        trial.now(NOON);
        trial.deny(NOON, "el", "bo", Reason.LISTED);
        trial.rolled();
        trial.deny(NOON.minusSeconds(540), "el", "anna", Reason.LISTED);
        trial.now(NOON.plusSeconds(30));
        trial.rolled();
        trial.now(NOON.plusSeconds(60));
        trial.rolled();

        assertThat(denied("anna")).isEqualTo(1);
        assertThat(denied("bo")).isEqualTo(1);
    }

    private long denied(String agent) {
        Query all = Query.of(NOON.minus(Duration.ofDays(1)), LATER, Group.HOUR);
        return trial.counts().totals(all.by(agent)).denied();
    }

    @Test
    void refusesMinutesOfOneAgentOverMoreThanTwoDays() {
        trial.deny(NOON.minus(Duration.ofDays(3)), "el", "bo", Reason.LISTED);
        trial.deny(NOON, "el", "bo", Reason.LISTED);
        trial.rolled();
        Query query = Query.of(NOON.minus(Duration.ofDays(3)), LATER, Group.MINUTE);
        assertThat(trial.counts().count(query)).hasSize(2);
        assertThatThrownBy(() -> trial.counts().count(query.by("bo")))
                .hasMessageContaining("expected: at most 2880 minutes");
        assertThatThrownBy(() -> trial.decisions().page(Filter.ALL, Optional.empty(), 501))
                .hasMessage("limit: 501 (expected: 1 to 500)");
    }

    private long allowed() {
        Query all = Query.of(NOON.minus(Duration.ofDays(1)), LATER, Group.HOUR);
        return trial.counts().totals(all).allowed();
    }

    private Row row(Group by, String key) {
        return trial.counts().count(Query.of(NOON, LATER, by)).stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private void settle(Attempt attempt, Outcome outcome, Duration after) {
        trial.settle(attempt, Samples.heardAfter(outcome, attempt, after));
    }

    private static Outcome withdrawn(Attempt attempt) {
        Outcome none = Samples.notReached(attempt);
        return new Outcome(
                attempt.start(),
                false,
                Answer.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new se.ringvakt.call.OutcomeReport(
                        attempt.id(),
                        attempt.start(),
                        Set.of(),
                        "WITHDRAWN",
                        java.util.OptionalInt.empty(),
                        none.report().dialling(),
                        none.report().talk(),
                        Optional.empty()));
    }
}
