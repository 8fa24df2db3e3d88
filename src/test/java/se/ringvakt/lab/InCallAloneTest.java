package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import se.ringvakt.lab.LedgerFile.Attempt;

/// What is played alone, since the gate is away or every channel is looked at.
///
/// Those who ring back are answered and put through whatever the gate does; what an agent says
/// while the gate hangs is not lost; and nothing is recorded on no word, or the wrong one.
@LabTest
class InCallAloneTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Lab lab;

    InCallAloneTest(Lab lab) {
        this.lab = lab;
    }

    @AfterEach
    void askTheLabsOwn() {
        lab.restorePatience();
        lab.ask(lab.gate());
    }

    @Test
    void aCallerIsPutThroughWhenNobodyListens() {
        lab.ask(new Asked("port closed", Ports.free(), Optional.empty()));
        assertNeutral("0701740630");
    }

    @Test
    void aCallerIsPutThroughWhenTheGateHangs() {
        lab.setPatience(1);
        try (FakeGate gate = FakeGate.silent()) {
            lab.ask(gate.asked());
            assertNeutral("0701740631");
        }
    }

    @Test
    void aCallerIsPutThroughWhenTheGateClosesWithoutAWord() {
        try (FakeGate gate = FakeGate.closingAfterTheHeader()) {
            lab.ask(gate.asked());
            assertNeutral("0701740632");
        }
    }

    @Test
    void anotherCallsAnswerIsNone() {
        String answer =
                """
                SET VARIABLE ARRAY(RINGVAKT_CALLBACK,RINGVAKT_PRINCIPAL,RINGVAKT_CAMPAIGN) \
                "known:1.1,elbolaget,el-1"
                """;
        try (FakeGate gate = FakeGate.saying("another call's", _ -> answer)) {
            lab.ask(gate.asked());
            assertNeutral("0701740633");
        }
    }

    @Test
    void anOptOutThatTheGateDidNotHearIsToldAgain() {
        String number = "0701740688";
        Installation installation = lab.another("incall-hangs", Map.of(), Map.of());
        lab.setPatience(2);
        try (GateProcess gate = installation.serve()) {
            lab.ask(gate.asked("frozen in the call"));
            Call call =
                    lab.place(
                            Dial.phone(number)
                                    .named("opt-out while the gate hangs, then hung up")
                                    .agent(lab.agent())
                                    .with("--key", "*91", "--key-after", "2500", "--talk", "900"));
            call.awaitTrunks("trunk1");
            gate.freeze();
            assertThat(call.heard().verdict()).isEqualTo("answered 200");
            assertThat(gate.ledger().blocks(number)).isEmpty();
            gate.thaw();

            await().atMost(PATIENCE).until(() -> !gate.ledger().blocks(number).isEmpty());
            assertThat(call.settled().outcome().orElseThrow().answered()).isTrue();
        }
    }

    @Test
    void noWordRecordsNothing() {
        String number = "0701740689";
        Installation installation = lab.another("incall-away", Map.of(), Map.of());
        Call call;
        try (GateProcess gate = installation.serve()) {
            lab.ask(gate.asked("killed in the call"));
            call =
                    lab.place(
                            Dial.phone(number)
                                    .named("consent while the gate is away")
                                    .agent(lab.agent())
                                    .with("--key", "*92", "--key-after", "2500", "--talk", "3000"));
            call.awaitTrunks("trunk1");
            gate.kill();
            assertThat(call.heard().verdict()).isEqualTo("answered 200");
        }
        try (GateProcess gate = installation.serve()) {
            Attempt attempt = call.settled();
            assertThat(gate.ledger().recordings(attempt)).isEmpty();
            assertThat(Lab.recording(attempt)).doesNotExist();
        }
    }

    @Test
    void onlyTheAgentHearsTheBeepAndOnlyTheAgentMaySayIt() {
        String number = "0701740687";
        Call call =
                lab.place(
                        Dial.phone(number)
                                .named("the consumer presses the agent's code, then the agent does")
                                .agent(lab.agent())
                                .with("--key", "*91", "--key-after", "6000", "--talk", "3000"));
        lab.press(lab.awaitBridged("PJSIP/trunk1"), "*91");
        await().during(Duration.ofSeconds(1))
                .until(() -> lab.gateProcess().ledger().blocks(number).isEmpty());

        call.heard();
        assertThat(lab.gateProcess().ledger().blocks(number)).containsExactly("elbolaget");
        assertThat(lab.sounds("number=" + number)).containsExactly("beep");
        assertThat(lab.log()).doesNotContainPattern("<PJSIP/trunk1-[0-9a-f]+> Playing 'beep\\.");
    }

    private void assertNeutral(String caller) {
        Call back =
                lab.place(Dial.back(Installation.CALLER_ID, caller).named("call-back, gate away"));
        assertThat(back.heard().events()).containsExactly("answered 200", "ended far end");
        assertThat(lab.inbound(caller).played()).containsExactly("ringvakt/neutral");
        assertThat(lab.inbound(caller).wentTo()).isEqualTo("at the centre:");
    }
}
