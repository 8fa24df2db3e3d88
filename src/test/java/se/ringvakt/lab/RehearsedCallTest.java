package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import se.ringvakt.lab.LedgerFile.Attempt;

/// What would be denied leaves the switch where the campaign rehearses, and is known for both.
// One after the other: both look for INVITEs to the same number.
@LabTest
class RehearsedCallTest {
    private final Lab lab;

    RehearsedCallTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void aListedNumberIsDialledAndRecordedAsOneThatWouldBeDenied() {
        Call call =
                lab.place(
                        Dial.phone(Installation.LISTED)
                                .named("listed, in a rehearsal")
                                .agent(lab.agent())
                                .campaign("rehearsing")
                                .with("--talk", "200"));

        assertThat(call.heard().verdict()).isEqualTo("answered 200");
        Attempt attempt = call.settled();
        assertThat(attempt.number()).isEqualTo(46_701_740_650L);
        assertThat(call.invites()).hasSize(1);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(
                                        lab.gateProcess()
                                                .installation()
                                                .ledger()
                                                .rehearsed("rehearsing"))
                                .containsExactly(attempt.id() + " LISTED"));
    }

    @Test
    void aStopBeatsARehearsal() {
        Call call =
                lab.place(
                        Dial.phone(Installation.LISTED)
                                .named("listed, in a rehearsal that is stopped")
                                .agent(lab.agent())
                                .campaign("rehearsing-stopped"));

        assertThat(call.heard().verdict()).isEqualTo("refused 403");
        assertThat(call.reasons()).isEqualTo("STOPPED&LISTED");
        assertThat(call.attempts()).isEmpty();
        assertThat(call.invites()).isEmpty();
    }
}
