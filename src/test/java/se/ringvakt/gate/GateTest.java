package se.ringvakt.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static se.ringvakt.gate.FixedKnowledge.CAMPAIGN;
import static se.ringvakt.gate.FixedKnowledge.NOON;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.EmergencyNumber;
import se.ringvakt.call.History;
import se.ringvakt.call.Kind;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Dialling;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Source;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Reason;
import se.ringvakt.rule.Rulebook;

class GateTest {
    private static final String NUMBER = "070-174 06 05";
    private static final PhoneNumber VALUE = new PhoneNumber(46_701_740_605L);

    private final FixedKnowledge knowledge = new FixedKnowledge();
    private final MemoryLedger ledger = new MemoryLedger();
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final Instant[] now = {NOON};
    private final Gate gate =
            new Gate(
                    TestPlans.sweden(),
                    knowledge,
                    ledger,
                    Rulebook.of(PolicyReader.builtIn("sweden")),
                    () -> now[0],
                    Sight.NONE,
                    meters);

    @Test
    void anAllowedAttemptStandsInTheLedgerWhenItIsAnswered() {
        Answer.Allowed allowed = (Answer.Allowed) gate.decide(dial(NUMBER, "101"));

        assertThat(ledger.appended).containsExactly(allowed.attempt());
        assertThat(allowed.attempt().number()).isEqualTo(VALUE);
        assertThat(allowed.attempt().start()).isEqualTo(NOON);
        assertThat(allowed.attempt().callerId()).isEqualTo(FixedKnowledge.CALLER_ID);
        assertThat(allowed.attempt().basis()).startsWith("nix@2026-11-20 sweden");
        assertThat(allowed.permit().timeout()).isEqualTo(Duration.ofSeconds(46));
    }

    @ParameterizedTest
    @ValueSource(strings = {"112", "+46112", "0046112", "+46 (0)112", "0112", "11414", "1177"})
    void emergencyNumbersAreAllowedWhateverHolds(String dialled) {
        knowledge.fresh = false;
        knowledge.stops.put(Optional.empty(), "everything is stopped");
        ledger.broken = true;

        assertThat(gate.decide(dial(dialled, ""))).isInstanceOf(Answer.Emergency.class);
        assertThat(ledger.appended).isEmpty();
        assertThat(ledger.denials).isEmpty();
    }

