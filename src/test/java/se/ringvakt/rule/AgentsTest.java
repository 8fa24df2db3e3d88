package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Kind;
import se.ringvakt.rule.Facts.AgentState;

/// Row 18: one agent, one call.
class AgentsTest {
    private static Dial with(Optional<AgentId> agent, boolean onLine, boolean busy) {
        return Dial.at("2026-11-23T12:00").agent(new AgentState(agent, onLine, busy, 0));
    }

    private static final Optional<AgentId> ALICE = Optional.of(new AgentId("101"));

    @Test
    void permitsAFreeAgentOnTheLine() {
        assertThat(with(ALICE, true, false).reasons()).isEmpty();
    }

    @Test
    void refusesWithoutAgentOrWithOneThatIsNotOnTheLine() {
        Dial none = Dial.at("2026-11-23T12:00").agent(AgentState.NONE);
        assertThat(none.reasons()).containsExactly(Reason.AGENT_REQUIRED);
        assertThat(none.retryAt()).isEmpty();
        assertThat(with(ALICE, false, false).reasons()).containsExactly(Reason.AGENT_REQUIRED);
        assertThat(with(Optional.empty(), true, false).reasons())
                .containsExactly(Reason.AGENT_REQUIRED);
    }

    @Test
    void refusesAnAgentThatHoldsAnotherAttempt() {
        assertThat(with(ALICE, true, true).reasons()).containsExactly(Reason.AGENT_BUSY);
        assertThat(with(ALICE, true, true).retryAt()).isEmpty();
    }

    @Test
    void keepsBothReasonsWhenBothHold() {
        assertThat(with(ALICE, false, true).reasons())
                .containsExactly(Reason.AGENT_REQUIRED, Reason.AGENT_BUSY);
    }

    @Test
    void aRobotNeedsNoAgent() {
        Dial robot = with(ALICE, false, true).kind(Kind.ROBOT).consent("2026-01-01T12:00");
        assertThat(robot.reasons()).isEmpty();
    }

    @Test
    void aCallOwedNeedsAnAgentWhateverItsKind() {
        Dial robot =
                Dial.at("2026-11-23T12:00")
                        .agent(AgentState.NONE)
                        .kind(Kind.ROBOT)
                        .consent("2026-01-01T12:00");
        assertThat(robot.debtIn("gas-1").reasons()).isEmpty();
        assertThat(robot.owedACall().reasons()).containsExactly(Reason.AGENT_REQUIRED);
        Dial busy = with(ALICE, true, true).kind(Kind.ROBOT).consent("2026-01-01T12:00");
        assertThat(busy.owedACall().reasons()).containsExactly(Reason.AGENT_BUSY);
    }
}
