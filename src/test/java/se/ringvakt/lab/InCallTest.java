package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import se.ringvakt.lab.LedgerFile.Attempt;

/// What an agent may press in a call: "do not call me again" binds before the call is over, and
/// nothing is recorded without recorded consent.
@LabTest
class InCallTest {
    private static final String NO_MORE = "*91";
    private static final String RECORD = "*92";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Lab lab;

    InCallTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anOptOutBindsWhileTheCallGoesOn() {
        String number = "0701740682";
        Call call = lab.place(pressing(number, NO_MORE, "opt-out by the agent's phone", 12_000));
        awaitBlock(number);

        Call next = lab.place(Dial.phone(number).named("the next call").agent(lab.agent()));

        assertThat(next.heard().verdict()).isEqualTo("refused 403");
        assertThat(next.reasons()).startsWith("BLOCKED");
        assertThat(call.settledYet()).as("the first call goes on").isFalse();
        assertThat(call.heard().events())
                .containsExactly("ringing 180", "answered 200", "ended agent");
        assertThat(call.settled().outcome().orElseThrow().answered()).isTrue();
        assertThat(blocks(number)).as("no outcome takes it back").containsExactly("elbolaget");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anAgentWhoHangsUpAtOnceHasSaidIt() {
        String number = "0701740683";
        Call call = lab.place(pressing(number, NO_MORE, "opt-out, then hung up at once", 600));
        assertThat(call.heard().verdict()).isEqualTo("answered 200");
        awaitBlock(number);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anAgentWhoWasCalledFirstMaySayItToo() {
        String number = "0701740684";
        Call call =
                lab.place(
                        Dial.originate(number)
                                .named("opt-out, agent called first")
                                .agent(lab.agent())
                                .with("--no-wait"));
        String phone = lab.awaitBridged("PJSIP/phone");
        lab.press(phone, NO_MORE);
        awaitBlock(number);
        lab.rx("channel request hangup " + phone);
        assertThat(call.settled().outcome().orElseThrow().answered()).isTrue();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anAgentBehindADiallersLocalChannelMayToo() {
        String number = "0701740685";
        Call call =
                lab.place(
                        Dial.local(number)
                                .named("opt-out, customer called first")
                                .agent(lab.agent())
                                .with("--kind", "progressive", "--no-wait")
                                .with("--variable", "LAB_KEYS=" + NO_MORE));
        awaitBlock(number);
        lab.rx("channel request hangup " + lab.awaitBridged("Local/" + number));
        assertThat(call.settled().outcome().orElseThrow().answered()).isTrue();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aConsentStartsTheRecording() {
        Call call = lab.place(pressing("0701740686", RECORD, "consent, then recorded", 3_000));
        call.heard();
        Attempt attempt = call.settled();

        Path file = Lab.recording(attempt);
        await().atMost(PATIENCE).until(() -> Files.exists(file) && Files.size(file) > 1_000);
        assertThat(call.asked().ledger().orElseThrow().recordings(attempt))
                .containsExactly("attempt-" + attempt.id() + ".wav");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void withoutAConsentNothingIsRecorded() {
        Call call =
                lab.place(
                        Dial.phone("0701740679")
                                .named("no consent, not recorded")
                                .agent(lab.agent())
                                .with("--talk", "3000"));
        call.heard();
        Attempt attempt = call.settled();

        assertThat(Lab.recording(attempt)).doesNotExist();
        assertThat(call.asked().ledger().orElseThrow().recordings(attempt)).isEmpty();
    }

    private Dial pressing(String number, String keys, String name, int talkMillis) {
        return Dial.phone(number)
                .named(name)
                .agent(lab.agent())
                .with("--key", keys, "--key-after", "1000", "--talk", Integer.toString(talkMillis));
    }

    private void awaitBlock(String number) {
        await("block of " + number).atMost(PATIENCE).until(() -> !blocks(number).isEmpty());
    }

    private List<String> blocks(String number) {
        return lab.gateProcess().ledger().blocks(number);
    }
}
