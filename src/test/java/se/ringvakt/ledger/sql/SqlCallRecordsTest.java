package se.ringvakt.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.EndedBy;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.Outcome.Answer;
import se.ringvakt.call.Outcome.Breach;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Source;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.ledger.CallRecords.Call;
import se.ringvakt.ledger.CallRecords.Debt;
import se.ringvakt.ledger.CallRecords.PastGate;
import se.ringvakt.ledger.CallRecords.Settled;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.Samples;

/// What the ledger's file tells of calls, after the ledger has written it.
@OnEveryEngine
final class SqlCallRecordsTest {
    private static final Instant NOW = Samples.NOW;
    private static final PhoneNumber NUMBER = Samples.number(0);
    private static final CampaignId CAMPAIGN = new CampaignId("el-2026");

    /// One row of each of 20,000 numbers that have no subscriber in any country.
    private static final String PAID =
            """
            WITH RECURSIVE each (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM each WHERE n < 20000)
            INSERT INTO history (number, version, what, campaign, at)
            SELECT 999000000000 + n, %2$d, %1$d, 'el-2026', %3$d FROM each
            """;

    private static final double JIT_ABOVE_COST = 100_000;
    private static final Pattern COST = Pattern.compile("cost=[0-9.]+\\.\\.([0-9.]+) ");

    @TempDir private Path directory;
    private final Engine engine;
    private Database database;
    private Ledger ledger;
    private SqlCallRecords records;