    @Test
    void anEmergencyNumberIsGivenBackWithoutItsPrefix() {
        assertThat(gate.decide(dial("+46 (0)112", "")))
                .isEqualTo(new Answer.Emergency(new EmergencyNumber(112)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "#31#0701740605", "95120701740605", "070174060"})
    void whatIsNoNumberStandsAlone(String dialled) {
        assertThat(reasons(gate.decide(dial(dialled, "")))).containsExactly(Reason.INVALID_NUMBER);
    }

    @Test
    void anUnknownCampaignStandsAlone() {
        DialRequest request =
                new DialRequest(
                        NUMBER,
                        new CampaignId("EL-2026"),
                        Optional.empty(),
                        Kind.MANUAL,
                        0,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        "",
                        "1.1");
        assertThat(reasons(gate.decide(request))).containsExactly(Reason.UNKNOWN_CAMPAIGN);
    }

    @Test
    void aDenialIsRecordedWithAllItsReasons() {
        knowledge.listed.add(VALUE);
        knowledge.stops.put(Optional.of(CAMPAIGN), "complaints");

        assertThat(reasons(gate.decide(dial(NUMBER, "101"))))
                .containsExactly(Reason.STOPPED, Reason.LISTED);
        assertThat(ledger.denials)
                .singleElement()
                .satisfies(denial -> {
                    assertThat(denial.reasons()).containsExactly(Reason.STOPPED, Reason.LISTED);
                    assertThat(denial.number()).contains(VALUE);
                    assertThat(denial.agent()).isEqualTo("101");
                });
    }

    @Test
    void aDenialByAHistoryThatAnotherGateHasChangedIsJudgedAnew() {
        gate.decide(dial(NUMBER, "101"));
        ledger.stale.put(VALUE, History.none(VALUE));
        now[0] = NOON.plusSeconds(60);

        assertThat(gate.decide(dial(NUMBER, "102"))).isInstanceOf(Answer.Allowed.class);
    }

    @Test
    void aDenialByAHistoryThatStillStandsIsLookedAtOnce() {
        gate.decide(dial(NUMBER, "101"));
        now[0] = NOON.plusSeconds(60);

        assertThat(reasons(gate.decide(dial(NUMBER, "102")))).containsExactly(Reason.SPACING);
        assertThat(ledger.looks).isEqualTo(1);
    }

    @Test
    void neitherAnAllowanceNorADenialByAListAsksWhetherTheHistoryIsCurrent() {
        gate.decide(dial(NUMBER, "101"));
        knowledge.listed.add(new PhoneNumber(46_701_740_606L));

        assertThat(reasons(gate.decide(dial("070-174 06 06", "102"))))
                .containsExactly(Reason.LISTED);
        assertThat(ledger.looks).isZero();
    }

    @Test
    void aGateWithoutANumberAmongTheOthersDenies() {
        ledger.nameless = true;

        assertThat(reasons(gate.decide(dial(NUMBER, "101")))).containsExactly(Reason.UNAVAILABLE);
        assertThat(ledger.appended).isEmpty();
    }

    @Test
    void aBrokenLedgerDenies() {
        ledger.broken = true;
        assertThat(reasons(gate.decide(dial(NUMBER, "101")))).containsExactly(Reason.UNAVAILABLE);
        ledger.broken = false;
        assertThat(gate.decide(dial(NUMBER, "101"))).isInstanceOf(Answer.Allowed.class);
    }

    @Test
    void knowledgeThatCannotBeFollowedDenies() {
        knowledge.fresh = false;
        assertThat(reasons(gate.decide(dial(NUMBER, "101")))).containsExactly(Reason.UNAVAILABLE);
    }

    @Test
    void anAgentHoldsOneAttemptUntilItsOutcome() {
        Answer.Allowed first = (Answer.Allowed) gate.decide(dial(NUMBER, "101"));
        assertThat(reasons(gate.decide(dial("070-174 06 06", "101"))))
                .containsExactly(Reason.AGENT_BUSY);

        gate.outcomes().told(outcome(first.attempt().id()));
        assertThat(gate.decide(dial("070-174 06 06", "101"))).isInstanceOf(Answer.Allowed.class);
    }

    @Test
    void anAgentIsFreeAgainAfterTheLongestLifeOfAnAttempt() {
        gate.decide(dial(NUMBER, "101"));
        now[0] = NOON.plus(Duration.ofHours(4)).minusMillis(1);
        assertThat(reasons(gate.decide(dial("070-174 06 06", "101"))))
                .containsExactly(Reason.AGENT_BUSY);
        now[0] = NOON.plus(Duration.ofHours(4));
        assertThat(gate.decide(dial("070-174 06 06", "101"))).isInstanceOf(Answer.Allowed.class);
    }

    @Test
    void aLeaseWithoutARecordIsGivenBack() {
        ledger.broken = true;
        gate.decide(dial(NUMBER, "101"));
        ledger.broken = false;
        assertThat(gate.decide(dial(NUMBER, "101"))).isInstanceOf(Answer.Allowed.class);
    }

    @Test
    void aWithdrawnPermitFreesItsAgent() {
        Answer.Allowed allowed = (Answer.Allowed) gate.decide(dial(NUMBER, "101"));
        gate.outcomes().withdraw(allowed.attempt());

        assertThat(ledger.withdrawn).containsExactly(allowed.attempt().id());
        assertThat(gate.decide(dial("070-174 06 06", "101"))).isInstanceOf(Answer.Allowed.class);
    }

    @Test
    void anOutcomeOfAnAttemptNobodyKnowsIsCountedAndIgnored() {
        gate.outcomes().told(outcome(new AttemptId(7)));
        assertThat(meters.counted(Meter.OUTCOMES, "unknown")).isEqualTo(1);
    }

    @Test
    void attemptIdsGrow() {
        Answer.Allowed first = (Answer.Allowed) gate.decide(dial(NUMBER, "101"));
        Answer.Allowed second = (Answer.Allowed) gate.decide(dial("070-174 06 06", "102"));
        assertThat(second.attempt().id().value()).isGreaterThan(first.attempt().id().value());
    }

    @Test
    void oneNumberDialledByAHundredAtOnceIsAllowedOnce() throws Exception {
        List<Callable<Answer>> dials = new ArrayList<>();
        for (int agent = 0; agent < 100; agent++) {
            DialRequest request = dial(NUMBER, "a" + agent);
            dials.add(() -> gate.decide(request));
        }
        List<Answer> answers = all(dials);
        assertThat(answers).filteredOn(Answer.Allowed.class::isInstance).hasSize(1);
        assertThat(answers)
                .filteredOn(Answer.Denied.class::isInstance)
                .allSatisfy(denied -> assertThat(reasons(denied)).containsExactly(Reason.SPACING));
    }

    @Test
    void oneAgentDiallingAHundredNumbersAtOnceGetsOne() throws Exception {
        List<Callable<Answer>> dials = new ArrayList<>();
        for (int number = 605; number < 699; number++) {
            DialRequest request = dial("070-174 0" + number, "101");
            dials.add(() -> gate.decide(request));
        }
        assertThat(all(dials)).filteredOn(Answer.Allowed.class::isInstance).hasSize(1);
        assertThat(ledger.appended).hasSize(1);
    }

    private static List<Answer> all(List<Callable<Answer>> dials) throws Exception {
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : threads.invokeAll(dials)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private static List<Reason> reasons(Answer answer) {
        return ((Answer.Denied) answer).reasons();
    }

    private static DialRequest dial(String number, String agent) {
        return new DialRequest(
                number,
                CAMPAIGN,
                agent.isEmpty() ? Optional.empty() : Optional.of(new AgentId(agent)),
                Kind.MANUAL,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                "1795400000.1");
    }

    private static OutcomeReport outcome(AttemptId attempt) {
        return new OutcomeReport(
                attempt,
                NOON.plusSeconds(60),
                Set.of(Source.HANDLER),
                "ANSWER",
                OptionalInt.of(16),
                new Dialling(
                        OptionalLong.of(2_000),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new Talk(OptionalLong.of(50_000), Optional.empty(), OptionalLong.empty()),
                Optional.empty());
    }
}
