package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import se.ringvakt.lab.LedgerFile.Attempt;

/// A gate that was away when a call ended still hears of it.
@LabTest
class RestartTest {
    private final Lab lab;

    RestartTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void theOutcomeIsToldAgainUntilItIsRecorded() {
        Installation installation = lab.another("restarted", Map.of(), Map.of());
        Call call;
        try (GateProcess gate = installation.serve()) {
            lab.ask(gate.asked("killed -9 during the call, started again"));
            call =
                    lab.place(
                            Dial.phone("0701740674")
                                    .named("gate restarted during the call")
                                    .agent(lab.agent()));
            call.attempt();
            call.awaitTrunks("trunk1");
            gate.kill();
        }
        assertThat(call.heard().verdict()).isEqualTo("answered 200");
        assertThat(call.settledYet()).isFalse();
        try (GateProcess gate = installation.serve()) {
            Attempt attempt = call.settled();
            assertThat(call.attempts()).hasSize(1);
            assertThat(attempt.outcome().orElseThrow().answered()).isTrue();
            assertThat(attempt.outcome().orElseThrow().rangMillis().orElse(0))
                    .as("by the switch's clock, not by when it was told")
                    .isBetween(500L, 5_000L);

            Call again =
                    lab.place(
                            Dial.phone("0701740674")
                                    .named("the same again")
                                    .agent(lab.agent())
                                    .campaign(call.dial().campaign()));
            assertThat(again.heard().verdict()).isEqualTo("refused 403");
            assertThat(again.reasons()).isEqualTo("SPACING");
            assertThat(gate.ledger().attempts(call.dial().campaign())).hasSize(1);
        }
    }
}
