package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import se.ringvakt.lab.LedgerFile.Attempt;

/// The gate itself, frozen, killed, unable to write, full: no call leaves that is not on record,
/// and none is counted that did not leave. Then it recovers.
@LabTest
class GateInTroubleTest {
    private final Lab lab;

    GateInTroubleTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void killedInTheMiddle() {
        Installation installation = lab.another("killed", Map.of(), Map.of());
        CallsThrough calls = new CallsThrough(lab, "gate killed in the middle");
        Call call;
        try (GateProcess gate = installation.serve()) {
            gate.freeze();
            lab.ask(gate.asked("killed -9"));
            call = calls.refused();
            gate.awaitConnections(1);
            gate.kill();
            CallsThrough.assertRefused(call);
            CallsThrough.assertReachesHelp(calls.emergency("112"));
        }
        try (GateProcess gate = installation.serve()) {
            assertThat(call.attempts()).isEmpty();
            assertDialsAgain(gate, call);
        }
    }

    /// It reads the request when the switch has long given up: whatever it then allows must not
    /// stay counted.
    @Test
    void frozenForLongerThanTheSwitchWaits() {
        lab.setPatience(2);
        try (GateProcess gate = lab.another("frozen", Map.of(), Map.of()).serve()) {
            gate.freeze();
            lab.ask(gate.asked("frozen"));
            CallsThrough calls = new CallsThrough(lab, "gate frozen");
            Call call = calls.refused();
            Call emergency = calls.emergency("112");
            CallsThrough.assertRefused(call);
            CallsThrough.assertReachesHelp(emergency);

            gate.thaw();
            lab.restorePatience();
            gate.awaitConnections(0);
            assertDialsAgain(gate, call);
            assertThat(call.attempts()).allMatch(GateInTroubleTest::wasTakenBack);
        } finally {
            lab.restorePatience();
        }
    }

    private static boolean wasTakenBack(Attempt attempt) {
        return attempt.outcome()
                .filter(outcome -> outcome.status().equals("WITHDRAWN") && !outcome.counted())
                .isPresent();
    }

    @Test
    void theLedgerIsLocked() throws SQLException {
        Map<String, String> short_ =
                Map.of("agi.decision-time", "1s", "ledger.append-time", "500ms");
        try (GateProcess gate = lab.another("locked", Map.of(), short_).serve()) {
            lab.ask(gate.asked("ledger locked"));
            CallsThrough calls = new CallsThrough(lab, "ledger locked");
            Call call;
            try (Connection _ = gate.ledger().lock()) {
                call = calls.refused();
                Call emergency = calls.emergency("112");
                CallsThrough.assertRefused(call);
                CallsThrough.assertReachesHelp(emergency);
            }
            assertDialsAgain(gate, call);
        }
    }

    @Test
    void tooManySessionsAndTooManyDecisions() throws IOException, SQLException {
        Map<String, String> narrow =
                Map.of(
                        "agi.sessions-max", "2",
                        "agi.decisions-max", "1",
                        "agi.header-time", "60s",
                        "agi.decision-time", "4s",
                        "ledger.append-time", "4s");
        try (GateProcess gate = lab.another("full", Map.of(), narrow).serve()) {
            lab.ask(gate.asked("full"));
            CallsThrough calls = new CallsThrough(lab, "gate full");
            try (Connection _ = gate.ledger().lock()) {
                Call first = calls.refused();
                gate.awaitConnections(1);
                Call second = calls.refused();
                Call emergency = calls.emergency("112");
                CallsThrough.assertRefused(second);
                CallsThrough.assertRefused(first);
                CallsThrough.assertReachesHelp(emergency);
            }
            gate.awaitConnections(0);
            Call last;
            try (Socket one = gate.connect();
                    Socket two = gate.connect()) {
                assertThat(one.isConnected() && two.isConnected()).isTrue();
                last = calls.refused();
                Call emergency = calls.emergency("112");
                CallsThrough.assertRefused(last);
                CallsThrough.assertReachesHelp(emergency);
            }
            gate.awaitConnections(0);
            assertDialsAgain(gate, last);
        }
    }

    /// Once the gate is well, the number that was refused may be called: nothing was counted.
    private void assertDialsAgain(GateProcess gate, Call refused) {
        lab.ask(gate.asked("up again"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    Call call =
                            lab.place(
                                    Dial.phone(refused.dial().number())
                                            .named("after " + refused.dial().name())
                                            .agent(lab.agent())
                                            .campaign(refused.dial().campaign())
                                            .with("--talk", "30000"));
                    assertThat(call.heard().verdict()).isEqualTo("answered 200");
                    assertThat(call.settled().outcome().orElseThrow().counted()).isTrue();
                    assertThat(call.awaitTrunks("trunk1")).containsExactly("trunk1");
                });
    }
}