    SqlCallRecordsTest(Engine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        database = engine.ledger(directory).get();
        ledger = engine.gate(database, () -> NOW);
        records = new SqlCallRecords(database);
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    @Test
    void anAttemptThatNobodyToldOfIsShownAsAllowed() {
        Attempt attempt = allowed(1, NUMBER, NOW);
        assertThat(records.attempt(attempt.id()))
                .contains(new Call(attempt, Optional.empty(), Optional.empty(), List.of()));
        assertThat(records.attempt(new AttemptId(2))).isEmpty();
    }

    @Test
    void aSettledAttemptIsShownWithItsOutcome() {
        Attempt attempt = allowed(1, NUMBER, NOW);
        ledger.settle(attempt.id(), Samples.givenUp(attempt));

        Settled settled = settled(attempt);
        assertThat(settled.end()).isEqualTo(NOW.plusSeconds(20));
        assertThat(settled.status()).isEqualTo("CANCEL");
        assertThat(settled.counted()).isTrue();
        assertThat(settled.reached()).isTrue();
        assertThat(settled.answer()).isEqualTo(Answer.NONE);
        assertThat(settled.rang()).contains(Duration.ofMillis(18_500));
        assertThat(settled.breach()).contains(Breach.RING_TOO_SHORT);
        assertThat(settled.endedBy()).contains(EndedBy.AGENT);
        assertThat(settled.talk()).isEmpty();
        assertThat(settled.metMillis()).isEmpty();
        assertThat(settled.sources()).containsExactly(Source.HANDLER);
    }

    @Test
    void bothSourcesAreNamedWhenBothTold() {
        Attempt attempt = allowed(1, NUMBER, NOW);
        ledger.settle(attempt.id(), Samples.answered(attempt));
        ledger.settle(attempt.id(), Samples.told(attempt, "ANSWER", 16, 70_000));

        Settled settled = settled(attempt);
        assertThat(settled.sources()).containsExactlyInAnyOrder(Source.HANDLER, Source.EVENTS);
        assertThat(settled.talk()).contains(Duration.ofSeconds(70));
        assertThat(settled.metMillis()).hasValue(20);
        assertThat(settled.answer()).as("judged once").isEqualTo(Answer.UNSEEN);
    }

    @Test
    void theEventsAloneAreNamedWhenTheyAloneTold() {
        Attempt attempt = allowed(1, NUMBER, NOW);
        ledger.settle(attempt.id(), Samples.told(attempt, "ANSWER", 16, 70_000));
        assertThat(settled(attempt).sources()).containsExactly(Source.EVENTS);
    }

    @Test
    void aPermitTakenBackRestsOnNobody() {
        Attempt attempt = allowed(1, NUMBER, NOW);
        ledger.withdraw(attempt.id());

        Settled settled = settled(attempt);
        assertThat(settled.status()).isEqualTo("WITHDRAWN");
        assertThat(settled.sources()).isEmpty();
        assertThat(settled.counted()).isFalse();
    }

    @Test
    void aSilentCallIsShownWhileItIsStillUp() {
        Attempt attempt = allowed(1, NUMBER, NOW);
        ledger.silent(attempt.id(), NOW.plusSeconds(9));
        assertThat(records.attempt(attempt.id()))
                .contains(
                        new Call(
                                attempt,
                                Optional.of(NOW.plusSeconds(9)),
                                Optional.empty(),
                                List.of()));

        ledger.settle(attempt.id(), Samples.answered(attempt, Answer.MET));
        assertThat(settled(attempt).answer()).isEqualTo(Answer.SILENT);
    }

    @Test
    void theLastAttemptsToANumberComeNewestFirst() {
        for (int each = 1; each <= 4; each++) {
            ledger.withdraw(allowed(each, NUMBER, NOW.plusSeconds(each)).id());
        }
        allowed(5, Samples.number(1), NOW);

        assertThat(records.attempts(NUMBER, 20))
                .extracting(SqlCallRecordsTest::id)
                .containsExactly(4L, 3L, 2L, 1L);
        assertThat(records.attempts(NUMBER, 2))
                .extracting(SqlCallRecordsTest::id)
                .containsExactly(4L, 3L);
        assertThat(records.attempts(Samples.number(2), 20)).isEmpty();
    }

    @Test
    void aSilentCallLeavesACallOwed() {
        Attempt attempt = silent(1, NUMBER, NOW);
        assertThat(records.debts())
                .containsExactly(
                        new Debt(
                                NUMBER,
                                CAMPAIGN,
                                NOW.plusSeconds(9),
                                Optional.of(attempt.id()),
                                Optional.of(new AgentId("anna")),
                                0));
    }

    @Test
    void twoSilentCallsLeaveOneCallOwedSinceTheFirst() {
        Attempt first = silent(1, NUMBER, NOW);
        silent(2, NUMBER, NOW.plus(Duration.ofHours(5)));

        assertThat(records.debts()).hasSize(1);
        assertThat(debt().opened()).isEqualTo(NOW.plusSeconds(9));
        assertThat(debt().silent()).contains(first.id());
        assertThat(debt().tried()).isEqualTo(1);
    }

    @Test
    void onlyAttemptsThatCountAreTries() {
        silent(1, NUMBER, NOW);
        ledger.withdraw(allowed(2, NUMBER, NOW.plusSeconds(100)).id());
        Attempt unreached = allowed(3, NUMBER, NOW.plusSeconds(200));
        ledger.settle(unreached.id(), Samples.notReached(unreached));
        assertThat(debt().tried()).isZero();

        Attempt givenUp = allowed(4, NUMBER, NOW.plusSeconds(300));
        ledger.settle(givenUp.id(), Samples.givenUp(givenUp));
        allowed(5, NUMBER, NOW.plusSeconds(400));
        assertThat(debt().tried()).as("one ended, one open").isEqualTo(2);
    }

    @Test
    void aCallThatMetEndsTheDebt() {
        silent(1, NUMBER, NOW);
        Attempt met = allowed(2, NUMBER, NOW.plusSeconds(100));
        ledger.settle(met.id(), Samples.answered(met, Answer.MET));
        assertThat(records.debts()).isEmpty();
    }

    @Test
    void aSilentCallAfterThatIsANewDebtWithItsOwnDate() {
        silent(1, NUMBER, NOW);
        ledger.repay(NUMBER, CAMPAIGN, NOW.plusSeconds(50));
        assertThat(records.debts()).isEmpty();

        Attempt again = silent(2, NUMBER, NOW.plus(Duration.ofHours(5)));
        assertThat(debt().opened()).isEqualTo(again.start().plusSeconds(9));
        assertThat(debt().silent()).contains(again.id());
        assertThat(debt().tried()).isZero();
    }

    @Test
    void debtsOfManyNumbersComeOldestFirst() {
        silent(1, Samples.number(2), NOW.plusSeconds(30));
        silent(2, Samples.number(1), NOW);
        silent(3, Samples.number(3), NOW.plusSeconds(60));
        ledger.repay(Samples.number(3), CAMPAIGN, NOW.plusSeconds(90));

        assertThat(records.debts())
                .extracting(Debt::number)
                .containsExactly(Samples.number(1), Samples.number(2));
    }

    /// They are looked through again and again, so neither is all of history read for them, nor
    /// each paid debt looked up, nor is the server's plan so dear that it is compiled each time.
    @Test
    void thoseOwedAreFoundAmongManyPaidOnes() {
        int _ =
                database.write(handle -> {
                    handle.execute(PAID.formatted(4, 1, 1));
                    return handle.execute(PAID.formatted(5, 2, 2));
                });
        if (engine == Engine.POSTGRES) {
            // As its autovacuum would.
            int _ = database.write(handle -> handle.execute("ANALYZE history"));
        }
        Attempt attempt = silent(1, NUMBER, NOW);

        assertThat(records.debts()).hasSize(1);
        assertThat(debt().silent()).contains(attempt.id());
        String query = SqlCallRecords.DEBTS.replace(":at", "9000000000000");
        switch (engine) {
            case SQLITE ->
                    assertThat(plan("EXPLAIN QUERY PLAN " + query, 4))
                            .contains("INDEX history_debt")
                            .doesNotContain("SCAN h\n");
            case POSTGRES -> {
                Matcher cost = COST.matcher(plan("EXPLAIN " + query, 1));
                assertThat(cost.find()).isTrue();
                assertThat(Double.parseDouble(cost.group(1))).isLessThan(JIT_ABOVE_COST);
            }
        }
    }

    private String plan(String query, int told) {
        return database.read(handle ->
                String.join(
                        "\n",
                        handle.createQuery(query).map((row, _) -> row.getString(told)).list()));
    }

    @Test
    void whatOneCampaignOwesAnotherDoesNotPay() {
        Attempt silentRobot = Samples.robot(1, NUMBER, NOW);
        ledger.append(ledger.history(NUMBER), silentRobot);
        ledger.silent(silentRobot.id(), NOW);
        silent(2, NUMBER, NOW.plusSeconds(60));
        ledger.repay(NUMBER, CAMPAIGN, NOW.plusSeconds(90));

        assertThat(records.debts()).hasSize(1);
        assertThat(debt().campaign()).isEqualTo(silentRobot.campaign());
        assertThat(debt().agent()).isEmpty();
        assertThat(debt().tried()).as("those of its own campaign").isZero();
    }

    @Test
    void aDebtStoodFromItsMillisecondToThatOfItsPayment() {
        Attempt silent = silent(1, NUMBER, NOW);
        Instant opened = NOW.plusSeconds(9);
        allowed(2, NUMBER, NOW.plusSeconds(100));
        Instant paid = NOW.plusSeconds(200);
        ledger.repay(NUMBER, CAMPAIGN, paid);
        assertThat(records.debts()).isEmpty();

        assertThat(records.debts(NUMBER, opened.minusMillis(1))).isEmpty();
        assertThat(records.debts(NUMBER, opened))
                .containsExactly(
                        new Debt(
                                NUMBER,
                                CAMPAIGN,
                                opened,
                                Optional.of(silent.id()),
                                Optional.of(new AgentId("anna")),
                                0));
        assertThat(records.debts(NUMBER, NOW.plusSeconds(100)).getFirst().tried()).isZero();
        assertThat(records.debts(NUMBER, paid.minusMillis(1)).getFirst().tried()).isEqualTo(1);
        assertThat(records.debts(NUMBER, paid)).isEmpty();
        assertThat(records.debts(Samples.number(1), opened)).isEmpty();
    }

    @Test
    void eachOfTwoDebtsStoodInItsOwnTime() {
        Attempt first = silent(1, NUMBER, NOW);
        ledger.repay(NUMBER, CAMPAIGN, NOW.plusSeconds(50));
        Attempt second = silent(2, NUMBER, NOW.plus(Duration.ofHours(5)));

        assertThat(records.debts(NUMBER, NOW.plusSeconds(49)).getFirst().silent())
                .contains(first.id());
        assertThat(records.debts(NUMBER, second.start())).isEmpty();
        assertThat(records.debts(NUMBER, second.start().plusSeconds(9)).getFirst().silent())
                .contains(second.id());
    }

    @Test
    void anAgentsAttemptsAreThoseThatBeganWithinTheSpan() {
        allowed(1, Samples.number(1), NOW.minusMillis(1));
        Attempt first = allowed(2, Samples.number(2), NOW);
        Attempt last = breached(3, NOW.plusMillis(9));
        allowed(4, Samples.number(4), NOW.plusMillis(10));
        ledger.append(
                ledger.history(Samples.number(5)),
                Samples.robot(5, Samples.number(5), NOW.plusMillis(5)));

        AgentId anna = new AgentId("anna");
        assertThat(records.by(anna, NOW, NOW.plusMillis(10)))
                .extracting(SqlCallRecordsTest::id)
                .containsExactly(first.id().value(), last.id().value());
        assertThat(records.by(new AgentId("bo"), NOW, NOW.plusMillis(10))).isEmpty();
    }

    @Test
    void breachesAreThoseThatBeganThenOrLater() {
        Attempt before = breached(1, NOW.minusMillis(1));
        Attempt atOnce = breached(2, NOW);
        Attempt later = breached(3, NOW.plusMillis(1));
        Attempt kept = allowed(4, Samples.number(4), NOW);
        ledger.settle(kept.id(), Samples.answered(kept));

        assertThat(records.breaches(NOW))
                .extracting(SqlCallRecordsTest::id)
                .containsExactly(later.id().value(), atOnce.id().value());
        assertThat(records.breaches(before.start())).hasSize(3);
        assertThat(records.breaches(later.start().plusMillis(1))).isEmpty();
    }

    @Test
    void bypassesAreThoseSeenThenOrLaterNewestFirst() {
        Bypass before = bypass(NOW.minusMillis(1), Optional.of(NUMBER));
        Bypass atOnce = bypass(NOW, Optional.empty());
        Bypass later = bypass(NOW.plusMillis(1), Optional.of(NUMBER));

        assertThat(records.bypasses(NOW))
                .extracting(PastGate::bypass)
                .containsExactly(later, atOnce);
        List<PastGate> all = records.bypasses(NOW.minusMillis(1));
        assertThat(all).extracting(PastGate::bypass).containsExactly(later, atOnce, before);
        assertThat(all).allSatisfy(one -> assertThat(records.bypass(one.id())).contains(one));
        assertThat(records.bypass(all.getFirst().id() + 1)).isEmpty();
        assertThat(records.bypasses(NOW.plusMillis(2))).isEmpty();
    }

    private Attempt allowed(long id, PhoneNumber number, Instant start) {
        Attempt attempt = Samples.attempt(id, number, start);
        assertThat(ledger.append(ledger.history(number), attempt)).isTrue();
        return attempt;
    }

    /// Recorded nine seconds after it was allowed, and over.
    private Attempt silent(long id, PhoneNumber number, Instant start) {
        Attempt attempt = allowed(id, number, start);
        assertThat(ledger.silent(attempt.id(), start.plusSeconds(9))).isTrue();
        Outcome outcome = Samples.answered(attempt, Answer.SILENT);
        assertThat(ledger.settle(attempt.id(), outcome)).isTrue();
        return attempt;
    }

    private Attempt breached(int id, Instant start) {
        Attempt attempt = allowed(id, Samples.number(id), start);
        ledger.settle(attempt.id(), Samples.givenUp(attempt));
        return attempt;
    }

    private Bypass bypass(Instant at, Optional<PhoneNumber> number) {
        Bypass bypass =
                new Bypass(
                        at,
                        "växel",
                        "PJSIP/desk-00000007",
                        "*31*@trunk",
                        number,
                        "from-internal,0,3",
                        number.isPresent());
        ledger.record(bypass);
        return bypass;
    }

    private Settled settled(Attempt attempt) {
        return records.attempt(attempt.id()).flatMap(Call::settled).orElseThrow();
    }

    private Debt debt() {
        List<Debt> debts = records.debts();
        assertThat(debts).hasSize(1);
        return debts.getFirst();
    }

    private static long id(Call call) {
        return call.attempt().id().value();
    }
}
