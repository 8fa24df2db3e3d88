package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.call.AgentId;
import se.ringvakt.config.TestPolicies;
import se.ringvakt.rule.Facts.AgentState;

class StoppedTest {
    @Test
    void refusesWhileASupervisorsStopHolds() {
        assertThat(Dial.at("2026-11-23T12:00").reasons()).isEmpty();
        Dial stopped = Dial.at("2026-11-23T12:00").stopped();
        assertThat(stopped.reasons()).containsExactly(Reason.STOPPED);
        assertThat(stopped.retryAt()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 99, false", "1, 0, false", "1, 1, true", "3, 2, false", "3, 3, true"})
    void refusesAnAgentWhoGaveUpTooSoonTooOftenToday(int most, int breaches, boolean stopped) {
        Dial dial =
                Dial.at("2026-11-23T12:00")
                        .under(TestPolicies.swedenWith("agent-breaches-most: " + most))
                        .agent(
                                new AgentState(
                                        Optional.of(new AgentId("101")), true, false, breaches));
        assertThat(dial.reasons()).isEqualTo(stopped ? List.of(Reason.STOPPED) : List.of());
    }
}
