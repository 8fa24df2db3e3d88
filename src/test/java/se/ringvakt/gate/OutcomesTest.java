package se.ringvakt.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.History;
import se.ringvakt.call.Kind;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Dialling;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.call.Source;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.TestPolicies;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Reason;
import se.ringvakt.rule.Rulebook;

/// What becomes of attempts, as handler and events tell it.
class OutcomesTest {
    private static final Instant NOON = FixedKnowledge.NOON;

    private final MemoryLedger ledger = new MemoryLedger();
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final Instant[] now = {NOON};
    private final Watched sight = new Watched();
    private Gate gate = gate(0);

    private Gate gate(int breachesMost) {
        return new Gate(
                TestPlans.sweden(),
                new FixedKnowledge(),
                ledger,
                Rulebook.of(TestPolicies.swedenWith("agent-breaches-most: " + breachesMost)),
                () -> now[0],
                sight,
                meters);
    }

    /// What a test says is seen.
    private static final class Watched implements Sight {
        boolean there = true;
        Optional<OutcomeReport> seen = Optional.empty();

        @Override
        public boolean onLine(DialRequest request) {
            return there;
        }

        @Override
        public void permitted(Attempt attempt, Optional<DialRequest> request) {}

        @Override
        public void withdrawn(Attempt attempt) {}

        @Override
        public Optional<OutcomeReport> seen(Attempt attempt) {
            return seen;
        }
    }

    private Attempt allowed(String number, String agent) {
        return ((Answer.Allowed) gate.decide(dial(number, agent))).attempt();
    }

    private static DialRequest dial(String number, String agent) {
        return new DialRequest(
                number,
                FixedKnowledge.CAMPAIGN,
                Optional.of(new AgentId(agent)),
                Kind.MANUAL,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                "1795400000.1");
    }

    private static OutcomeReport report(
            AttemptId attempt, Source source, String status, Dialling dialling, Talk talk) {
        return new OutcomeReport(
                attempt,
                NOON.plusSeconds(20),
                Set.of(source),
                status,
                OptionalInt.empty(),
                dialling,
                talk,
                Optional.empty());
    }

    private void giveUp(String number, String agent) {
        Attempt attempt = allowed(number, agent);
        Dialling rang =
                new Dialling(
                        OptionalLong.of(1_000),
                        OptionalLong.empty(),
                        Optional.of(NOON),
                        Optional.of(NOON.plusSeconds(20)));
        gate.outcomes().told(report(attempt.id(), Source.HANDLER, "CANCEL", rang, Talk.UNKNOWN));
    }

    private List<Reason> reasons(String number, String agent) {
        return gate.decide(dial(number, agent)) instanceof Answer.Denied denied
                ? denied.reasons()
                : List.of();
    }

    @Test
    void anAgentWhoIsNotSeenOnTheLineIsRefused() {
        sight.there = false;
        assertThat(reasons("0701740605", "anna")).containsExactly(Reason.AGENT_REQUIRED);
    }

    @Test
    void anAgentIsStoppedForTheDayAfterSoManyBreaches() {
        gate = gate(2);
        giveUp("0701740605", "anna");
        assertThat(reasons("0701740606", "anna")).isEmpty();
        gate = gate(2);
        giveUp("0701740607", "anna");
        giveUp("0701740608", "anna");
        assertThat(reasons("0701740609", "anna")).containsExactly(Reason.STOPPED);
        assertThat(reasons("0701740609", "bo")).as("another agent").isEmpty();

        now[0] = Instant.parse("2026-11-24T11:00:00Z");
        assertThat(reasons("0701740609", "anna")).as("the next day").isEmpty();
    }

    @Test
    void nobodyIsStoppedUnlessThePolicySaysSo() {
        for (int i = 10; i < 30; i++) {
            giveUp("07017406" + i, "anna");
        }
        assertThat(reasons("0701740609", "anna")).isEmpty();
        assertThat(meters.counted(Meter.BREACHES, "RING_TOO_SHORT")).isEqualTo(20);
    }

