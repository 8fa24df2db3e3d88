package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// The right of objection by key: when the agent has hung up, whoever was called is asked.
@LabTest
@TestInstance(Lifecycle.PER_CLASS)
class ObjectionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Lab lab;
    private GateProcess gate;

    ObjectionTest(Lab lab) {
        this.lab = lab;
    }

    @BeforeAll
    void serve() {
        gate = lab.another("objection", Map.of("objection-step", "block"), Map.of()).serve();
        lab.ask(gate.asked("offers objection"));
    }

    @AfterEach
    void thaw() {
        gate.thaw();
        lab.restorePatience();
    }

    @AfterAll
    void askTheLabsOwn() {
        lab.ask(lab.gate());
        gate.close();
    }

    @Test
    void aKeyBlocksBeforeTheCallIsOver() {
        String number = "0701740680";
        Call call = talk(number, "objection by key");
        lab.press(awaitQuestion(), "1");
        await().atMost(PATIENCE).until(() -> !gate.ledger().blocks(number).isEmpty());

        assertThat(gate.ledger().objections(number)).containsExactly("elbolaget");
        Call next = lab.place(Dial.phone(number).named("the next call").agent(lab.agent()));
        assertThat(next.heard().verdict()).isEqualTo("refused 403");
        assertThat(next.reasons()).startsWith("BLOCKED");
        assertThat(call.settled().outcome().orElseThrow().answered()).isTrue();
        awaitEnd();
    }

    @Test
    void withoutAKeyTheCallEndsAndNothingIsRecorded() {
        String number = "0701740681";
        talk(number, "no key");
        awaitQuestion();
        awaitEnd();
        assertThat(gate.ledger().blocks(number)).isEmpty();
        assertThat(gate.ledger().objections(number)).isEmpty();
    }

    @Test
    void theCallEndsThoughTheGateHangsAndItIsToldInTheLog() {
        String number = "0701740682";
        lab.setPatience(1);
        talk(number, "objection while the gate hangs");
        String channel = awaitQuestion();
        gate.freeze();
        lab.press(channel, "1");
        awaitEnd();
        assertThat(lab.log()).containsPattern("objection of attempt [0-9]+ not recorded yet");
        gate.thaw();
        await().atMost(PATIENCE).until(() -> !gate.ledger().objections(number).isEmpty());
    }

    private Call talk(String number, String name) {
        return lab.place(Dial.phone(number).named(name).agent(lab.agent()).with("--talk", "800"));
    }

    /// Waits until somebody is asked, and returns the channel.
    private String awaitQuestion() {
        return await("question")
                .atMost(PATIENCE)
                .until(
                        () ->
                                lab.rx("core show channels concise")
                                        .lines()
                                        .filter(line -> line.contains("!ringvakt-objection!"))
                                        .map(line -> line.split("!", -1)[0])
                                        .findFirst()
                                        .orElse(""),
                        channel -> !channel.isEmpty());
    }

    private void awaitEnd() {
        await("end of the call")
                .atMost(PATIENCE)
                .until(() -> !lab.rx("core show channels concise").contains("PJSIP/trunk1"));
    }
}
