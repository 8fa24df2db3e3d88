package se.ringvakt.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static se.ringvakt.gate.FixedKnowledge.CAMPAIGN;
import static se.ringvakt.gate.FixedKnowledge.NOON;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.Mode;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.ledger.Denial;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Reason;
import se.ringvakt.rule.Rehearsal;
import se.ringvakt.rule.Rulebook;

class GateRehearsalTest {
    private static final String NUMBER = "070-174 06 05";
    private static final String ANOTHER = "070-174 06 06";
    private static final PhoneNumber VALUE = new PhoneNumber(46_701_740_605L);

    private final FixedKnowledge knowledge = new FixedKnowledge();
    private final MemoryLedger ledger = new MemoryLedger();
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final Instant[] now = {NOON};
    private final Gate gate = gate(Mode.REHEARSE);

    @Test
    void aDenialGoesOutAndIsRecordedAsBoth() {
        knowledge.listed.add(VALUE);

        Answer.Allowed out = (Answer.Allowed) gate.decide(dial(NUMBER, "101"));

        assertThat(out.rehearsed().map(Answer.Denied::reasons)).contains(List.of(Reason.LISTED));
        assertThat(ledger.appended).containsExactly(out.attempt());
        assertThat(ledger.denials)
                .singleElement()
                .satisfies(denial -> {
                    assertThat(denial.rehearsed()).contains(out.attempt().id());
                    assertThat(denial.reasons()).containsExactly(Reason.LISTED);
                    assertThat(denial.number()).contains(VALUE);
                    assertThat(denial.at()).isEqualTo(out.attempt().start());
                });
        assertThat(meters.counter(Meter.REHEARSED, "LISTED").sum()).isEqualTo(1);
        assertThat(meters.counter(Meter.DECISIONS, "allow", "none").sum()).isEqualTo(1);
        assertThat(meters.counter(Meter.DECISIONS, "deny", "LISTED").sum()).isZero();
    }

    @Test
    void whatIsAllowedIsNoRehearsedDenial() {
        Answer.Allowed out = (Answer.Allowed) gate.decide(dial(NUMBER, "101"));

        assertThat(out.rehearsed()).isEmpty();
        assertThat(ledger.denials).isEmpty();
        assertThat(Notice.of(out, gate.rehearses(CAMPAIGN))).containsExactly(Notice.REHEARSAL);
    }

    /// The first call counts, so the second would have been denied for it.
    @Test
    void whatGoesOutCounts() {
        knowledge.listed.add(VALUE);
        gate.decide(dial(NUMBER, "101"));
        gate.decide(dial(NUMBER, "102"));

        assertThat(ledger.appended).hasSize(2);
        assertThat(ledger.denials.getLast().reasons())
                .containsExactly(Reason.LISTED, Reason.SPACING);
        assertThat(ledger.denials.getLast().rehearsed()).contains(ledger.appended.getLast().id());
    }

    @Test
    void aStopBeatsARehearsal() {
        knowledge.listed.add(VALUE);
        knowledge.stops.put(Optional.empty(), "everything");

        assertThat(reasons(gate.decide(dial(NUMBER, "101"))))
                .containsExactly(Reason.STOPPED, Reason.LISTED);
        assertThat(ledger.appended).isEmpty();
        assertThat(ledger.denials)
                .singleElement()
                .extracting(Denial::rehearsed)
                .isEqualTo(Optional.empty());
    }

    @Test
    void whatCannotBeJudgedOrRecordedStaysDenied() {
        knowledge.fresh = false;
        assertThat(reasons(gate.decide(dial(NUMBER, "101")))).containsExactly(Reason.UNAVAILABLE);
        knowledge.fresh = true;
        ledger.broken = true;
        assertThat(reasons(gate.decide(dial(NUMBER, "101")))).containsExactly(Reason.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "#31#0701740605"})
    void whatIsNoNumberStaysDenied(String dialled) {
        assertThat(reasons(gate.decide(dial(dialled, "101"))))
                .containsExactly(Reason.INVALID_NUMBER);
    }

    @Test
    void anUnknownCampaignStaysDenied() {
        DialRequest request = dial(NUMBER, "101", new CampaignId("none"), false);
        assertThat(reasons(gate.decide(request))).containsExactly(Reason.UNKNOWN_CAMPAIGN);
        assertThat(gate.rehearses(request.campaign())).isTrue();
    }

    @Test
    void aCallThatWouldHideItsNumberStaysDenied() {
        assertThat(reasons(gate.decide(dial(NUMBER, "101", CAMPAIGN, true))))
                .containsExactly(Reason.CALLER_ID);
    }