    @Test
    void breachesFromBeforeARestartAreRemembered() {
        Attempt earlier = allowed("0701740605", "anna");
        gate = gate(1);
        gate.outcomes().remember(List.of(earlier));
        assertThat(reasons("0701740609", "anna")).containsExactly(Reason.STOPPED);
    }

    /// What another gate saw counts with what this one saw; what both know of counts once.
    @Test
    void breachesAtOtherGatesCountOnce() {
        Attempt here = allowed("0701740605", "anna");
        gate = gate(3);
        Attempt there = allowed("0701740607", "anna");
        gate = gate(3);

        gate.outcomes().remember(List.of(here));
        assertThat(gate.breachesToday()).containsValue(1);
        gate.outcomes().remember(List.of(here, there));
        gate.outcomes().remember(List.of(here, there));
        assertThat(gate.breachesToday()).containsValue(2);

        giveUp("0701740610", "anna");
        assertThat(reasons("0701740609", "anna")).containsExactly(Reason.STOPPED);
    }

    @Test
    void theHandlersWordIsCompletedByWhatWasSeen() {
        Attempt attempt = allowed("0701740605", "anna");
        sight.seen =
                Optional.of(
                        report(
                                attempt.id(),
                                Source.EVENTS,
                                "",
                                Dialling.UNKNOWN,
                                new Talk(
                                        OptionalLong.of(9_000),
                                        Optional.of(false),
                                        OptionalLong.empty())));
        gate.outcomes()
                .told(
                        report(
                                attempt.id(),
                                Source.HANDLER,
                                "ANSWER",
                                Dialling.UNKNOWN,
                                Talk.UNKNOWN));
        assertThat(meters.counted(Meter.SILENT_CALLS)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"true, 1000, 0", "true, 1001, 1", "false, 0, 1"})
    void aSilentCallIsPutOnRecordOnce(boolean met, long millis, int silent) {
        Attempt attempt = allowed("0701740605", "anna");
        Talk talk =
                new Talk(
                        OptionalLong.empty(),
                        Optional.of(met),
                        met ? OptionalLong.of(millis) : OptionalLong.empty());
        gate.outcomes().meeting(attempt, talk, NOON);
        gate.outcomes().meeting(attempt, talk, NOON);
        assertThat(ledger.silent).hasSize(silent);
        assertThat(meters.counted(Meter.SILENT_CALLS)).isEqualTo(silent);
    }

    @Test
    void anAgentWhoseLineIsGoneIsFree() {
        Attempt attempt = allowed("0701740605", "anna");
        assertThat(reasons("0701740606", "anna")).containsExactly(Reason.AGENT_BUSY);
        gate.outcomes().agentGone(attempt);
        assertThat(reasons("0701740606", "anna")).isEmpty();
    }

    @Test
    void theNextPermitSaysThatASilentCallWentBefore() {
        History owed =
                new History(
                        allowed("0701740605", "anna").number(),
                        7,
                        List.of(),
                        Set.of(FixedKnowledge.CAMPAIGN));
        ledger.put(owed);
        Answer.Allowed answer = (Answer.Allowed) gate.decide(dial("0701740605", "bo"));
        assertThat(answer.permit().silentCallPreceded()).isTrue();
    }

    @Test
    void nonsenseIsCountedAndDoesNotReachTheRecord() {
        Attempt attempt = allowed("0701740605", "anna");
        Dialling absurd =
                new Dialling(
                        OptionalLong.of(Long.MAX_VALUE),
                        OptionalLong.empty(),
                        Optional.of(Instant.EPOCH),
                        Optional.of(NOON));
        gate.outcomes().told(report(attempt.id(), Source.HANDLER, "CANCEL", absurd, Talk.UNKNOWN));
        gate.outcomes()
                .told(report(new AttemptId(99), Source.HANDLER, "CANCEL", absurd, Talk.UNKNOWN));
        assertThat(meters.counted(Meter.ODDITIES, "outcome")).isEqualTo(2);
        assertThat(meters.counted(Meter.BREACHES, "RING_TOO_SHORT")).isZero();
        assertThat(meters.counted(Meter.OUTCOMES, "unknown")).isEqualTo(1);
    }
}
