package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What may not be called does not leave the switch, and the agent's phone shows why.
@LabTest
class DenialTest {
    private final Lab lab;

    DenialTest(Lab lab) {
        this.lab = lab;
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(
            strings = {
                "#31#0701740665",
                "*31*0701740665",
                "95030701740665",
                "0701740665,0701740665",
                "0701740665&PJSIP/0701740665@trunk2",
                "0701740665;ext=1",
                "0701740665${EXTEN}",
                "0701740665\"",
                "070174066",
                "07017406650",
                "0900123456",
                "118118",
                "00"
            })
    void whatIsNoNumber(String dialled) {
        Call call =
                lab.place(
                        Dial.phone(dialled)
                                .reaching("0701740665")
                                .named("no number")
                                .agent(lab.agent()));

        assertDenied(call, "INVALID_NUMBER", "484");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatHidesALineBreak() {
        Call call =
                lab.place(
                        Dial.phone("0701740666%0d%0aSET%20VARIABLE")
                                .reaching("0701740666")
                                .named("no number, a line break in it")
                                .agent(lab.agent())
                                .with("--raw"));

        assertDenied(call, "INVALID_NUMBER", "484");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anUnknownCampaign() {
        assertDenied(
                lab.place(dial("0701740667", "unknown campaign").campaign("EL-1")),
                "UNKNOWN_CAMPAIGN",
                "403");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aStoppedCampaign() {
        assertDenied(
                lab.place(dial("0701740667", "campaign stopped").campaign("stopped")),
                "STOPPED",
                "403");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aForeignNumber() {
        Call call = lab.place(dial("+4721234567", "foreign number").reaching("004721234567"));

        assertThat(call.heard().verdict()).isEqualTo("refused 403");
        // The register has nothing to say of it, which is another reason.
        assertThat(call.reasons()).isEqualTo("FOREIGN_NUMBER&NOT_COVERED");
        assertThat(call.invites()).isEmpty();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"over", "to-come"})
    void aCampaignOutsideItsDays(String campaign) {
        assertDenied(
                lab.place(dial("0701740667", "campaign " + campaign).campaign(campaign)),
                "CAMPAIGN_CLOSED",
                "403");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aHiddenCaller() {
        assertDenied(
                lab.place(dial("0701740667", "caller id withheld").with("--withhold")),
                "CALLER_ID",
                "403");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aCallerIdOfSomebodyElse() {
        assertDenied(
                lab.place(dial("0701740667", "another's caller id").with("--cli", "0701740698")),
                "CALLER_ID",
                "403");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void noCallerIdThatAnswersWhenRungBack() {
        assertDenied(
                lab.place(dial("0701740667", "no caller id").campaign("mute")), "CALLER_ID", "403");
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {Installation.BLOCKED, "+46 70 174 06 51"})
    void aBlockedNumber(String dialled) {
        assertDenied(
                lab.place(dial(dialled, "blocked").reaching(Installation.BLOCKED)),
                "BLOCKED",
                "403");
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {Installation.LISTED, "+46 (0)70-174 06 50", "0046701740650"})
    void aNumberInTheRegister(String dialled) {
        assertDenied(
                lab.place(dial(dialled, "listed").reaching(Installation.LISTED)), "LISTED", "403");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aRobotWithoutConsent() {
        assertDenied(
                lab.place(dial("0701740667", "robot").with("--kind", "robot")),
                "NO_CONSENT",
                "403");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void nobodyOnTheLine() {
        Call call = lab.place(Dial.local("0701740667").named("no agent").with("--no-wait"));

        assertThat(call.reasons()).isEqualTo("AGENT_REQUIRED");
        assertThat(call.invites()).isEmpty();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anAgentWhoseFirstCallStillRings() {
        String agent = lab.agent();
        Call first =
                lab.place(
                        Dial.phone(LabNumbers.RINGS_FOR_EVER)
                                .named("first call of an agent")
                                .agent(agent)
                                .with("--timeout", "12"));
        first.awaitTrunks("trunk1");
        assertDenied(
                lab.place(
                        dial(LabNumbers.RINGS_FOR_EVER, "number that rings, in another campaign")),
                "SPACING",
                "403");
        assertDenied(
                lab.place(Dial.phone("0701740668").named("second call of this agent").agent(agent)),
                "AGENT_BUSY",
                "403");

        first.settled();
        Call third =
                lab.place(Dial.phone("0701740668").named("third call of this agent").agent(agent));
        assertThat(third.heard().verdict()).isEqualTo("answered 200");
        third.settled();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theSameNumberSoonAgainHoweverItIsSpelt() {
        String campaign = lab.campaign();
        Call first =
                lab.place(
                        dial("0701740669", "first attempt")
                                .campaign(campaign)
                                .with("--talk", "200"));
        first.settled();

        Call second =
                lab.place(
                        dial("+46 70 174 06 69", "second attempt")
                                .reaching("0701740669")
                                .campaign(campaign));

        assertThat(second.heard().verdict()).isEqualTo("refused 403");
        assertThat(second.reasons()).isEqualTo("SPACING");
        assertThat(second.invites()).isEmpty();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anAgentCalledFirstHearsNothingAndNothingLeaves() {
        Call call =
                lab.place(
                        Dial.originate(Installation.LISTED)
                                .named("listed, agent called first")
                                .agent(lab.agent())
                                .with("--no-wait"));

        assertThat(call.reasons()).isEqualTo("LISTED");
        assertThat(call.invites()).isEmpty();
    }

    /// A command's change reaches the gate that runs; told that it did, it must have.
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aNumberBlockedWhileTheGateRuns() {
        lab.gateProcess().installation().command("block", "add", "0701740670");

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertDenied(
                                lab.place(dial("0701740670", "blocked just now")),
                                "BLOCKED",
                                "403"));
    }

    private Dial dial(String number, String name) {
        return Dial.phone(number).named(name).agent(lab.agent());
    }

    private static void assertDenied(Call call, String reason, String code) {
        assertThat(call.heard().verdict()).isEqualTo("refused " + code);
        assertThat(call.reasons()).isEqualTo(reason);
        assertThat(call.attempts()).isEmpty();
        assertThat(call.invites()).isEmpty();
    }
}
