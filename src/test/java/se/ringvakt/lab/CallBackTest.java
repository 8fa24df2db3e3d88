package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.lab.LedgerFile.Attempt;

/// Whoever rings back the number that rang is told who it was, is put through, and may say that
/// nobody is to call again (§3.1).
@LabTest
class CallBackTest {
    private static final String[] USUAL = {
        "ringvakt/centre", "ringvakt/called-for", "ringvakt/principal-elbolaget", "ringvakt/choose"
    };

    private final Lab lab;

    CallBackTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whoWasRungIsToldForWhomAndPutThrough() {
        String number = "0701740680";
        Call rung = lab.place(Dial.phone(number).named("rung, then rings back").agent(lab.agent()));
        rung.settled();

        Call back = lab.place(back(number, "call-back of one who was rung"));

        assertThat(back.heard().events()).containsExactly("answered 200", "ended far end");
        assertThat(lab.inbound(number).played()).containsExactly(USUAL);
        assertThat(lab.inbound(number).wentTo())
                .isEqualTo("at the centre: Elbolaget " + rung.dial().campaign());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aStrangerIsToldWhoseNumberItIs() {
        Call back = lab.place(back("0701740642", "call-back of a stranger"));

        assertThat(back.heard().events()).containsExactly("answered 200", "ended far end");
        assertThat(lab.inbound("0701740642").played()).containsExactly(USUAL);
        assertThat(lab.inbound("0701740642").wentTo()).startsWith("at the centre: Elbolaget ");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aKeyPutsThrough() {
        Call back =
                lab.place(
                        back("0701740643", "call-back, key 1")
                                .with("--key", "1", "--key-after", "700"));

        assertThat(back.heard().events()).containsExactly("answered 200", "ended far end");
        assertThat(lab.inbound("0701740643").wentTo()).startsWith("at the centre: Elbolaget ");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theCampaignMaySayWhatIsPlayedAndWhereTheCallGoes() {
        Call back =
                lab.place(
                        Dial.back(Installation.ROUTED_CALLER_ID, "0701740644")
                                .named("call-back, a sound and a route of its own"));

        assertThat(back.heard().events()).containsExactly("answered 200", "ended far end");
        assertThat(lab.inbound("0701740644").played())
                .containsExactly("custom/lab", "ringvakt/choose");
        assertThat(lab.inbound("0701740644").wentTo())
                .isEqualTo("at the route vip: Elbolaget routed");
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({"0701740693, 0701740645", "112, 0701740647"})
    void anUnknownNumberGetsANeutralWord(String called, String caller) {
        Call back =
                lab.place(
                        Dial.back(called, caller).named("call-back of a number that is not ours"));

        assertThat(back.heard().events()).containsExactly("answered 200", "ended far end");
        assertThat(lab.inbound(caller).played()).containsExactly("ringvakt/neutral");
        assertThat(lab.inbound(caller).wentTo()).isEqualTo("at the centre:");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aStrangerWhoPressesNineIsNeverCalled() {
        String number = "0701740646";
        Call back =
                lab.place(
                        back(number, "opt-out by key, a stranger")
                                .with("--key", "9", "--key-after", "1200"));

        assertThat(back.heard().events()).containsExactly("answered 200", "ended far end");
        assertThat(lab.inbound(number).played()).endsWith("ringvakt/optout-recorded");
        assertThat(lab.inbound(number).wentTo()).isEmpty();
        assertBlocked(number, "after an opt-out by key, a stranger");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whoWasRungAndPressesNineIsNotCalledAgain() {
        String number = "0701740681";
        Call rung = lab.place(Dial.phone(number).named("rung, then opts out").agent(lab.agent()));
        Attempt attempt = rung.settled();
        Call back =
                lab.place(
                        back(number, "opt-out by key, one who was rung")
                                .with("--key", "9", "--key-after", "1200"));

        back.heard();
        assertThat(lab.inbound(number).played()).endsWith("ringvakt/optout-recorded");
        assertThat(lab.gateProcess().ledger().optOuts())
                .contains("the caller, ringing back, attempt " + attempt.id());
        assertBlocked(number, "after an opt-out by key");
    }

    private static Dial back(String caller, String name) {
        return Dial.back(Installation.CALLER_ID, caller).named(name);
    }

    private void assertBlocked(String number, String name) {
        Call next = lab.place(Dial.phone(number).named(name).agent(lab.agent()));
        assertThat(next.heard().verdict()).isEqualTo("refused 403");
        assertThat(next.reasons()).startsWith("BLOCKED");
        assertThat(next.invites()).isEmpty();
    }
}
