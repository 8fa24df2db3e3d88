package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.lab.LedgerFile.Attempt;
import se.ringvakt.lab.LedgerFile.Outcome;

/// From permit to proof: what a gate that watches its switch knows of each call, and what it does
/// about agents who are not there.
@LabTest
@TestInstance(Lifecycle.PER_CLASS)
class SupervisionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BOTH = "HANDLER+EVENTS";
    private static final String ANSWERS = "0701740605";
    private static final String HANGS_UP = "0701740606";
    private static final String RINGS = LabNumbers.RINGS_FOR_EVER;

    private final Lab lab;
    private Supervised gate;
    private Dialler dialler;

    SupervisionTest(Lab lab) {
        this.lab = lab;
    }

    @BeforeAll
    void start() {
        gate = Supervised.start(lab, "watching", "ringvakt", Map.of());
        dialler = Dialler.connect(lab.managerPort());
    }

    @AfterAll
    void stop() {
        dialler.close();
        gate.close();
    }

    @AfterEach
    void quiet() {
        gate.wire().mend();
        joinAtOnce();
        lab.ask(gate.asked());
        lab.rx("channel request hangup all");
        await().atMost(PATIENCE).until(() -> channels().isEmpty());
    }

    // ---- what became of the call

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            useHeadersInDisplayName = false,
            delimiter = '|',
            textBlock =
                    """
                    answered, agent ends     | 0701740605 | 500 | ANSWER      | MET  | AGENT
                    answered, consumer ends  | 0701740606 | 0   | ANSWER      | MET  | CONSUMER
                    rings, busy              | 0701740608 | 0   | BUSY        | NONE | CONSUMER
                    declined at once (603)   | 0701740611 | 0   | CHANUNAVAIL | NONE | CONSUMER
                    rings until our timeout  | 0701740613 | 0   | NOANSWER    | NONE | SWITCH
                    rings, 503               | 0701740625 | 0   | CONGESTION  | NONE | NETWORK
                    early media, then busy   | 0701740693 | 0   | BUSY        | NONE | CONSUMER
                    503, answered over next  | 0701740610 | 500 | ANSWER      | MET  | AGENT
                    """)
    void bothSourcesTellTheSameStory(
            String name, String number, int talk, String status, String answer, String endedBy) {
        Outcome outcome =
                settled(
                        lab.place(
                                Dial.phone(number)
                                        .named(name + ", watched")
                                        .agent(lab.agent())
                                        .with("--talk", Integer.toString(talk))));
        assertThat(outcome.sources()).isEqualTo(BOTH);
        assertThat(outcome.status()).isEqualTo(status);
        assertThat(outcome.answer()).isEqualTo(answer);
        assertThat(outcome.endedBy()).isEqualTo(endedBy);
        if (answer.equals("MET")) {
            assertThat(outcome.metMillis().orElseThrow()).isBetween(0L, 1_000L);
        }
    }

    @Test
    void anAgentWhoHangsUpAtTheThirdRingHasRungTooShort() {
        Call call =
                lab.place(
                        Dial.phone(RINGS)
                                .named("agent hangs up at ring 3")
                                .agent(lab.agent())
                                .with("--timeout", "60", "--cancel-after", "13000"));
        Outcome outcome = settled(call);
        assertThat(outcome.breach()).isEqualTo("RING_TOO_SHORT");
        assertThat(outcome.rangMillis().orElseThrow()).isBetween(12_900L, 14_500L);
        assertThat(outcome.endedBy()).isEqualTo("AGENT");
        assertThat(outcome.sources()).isEqualTo(BOTH);
        assertThat(gate.installation().command("breach", "list"))
                .contains(call.dial().agent())
                .contains("13.");
    }

    @Test
    void earlyMediaCountsAsRingingAndTheConsumersEndIsNoBreach() {
        Outcome outcome =
                settled(
                        lab.place(
                                Dial.phone(LabNumbers.EARLY_THEN_BUSY)
                                        .named("183, then 486")
                                        .agent(lab.agent())));
        assertThat(outcome.status()).isEqualTo("BUSY");
        assertThat(outcome.rangMillis().orElseThrow()).isBetween(400L, 1_500L);
        assertThat(outcome.breach()).isEqualTo("none");
        assertThat(outcome.counted()).isTrue();
    }

    // ---- silent calls, and what is owed

    /// Something is played to the consumer before the two are joined: for three seconds, or for
    /// much longer than anybody waits.
    private void playFirst(String sound) {
        lab.set("RINGVAKT_DIAL_OPTIONS", "A(" + sound + ")");
    }

    private void joinAtOnce() {
        lab.set("RINGVAKT_DIAL_OPTIONS", "\"\"");
    }

    @Test
    void anAgentGoneAfterTheAnswerIsASilentCallAndTheNextOneRepairsIt() {
        String campaign = lab.campaign();
        playFirst("demo-congrats");
        Call silent =
                lab.place(
                        Dial.phone(ANSWERS)
                                .named("answered, agent gone before they are joined")
                                .campaign(campaign)
                                .agent(lab.agent())
                                .with("--talk", "60000"));
        long attempt = silent.attempt().id();
        await().atMost(PATIENCE).until(() -> gate.ledger().isSilent(attempt));
        assertThat(silent.settledYet()).as("recorded at once, the call is still up").isFalse();
        assertThat(gate.ledger().debts(campaign)).containsExactly(46_701_740_605L);
        lab.rx("channel request hangup all");
        Outcome outcome = settled(silent);
        assertThat(gate.installation().command("redial", "list")).contains(campaign);
        assertThat(outcome.answer()).isEqualTo("SILENT");
        assertThat(outcome.metMillis()).isEmpty();
        joinAtOnce();

        Call unanswered =
                lab.place(
                        Dial.phone(ANSWERS)
                                .named("the call owed, given up")
                                .campaign(campaign)
                                .agent(lab.agent())
                                .with("--cancel-after", "200"));
        settled(unanswered);
        assertThat(gate.ledger().debts(campaign)).as("nobody answered").hasSize(1);

        Call repair =
                lab.place(
                        Dial.phone(ANSWERS)
                                .named("the call owed, answered")
                                .campaign(campaign)
                                .agent(lab.agent())
                                .with("--talk", "500"));
        assertThat(settledLast(repair).answer()).isEqualTo("MET");
        assertThat(gate.ledger().debts(campaign)).isEmpty();
        assertThat(lab.log()).contains("Playback(\"PJSIP/agent").contains("beeperr,noanswer");
    }

    @Test
    void anAgentWhoComesThreeSecondsLateWasNotThere() {
        playFirst("tt-weasels");
        Call call =
                lab.place(
                        Dial.phone(ANSWERS)
                                .named("answered, joined three seconds later")
                                .agent(lab.agent())
                                .with("--talk", "500"));
        Outcome outcome = settled(call);
        joinAtOnce();
        assertThat(outcome.answer()).isEqualTo("SILENT");
        assertThat(outcome.metMillis().orElseThrow()).isBetween(1_001L, 10_000L);
        assertThat(gate.ledger().debts(call.dial().campaign())).hasSize(1);
    }

    /// The carrier's 200 and the agent's CANCEL or BYE are on their way at the same time. Whatever
    /// comes of each, the ledger must say which.
    @Test
    void answerAndHangUpInTheSameInstant() throws InterruptedException {
        for (int i = 0; i < 8; i++) {
            Call call =
                    lab.place(
                            Dial.phone(ANSWERS)
                                    .named("180, then 200 and the agent's end in one instant")
                                    .agent(lab.agent())
                                    .with("--timeout", "20", "--talk", "60000"));
            Attempt attempt = call.attempt();
            sleepUntil(attempt.start().plusMillis(1_010 + 5 * i));
            dialler.hangUp(attempt.uniqueId());
            Outcome outcome = settled(call);
            boolean silent = outcome.answer().equals("SILENT");
            assertThat(outcome.answer()).isNotEqualTo("UNSEEN");
            assertThat(outcome.answered()).isEqualTo(!outcome.answer().equals("NONE"));
            assertThat(outcome.status()).isEqualTo(outcome.answered() ? "ANSWER" : "CANCEL");
            assertThat(outcome.breach()).isEqualTo(outcome.answered() ? "none" : "RING_TOO_SHORT");
            assertThat(gate.ledger().debts(call.dial().campaign())).hasSize(silent ? 1 : 0);
        }
    }

    // ---- agents

    @Test
    void aCallForAnAgentWhoIsNotOnTheLineIsRefused() {
        Call call = lab.place(Dial.local(HANGS_UP).named("nobody behind it").agent(lab.agent()));
        assertThat(call.reasons()).isEqualTo("AGENT_REQUIRED");
        assertThat(call.invites()).isEmpty();
    }

    @Test
    void theAgentsLegMayBeALocalChannel() {
        Outcome outcome = dialled("Local/phone@lab-desk/n", HANGS_UP, "lab-plain", Map.of());
        assertThat(outcome.answer()).isEqualTo("MET");
        assertThat(outcome.sources()).isEqualTo(BOTH);
    }

    @Test
    void theAgentMayWaitOnALineOfItsOwn() {
        String line = agentWaits();
        Outcome outcome =
                dialled(
                        "Local/" + HANGS_UP + "@ringvakt-outbound/n",
                        "s",
                        "lab-join",
                        Map.of("RV_LINE", line, "LAB_LINE", line));
        assertThat(outcome.answer()).isEqualTo("MET");
        assertThat(outcome.metMillis().orElseThrow()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void theAgentMayBeAReadyMemberOfAQueue() {
        Outcome outcome =
                dialled(
                        "Local/" + HANGS_UP + "@ringvakt-outbound/n",
                        "s",
                        "lab-queue",
                        Map.of("RV_LINE", "PJSIP/phone"));
        assertThat(outcome.answer()).isEqualTo("MET");
        assertThat(outcome.metMillis().orElseThrow()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void anAnsweredCallThatMeetsNobodyIsSilent() {
        String line = agentWaits();
        Outcome outcome =
                dialled(
                        "Local/" + HANGS_UP + "@ringvakt-outbound/n",
                        "s",
                        "lab-wait",
                        Map.of("RV_LINE", line));
        assertThat(outcome.answer()).isEqualTo("SILENT");
    }

    @Test
    void anAgentIsFreeWhenItsLineIsHungUpThoughTheCallStillRings() {
        String line = agentWaits();
        String agent = lab.agent();
        Call first =
                lab.place(
                        Dial.local(RINGS)
                                .named("agent's own line hung up while it rings")
                                .agent(agent)
                                .with("--variable", "RV_LINE=" + line, "--timeout", "60"));
        first.attempt();
        Call busy = lab.place(Dial.phone(HANGS_UP).named("agent is busy").agent(agent));
        assertThat(busy.reasons()).isEqualTo("AGENT_BUSY");

        lab.rx("channel request hangup " + line);
        await().atMost(PATIENCE).until(() -> !channels().contains(line));
        Call next = lab.place(Dial.phone(ANSWERS).named("agent is free").agent(agent));
        assertThat(next.heard().verdict()).isEqualTo("answered 200");
        assertThat(first.settledYet()).isFalse();
    }

    // ---- what goes wrong

    @Test
    void withoutTheHandlersReportTheEventsSettleAndALateReportIsAdded() {
        Call call =
                lab.place(
                        Dial.phone("0701740672")
                                .named("outcome cannot be reported")
                                .agent(lab.agent())
                                .with("--talk", "1500"));
        call.attempt();
        lab.set("RINGVAKT_GATE", "127.0.0.1:9");
        Outcome alone = settled(call);
        assertThat(alone.sources()).isEqualTo("EVENTS");
        assertThat(alone.status()).isEqualTo("ANSWER");
        assertThat(alone.answer()).isEqualTo("MET");
        assertThat(alone.endedBy()).isEqualTo("AGENT");

        lab.ask(call.asked());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> settled(call).sources().equals("EVENTS+HANDLER"));
        assertThat(settled(call).answer()).isEqualTo("MET");
    }

    @Test
    void asteriskRestartedInTheMiddleOfACall() {
        String agent = lab.agent();
        Call call =
                lab.place(
                        Dial.phone("0701740673")
                                .named("switch restarted in mid-call")
                                .agent(agent)
                                .with("--talk", "60000"));
        await().atMost(PATIENCE).until(() -> bridged() == 2);
        long attempt = call.attempt().id();
        lab.restartSwitch();
        gate.awaitWatching(2);
        reconnectDialler();

        Outcome outcome = settled(call);
        assertThat(outcome.sources()).isEqualTo("EVENTS");
        assertThat(outcome.status()).isEqualTo("ANSWER");
        assertThat(outcome.answer()).isEqualTo("MET");
        assertThat(gate.ledger().isSilent(attempt)).isFalse();

        Call next = lab.place(Dial.phone(HANGS_UP).named("after the restart").agent(agent));
        assertThat(next.heard().verdict()).isEqualTo("answered 200");
    }

    @Test
    void theManagerConnectionCutForThirtySeconds() throws InterruptedException {
        Call through =
                lab.place(
                        Dial.phone("0701740674")
                                .named("talks while events are cut for 30 s")
                                .agent(lab.agent())
                                .with("--talk", "36000"));
        await().atMost(PATIENCE).until(() -> bridged() == 2);
        long connections = watched();
        gate.wire().cut();
        Call during =
                lab.place(Dial.phone(HANGS_UP).named("while events are cut").agent(lab.agent()));
        Outcome alone = settled(during);
        assertThat(alone.sources()).isEqualTo("HANDLER");
        assertThat(alone.answer()).isEqualTo("MET");
        assertThat(alone.endedBy()).isEqualTo("CONSUMER");
        Call nobody = lab.place(Dial.local(HANGS_UP).named("unseen agent").agent(lab.agent()));
        assertThat(nobody.reasons()).isEqualTo("AGENT_REQUIRED");

        Thread.sleep(Duration.ofSeconds(30));
        gate.wire().mend();
        gate.awaitWatching(connections + 1);
        Outcome outcome = settled(through);
        assertThat(outcome.sources()).isEqualTo(BOTH);
        assertThat(outcome.answer()).isEqualTo("MET");
        assertThat(gate.ledger().debts(through.dial().campaign())).isEmpty();
    }

    @Test
    void aDialThatSkipsTheGateIsSeenAndCanBeEnded() {
        String number = "0701740652";
        lab.place(Dial.local(number).named("past the gate").with("--context", "lab-bypass"));
        LedgerFile.Bypass seen = awaitBypass(gate, number);
        assertThat(seen.hungUp()).isFalse();
        assertThat(seen.channel()).startsWith("Local/" + number + "@lab-bypass");
        assertThat(seen.number()).isEqualTo(46_701_740_652L);
        assertThat(seen.place()).isEqualTo("lab-bypass," + number + ",1");
        assertThat(gate.log()).contains("dial past the gate on lab");
        assertThat(gate.installation().command("bypass", "list")).contains("lab-bypass");
        assertThat(channels()).anyMatch(name -> name.startsWith("PJSIP/trunk1"));
        lab.rx("channel request hangup all");

        try (Supervised strict =
                Supervised.start(
                        lab, "strict", "ringvakt-strict", Map.of("watch.bypass", "hang-up"))) {
            String other = "0701740653";
            lab.place(Dial.local(other).named("hung up").with("--context", "lab-bypass"));
            assertThat(awaitBypass(strict, other).hungUp()).isTrue();
            await().atMost(Duration.ofSeconds(5)).until(() -> channels().isEmpty());
        } finally {
            lab.ask(gate.asked());
        }
    }

    /// The lab's own dialplan has one way past the gate, made to be found.
    @Test
    void lintFindsThatDialInTheLiveDialplanToo() {
        Programs.Result result =
                Programs.run(
                        gate.installation().folder(),
                        gate.installation().java("lint", "--live", "lab"),
                        1);
        assertThat(result.out()).contains("lab-bypass\n  _X.,1: error ungated-trunk");
        assertThat(result.out().lines().filter(line -> line.contains(": error ")))
                .as("and nothing else")
                .allMatch(line -> line.contains("PJSIP/${EXTEN}@trunk1"));
    }

    @Test
    void threeHundredCallsAtOnce() throws InterruptedException {
        lab.behave("trunk1", "default", "180", "1000", "200", "0");
        String campaign = lab.campaign();
        for (int i = 0; i < 300; i++) {
            dialler.originate(
                    "PJSIP/phone",
                    Map.of(
                            "Context",
                            "lab-plain",
                            "Exten",
                            String.format("0791%06d", i),
                            "Priority",
                            "1"),
                    Map.of("RV_CAMPAIGN", campaign, "RV_AGENT", "load-" + i));
            Thread.sleep(50);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> bridged() == 600);
        assertThat(lab.rx("core show channels count")).contains("600 active channels");
        gate.ledger().attempts(campaign).forEach(each -> dialler.hangUp(each.uniqueId()));

        await().atMost(Duration.ofSeconds(90)).until(() -> outcomes(campaign).size() == 300);
        assertThat(outcomes(campaign))
                .allSatisfy(outcome -> {
                    assertThat(outcome.sources()).isEqualTo(BOTH);
                    assertThat(outcome.status()).isEqualTo("ANSWER");
                    assertThat(outcome.answer()).isEqualTo("MET");
                });
        assertThat(gate.ledger().debts(campaign)).isEmpty();
        lab.behave("trunk1", "default", "-", "0", "404", "0");
    }

    // ---- small things

    private static Outcome settled(Call call) {
        return call.settled().outcome().orElseThrow();
    }

    /// Of the last attempt of its campaign.
    private Outcome settledLast(Call call) {
        call.heard();
        return await().atMost(PATIENCE)
                .until(
                        () -> gate.ledger().attempts(call.dial().campaign()).getLast().outcome(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<Outcome> outcomes(String campaign) {
        return gate.ledger().attempts(campaign).stream()
                .map(Attempt::outcome)
                .flatMap(Optional::stream)
                .toList();
    }

    private static void sleepUntil(Instant then) throws InterruptedException {
        Thread.sleep(Duration.between(Instant.now(), then).plusMillis(1));
    }

    /// Places a call as a dialler does, and waits for what becomes of it.
    private Outcome dialled(
            String channel, String extension, String context, Map<String, String> variables) {
        String campaign = lab.campaign();
        Map<String, String> all = new HashMap<>(variables);
        all.put("RV_CAMPAIGN", campaign);
        all.put("RV_AGENT", lab.agent());
        dialler.originate(
                channel, Map.of("Context", context, "Exten", extension, "Priority", "1"), all);
        return await("call of " + channel)
                .atMost(PATIENCE)
                .until(() -> outcomes(campaign).stream().findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /// The agent's phone is up and waits. Returns its channel.
    private String agentWaits() {
        dialler.originate(
                "PJSIP/phone", Map.of("Application", "Wait", "Data", "60"), Map.of("LAB", "1"));
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                lab.rx("core show channels concise")
                                        .lines()
                                        .filter(line -> line.startsWith("PJSIP/phone"))
                                        .filter(line -> line.contains("!Up!Wait!"))
                                        .map(line -> line.substring(0, line.indexOf('!')))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private void reconnectDialler() {
        dialler.close();
        dialler = Dialler.connect(lab.managerPort());
    }

    private static LedgerFile.Bypass awaitBypass(Supervised gate, String number) {
        return await("dial past the gate")
                .atMost(PATIENCE)
                .until(
                        () -> gate.ledger().bypasses(number).stream().findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<String> channels() {
        return lab.rx("core show channels concise")
                .lines()
                .filter(line -> line.contains("!"))
                .map(line -> line.substring(0, line.indexOf('!')))
                .toList();
    }

    /// How many channels are in a bridge.
    private long bridged() {
        return lab.rx("core show channels concise")
                .lines()
                .filter(line -> line.matches(".*![0-9a-f-]{36}![^!]*"))
                .count();
    }

    private long watched() {
        return gate.log().lines().filter(line -> line.contains("switch lab: watched")).count();
    }
}