    /// The agent is free when the attempt that holds it is over, not before.
    @Test
    void aBusyAgentDialsAndStaysHeldByTheFirstAttempt() {
        Answer.Allowed first = (Answer.Allowed) gate.decide(dial(NUMBER, "101"));
        Answer.Allowed second = (Answer.Allowed) gate.decide(dial(ANOTHER, "101"));

        assertThat(second.rehearsed().map(Answer.Denied::reasons))
                .contains(List.of(Reason.AGENT_BUSY));
        assertThat(gate.leases()).containsEntry(new AgentId("101"), first.attempt().id());
        gate.outcomes().withdraw(second.attempt());
        assertThat(gate.leases()).containsEntry(new AgentId("101"), first.attempt().id());
        gate.outcomes().withdraw(first.attempt());
        assertThat(gate.leases()).isEmpty();
    }

    /// A robot has nobody on the line, so it holds no agent, whomever it names.
    @ParameterizedTest
    @EnumSource(Mode.class)
    void aRobotThatNamesABusyAgentGoesOutWithoutHer(Mode mode) {
        Gate either = gate(mode);
        Answer.Allowed first = (Answer.Allowed) either.decide(dial(NUMBER, "101"));
        knowledge.consents(new PhoneNumber(VALUE.e164() + 1));

        Answer.Allowed robot =
                (Answer.Allowed) either.decide(dial(ANOTHER, "101", CAMPAIGN, false, Kind.ROBOT));

        assertThat(robot.rehearsed()).isEmpty();
        assertThat(either.leases())
                .containsOnly(Map.entry(new AgentId("101"), first.attempt().id()));
    }

    @Test
    void aRehearsedRobotHoldsNoAgentEither() {
        Answer.Allowed robot =
                (Answer.Allowed) gate.decide(dial(NUMBER, "101", CAMPAIGN, false, Kind.ROBOT));

        assertThat(robot.rehearsed()).isPresent();
        assertThat(gate.leases()).isEmpty();
    }

    @Test
    void aCampaignMayEnforceAmongOthersThatRehearse() {
        knowledge.listed.add(VALUE);
        knowledge.mode = Optional.of(Mode.ENFORCE);

        assertThat(reasons(gate.decide(dial(NUMBER, "101")))).containsExactly(Reason.LISTED);
        assertThat(gate.rehearses(CAMPAIGN)).isFalse();
        assertThat(gate.rehearsal().any()).isTrue();
        assertThat(gate.rehearsal().campaigns()).isEmpty();
    }

    @Test
    void aCampaignMayRehearseAmongOthersThatEnforce() {
        Gate enforcing = gate(Mode.ENFORCE);
        knowledge.listed.add(VALUE);
        assertThat(reasons(enforcing.decide(dial(NUMBER, "101")))).containsExactly(Reason.LISTED);
        assertThat(enforcing.rehearsal().any()).isFalse();

        knowledge.mode = Optional.of(Mode.REHEARSE);
        assertThat(enforcing.decide(dial(NUMBER, "101"))).isInstanceOf(Answer.Allowed.class);
        assertThat(enforcing.rehearsal().campaigns()).containsExactly("el-2026");
    }

    @Test
    void anEmergencyNumberIsNoRehearsal() {
        Answer answer = gate.decide(dial("112", "101"));
        assertThat(answer).isInstanceOf(Answer.Emergency.class);
        assertThat(Notice.of(answer, true)).isEmpty();
        assertThat(ledger.denials).isEmpty();
    }

    private Gate gate(Mode mode) {
        return new Gate(
                TestPlans.sweden(),
                knowledge,
                ledger,
                Rulebook.of(PolicyReader.builtIn("sweden"), new Rehearsal(mode)),
                () -> now[0],
                Sight.NONE,
                meters);
    }

    private static List<Reason> reasons(Answer answer) {
        return ((Answer.Denied) answer).reasons();
    }

    private static DialRequest dial(String number, String agent) {
        return dial(number, agent, CAMPAIGN, false);
    }

    private static DialRequest dial(
            String number, String agent, CampaignId campaign, boolean withheld) {
        return dial(number, agent, campaign, withheld, Kind.MANUAL);
    }

    private static DialRequest dial(
            String number, String agent, CampaignId campaign, boolean withheld, Kind kind) {
        return new DialRequest(
                number,
                campaign,
                Optional.of(new AgentId(agent)),
                kind,
                0,
                Optional.empty(),
                withheld,
                Optional.empty(),
                "",
                "1795400000.1");
    }
}
