package se.ringvakt.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.EndedBy;
import se.ringvakt.call.Kind;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Source;
import se.ringvakt.call.TestPlans;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.watch.Channel.Place;
import se.ringvakt.watch.SwitchEvent.AgentLine;
import se.ringvakt.watch.SwitchEvent.Connected;
import se.ringvakt.watch.SwitchEvent.DeviceState;
import se.ringvakt.watch.SwitchEvent.DialBegan;
import se.ringvakt.watch.SwitchEvent.DialEnded;
import se.ringvakt.watch.SwitchEvent.DialProgressed;
import se.ringvakt.watch.SwitchEvent.Disconnected;
import se.ringvakt.watch.SwitchEvent.HangupAsked;
import se.ringvakt.watch.SwitchEvent.HungUp;
import se.ringvakt.watch.SwitchEvent.Joined;
import se.ringvakt.watch.SwitchEvent.Member;
import se.ringvakt.watch.SwitchEvent.Parted;
import se.ringvakt.watch.SwitchEvent.Progress;
import se.ringvakt.watch.SwitchEvent.Seen;

/// What the watch makes of a switch's events; the events' order is that of a real switch.
class WatchTest {
    private static final Instant START = Instant.parse("2026-11-23T11:00:00Z");
    private static final PhoneNumber NUMBER = new PhoneNumber(46_701_740_605L);
    private static final String PBX = "pbx";
    private static final Duration REPORT_WAIT = Duration.ofSeconds(45);

    private final Found found = new Found();
    private final Timers timers = new Timers();
    private Watch watch = watch(false);

    private Watch watch(boolean readyMembers, String... switches) {
        List<String> names = switches.length == 0 ? List.of(PBX) : List.of(switches);
        Watch made =
                new Watch(
                        new WatchSettings(
                                names.stream().map(WatchTest::settings).toList(),
                                "PJSIP/AGENT",
                                readyMembers,
                                REPORT_WAIT,
                                false),
                        TestPlans.sweden(),
                        () -> timers.now,
                        timers);
        made.tell(found);
        return made;
    }

    private static SwitchSettings settings(String name) {
        return new SwitchSettings(
                name,
                "127.0.0.1",
                5038,
                false,
                "ringvakt",
                "secret",
                List.of("PJSIP/trunk"),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60));
    }

    /// What was found, in order.
    private static final class Found implements Findings {
        final List<Talk> meetings = new ArrayList<>();
        final List<String> gone = new ArrayList<>();
        final List<OutcomeReport> reports = new ArrayList<>();
        final List<Bypass> bypasses = new ArrayList<>();

        @Override
        public Duration silentAfter(Attempt attempt) {
            return Duration.ofSeconds(1);
        }

        @Override
        public void meeting(Attempt attempt, Talk talk, Instant at) {
            meetings.add(talk);
        }

        @Override
        public void agentGone(Attempt attempt, String why) {
            gone.add(why);
        }

        @Override
        public void seen(OutcomeReport report) {
            reports.add(report);
        }

        @Override
        public void bypassed(Bypass bypass, Channel callee) {
            bypasses.add(bypass);
        }

        @Override
        public boolean hasOthers() {
            return false;
        }

        @Override
        public void askOthers(Doubt doubt, Permits told) {
            throw new AssertionError("there are no others to ask");
        }
    }

    /// Time that passes when a test says so.
    private static final class Timers implements Later {
        private record Timer(Instant due, Runnable what) {}

        private final List<Timer> waiting = new ArrayList<>();
        private Instant now = START;

        @Override
        public void after(Duration wait, Runnable what) {
            waiting.add(new Timer(now.plus(wait), what));
        }

        void pass(Duration time) {
            Instant until = now.plus(time);
            while (true) {
                Optional<Timer> next =
                        waiting.stream()
                                .filter(timer -> !timer.due.isAfter(until))
                                .min(Comparator.comparing(Timer::due));
                if (next.isEmpty()) {
                    break;
                }
                waiting.remove(next.get());
                now = next.get().due;
                next.get().what.run();
            }
            now = until;
        }
    }

    private static Channel channel(String id, String name, boolean up) {
        return new Channel(
                id, name, up, id, "", new Place("ringvakt-dial", "s", 20), Optional.empty());
    }

    private static final Channel AGENT = channel("1.1", "PJSIP/anna-00000001", false);
    private static final Channel CONSUMER = channel("1.2", "PJSIP/trunk-00000002", false);

    private static Attempt attempt(String uniqueId) {
        return new Attempt(
                new AttemptId(7),
                NUMBER,
                new CampaignId("el"),
                Optional.empty(),
                Optional.of(new AgentId("anna")),
                Kind.MANUAL,
                new PhoneNumber(46_701_740_699L),
                START,
                Duration.ofSeconds(46),
                uniqueId,
                "");
    }

    private static DialRequest request(Channel asking) {
        return request(asking.name(), asking.id(), Optional.empty());
    }

    private static DialRequest request(String name, String id, Optional<String> line) {
        return new DialRequest(
                "0701740605",
                new CampaignId("el"),
                Optional.of(new AgentId("anna")),
                Kind.MANUAL,
                0,
                Optional.empty(),
                false,
                line,
                name,
                id);
    }

    private Instant at(long millis) {
        return START.plusMillis(millis);
    }

    private void on(SwitchEvent... events) {
        for (SwitchEvent event : events) {
            watch.on(PBX, event);
        }
    }

    private void connected(Channel... channels) {
        on(new Connected(timers.now, List.of(channels), List.of(), List.of()));
    }

    private void permitted() {
        connected();
        on(new Seen(at(0), AGENT));
        watch.permitted(attempt("1.1"), Optional.of(request(AGENT)));
    }

    /// The agent's phone has asked and been permitted; the dial begins, and it rings.
    private void dialling() {
        permitted();
        on(
                new DialBegan(at(10), Optional.of(AGENT), CONSUMER, "0701740605@trunk"),
                new DialProgressed(at(500), "1.2", Progress.RINGING));
    }

    private OutcomeReport over(long millis) {
        on(new HungUp(at(millis), "1.1", 16));
        return watch.seen(attempt("1.1")).orElseThrow();
    }

    @Test
    void anAnsweredCallIsMetWhenTheTwoAreJoined() {
        dialling();
        on(
                new DialEnded(at(5_000), "1.2", "ANSWER"),
                new Joined(at(5_002), "1.2", "b"),
                new Joined(at(5_003), "1.1", "b"));
        timers.pass(Duration.ofSeconds(60));
        assertThat(found.meetings)
                .containsExactly(
                        new Talk(OptionalLong.empty(), Optional.of(true), OptionalLong.of(3)));

        on(
                new HangupAsked(at(65_000), "1.2", false),
                new Parted(at(65_001), "1.2", "b"),
                new HungUp(at(65_002), "1.2", 16));
        OutcomeReport report = over(65_003);

        assertThat(report.sources()).containsExactly(Source.EVENTS);
        assertThat(report.status()).isEqualTo("ANSWER");
        assertThat(report.cause()).hasValue(16);
        assertThat(report.endedBy()).contains(EndedBy.CONSUMER);
        assertThat(report.dialling().ringMillis()).hasValue(490);
        assertThat(report.dialling().progressMillis()).isEmpty();
        assertThat(report.dialling().started()).contains(at(10));
        assertThat(report.dialling().ended()).contains(at(65_002));
        assertThat(report.talk())
                .isEqualTo(
                        new Talk(OptionalLong.of(60_002), Optional.of(true), OptionalLong.of(3)));
    }

    @Test
    void nobodyThereIsToldOnceAfterTheTimeAndSomeSlack() {
        dialling();
        on(new DialEnded(at(5_000), "1.2", "ANSWER"));
        on(new Seen(at(6_000), channel("7.7", "PJSIP/bo-00000077", true)));
        timers.pass(Duration.ofMillis(1_249));
        assertThat(found.meetings).isEmpty();

        timers.pass(Duration.ofMillis(1));
        assertThat(found.meetings)
                .containsExactly(
                        new Talk(OptionalLong.empty(), Optional.of(false), OptionalLong.empty()));
        timers.pass(Duration.ofSeconds(10));
        on(new HungUp(at(9_000), "1.2", 16), new HungUp(at(9_001), "1.1", 16));
        assertThat(found.meetings).hasSize(1);
    }

    /// This process stood still, or the network: the event that joins them is on its way.
    @Test
    void aSwitchThatHasToldNothingLaterGetsTwoSecondsMore() {
        dialling();
        on(new DialEnded(at(5_000), "1.2", "ANSWER"));
        on(new Seen(at(5_999), channel("7.7", "PJSIP/bo-00000077", true)));
        timers.pass(Duration.ofMillis(3_249));
        assertThat(found.meetings).isEmpty();
        on(new Joined(at(5_002), "1.2", "b"), new Joined(at(5_003), "1.1", "b"));
        timers.pass(Duration.ofSeconds(9));
        assertThat(found.meetings).hasSize(1);
        assertThat(found.meetings.getFirst().metMillis()).hasValue(3);
    }

    @Test
    void aQuietSwitchIsBelievedAfterThat() {
        dialling();
        on(new DialEnded(at(5_000), "1.2", "ANSWER"));
        timers.pass(Duration.ofMillis(3_249));
        assertThat(found.meetings).isEmpty();
        timers.pass(Duration.ofMillis(1));
        assertThat(found.meetings).hasSize(1);
        assertThat(found.meetings.getFirst().met()).contains(false);
    }

    /// Dial plays something to the consumer first, and says ANSWER only after that.
    @Test
    void theAnswerIsWhenTheConsumersChannelIsUp() {
        dialling();
        on(
                new Seen(at(5_000), channel("1.2", CONSUMER.name(), true)),
                new DialEnded(at(8_000), "1.2", "ANSWER"),
                new Joined(at(8_001), "1.2", "b"),
                new Joined(at(8_002), "1.1", "b"));
        assertThat(found.meetings)
                .containsExactly(
                        new Talk(OptionalLong.empty(), Optional.of(true), OptionalLong.of(3_002)));
    }

    @Test
    void aLateMeetingIsToldWithItsTime() {
        dialling();
        on(new DialEnded(at(5_000), "1.2", "ANSWER"));
        on(new Joined(at(6_900), "1.2", "b"), new Joined(at(6_999), "1.1", "b"));
        assertThat(found.meetings)
                .containsExactly(
                        new Talk(OptionalLong.empty(), Optional.of(true), OptionalLong.of(1_999)));
    }

    @Test
    void anAgentWhoIsGoneMeetsNobodyAndThatIsToldAtOnce() {
        dialling();
        on(
                new DialEnded(at(5_000), "1.2", "ANSWER"),
                new HangupAsked(at(5_001), "1.1", false),
                new HungUp(at(5_002), "1.2", 16),
                new HungUp(at(5_003), "1.1", 16));
        assertThat(found.meetings).hasSize(1);
        assertThat(found.meetings.getFirst().met()).contains(false);
        assertThat(found.gone).containsExactly("hung up");
        assertThat(watch.seen(attempt("1.1")).orElseThrow().talk().met()).contains(false);
    }

    /// As measured: the 200 and the agent's BYE cross, Dial is told over and then answered, and the
    /// two are joined for a millisecond.
    @Test
    void anAgentWhoGaveUpInTheInstantOfTheAnswerWasNotThere() {
        dialling();
        on(
                new HangupAsked(at(5_000), "1.1", false),
                new Seen(at(5_000), channel("1.2", CONSUMER.name(), true)),
                new DialEnded(at(5_000), "1.2", "NOANSWER"),
                new DialEnded(at(5_001), "1.2", "ANSWER"),
                new Joined(at(5_001), "1.2", "b"),
                new Joined(at(5_001), "1.1", "b"),
                new Parted(at(5_002), "1.1", "b"),
                new HungUp(at(5_002), "1.2", 16),
                new HungUp(at(5_003), "1.1", 16));
        OutcomeReport report = watch.seen(attempt("1.1")).orElseThrow();
        assertThat(report.status()).isEqualTo("ANSWER");
        assertThat(report.talk().met()).contains(false);
        assertThat(report.endedBy()).contains(EndedBy.AGENT);
        assertThat(found.meetings).hasSize(1);
    }

    @Test
    void aDialEndedByTheAgentIsACancelWhateverTheSwitchCallsIt() {
        dialling();
        on(
                new HangupAsked(at(18_000), "1.1", false),
                new DialEnded(at(18_001), "1.2", "NOANSWER"),
                new HungUp(at(18_002), "1.2", 0));
        OutcomeReport report = over(18_003);
        assertThat(report.status()).isEqualTo("CANCEL");
        assertThat(report.endedBy()).contains(EndedBy.AGENT);
        assertThat(report.dialling().ended()).contains(at(18_001));
        assertThat(report.talk()).isEqualTo(Talk.UNKNOWN);
    }

    @Test
    void earlyMediaIsKeptApartFromRinging() {
        dialling();
        on(
                new DialProgressed(at(900), "1.2", Progress.PROGRESS),
                new DialProgressed(at(950), "1.2", Progress.PROGRESS),
                new DialProgressed(at(990), "1.2", Progress.RINGING),
                new DialEnded(at(9_000), "1.2", "BUSY"),
                new HungUp(at(9_001), "1.2", 17));
        OutcomeReport report = over(9_002);
        assertThat(report.dialling().ringMillis()).hasValue(490);
        assertThat(report.dialling().progressMillis()).hasValue(890);
        assertThat(report.cause()).hasValue(17);
        assertThat(report.endedBy()).isEmpty();
    }

    @Test
    void theNextTrunkBeginsTheDiallingAnew() {
        permitted();
        Channel next = channel("1.3", "PJSIP/trunk-00000003", false);
        on(
                new DialBegan(at(10), Optional.of(AGENT), CONSUMER, "0701740605@trunk"),
                new DialEnded(at(700), "1.2", "CONGESTION"),
                new HungUp(at(701), "1.2", 34),
                new DialBegan(at(710), Optional.of(AGENT), next, "0701740605@trunk"),
                new DialProgressed(at(810), "1.3", Progress.RINGING),
                new DialEnded(at(5_000), "1.3", "NOANSWER"),
                new HungUp(at(5_001), "1.3", 0));
        OutcomeReport report = over(5_002);
        assertThat(report.dialling().started()).contains(at(710));
        assertThat(report.dialling().ringMillis()).hasValue(100);
        assertThat(report.status()).isEqualTo("NOANSWER");
        assertThat(found.bypasses).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "false, CONGESTION,  34, 0",
        "false, CHANUNAVAIL, 20, 0",
        "false, CHANUNAVAIL, 21, 1",
        "false, BUSY,        17, 1",
        "false, NOANSWER,    0,  1",
        "false, ANSWER,      16, 1",
        "true,  CONGESTION,  34, 1",
    })
    void onlyADialThatReachedNobodyMayBeFollowedByAnother(
            boolean rang, String status, int cause, int past) {
        permitted();
        on(new DialBegan(at(10), Optional.of(AGENT), CONSUMER, "0701740605@trunk"));
        if (rang) {
            on(new DialProgressed(at(500), "1.2", Progress.RINGING));
        }
        on(
                new DialEnded(at(700), "1.2", status),
                new HungUp(at(701), "1.2", cause),
                new DialBegan(
                        at(710),
                        Optional.of(AGENT),
                        channel("1.3", "PJSIP/trunk-00000003", false),
                        "0701740605@trunk"));
        assertThat(found.bypasses).hasSize(past);
    }

    @Test
    void whatWasSeenMustDoWhenTheHandlerNeverReports() {
        dialling();
        on(
                new DialEnded(at(900), "1.2", "BUSY"),
                new HungUp(at(901), "1.2", 17),
                new HungUp(at(902), "1.1", 17));
        timers.pass(REPORT_WAIT.minusMillis(1));
        assertThat(found.reports).isEmpty();
        timers.pass(Duration.ofMillis(1));
        assertThat(found.reports).hasSize(1);
        assertThat(found.reports.getFirst().status()).isEqualTo("BUSY");
        timers.pass(REPORT_WAIT);
        assertThat(found.reports).hasSize(1);
    }

    @Test
    void afterTheHandlersReportNothingIsToldAgain() {
        dialling();
        on(new DialEnded(at(900), "1.2", "BUSY"), new HungUp(at(901), "1.2", 17));
        over(902);
        timers.pass(REPORT_WAIT.plusSeconds(1));
        assertThat(found.reports).isEmpty();
    }

    @Test
    void eventsThatComeAfterTheHandlersReportCompleteIt() {
        dialling();
        OutcomeReport early = watch.seen(attempt("1.1")).orElseThrow();
        assertThat(early.status()).isEmpty();
        on(
                new DialEnded(at(900), "1.2", "BUSY"),
                new HungUp(at(901), "1.2", 17),
                new HungUp(at(902), "1.1", 17));
        timers.pass(Watch.PATIENCE);
        assertThat(found.reports).hasSize(1);
        assertThat(found.reports.getFirst().cause()).hasValue(17);
    }

    @Test
    void aWithdrawnPermitIsNoPermit() {
        connected(AGENT);
        watch.permitted(attempt("1.1"), Optional.of(request(AGENT)));
        watch.withdrawn(attempt("1.1"));
        on(new DialBegan(at(10), Optional.of(AGENT), CONSUMER, "0701740605@trunk"));
        assertThat(found.bypasses).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0701740606@trunk", "trunk/sip:+46701740606@carrier", "0046701740606", "s"})
    void aDialOfAnythingButWhatWasPermittedIsPastTheGate(String dialled) {
        connected(AGENT);
        watch.permitted(attempt("1.1"), Optional.of(request(AGENT)));
        on(new DialBegan(at(10), Optional.of(AGENT), CONSUMER, dialled));
        assertThat(found.bypasses).hasSize(1);
        Bypass bypass = found.bypasses.getFirst();
        assertThat(bypass.switchName()).isEqualTo(PBX);
        assertThat(bypass.channel()).isEqualTo(AGENT.name());
        assertThat(bypass.place()).isEqualTo("ringvakt-dial,s,20");
        assertThat(bypass.number().isPresent()).isEqualTo(!dialled.equals("s"));
    }

    @ParameterizedTest
    @CsvSource({
        "0701740605@trunk, PJSIP/trunk-1, 1",
        "0701740605,       PJSIP/agent101-1, 0",
        "112@trunk,        PJSIP/trunk-1, 0",
        "0112@trunk,       PJSIP/trunk-1, 0",
        "11414@trunk,      PJSIP/trunk-1, 0",
    })
    void withoutAPermitATrunkIsForEmergencyNumbersOnly(String dialled, String callee, int past) {
        connected(AGENT);
        on(new DialBegan(at(10), Optional.of(AGENT), channel("1.9", callee, false), dialled));
        assertThat(found.bypasses).hasSize(past);
    }

    @Test
    void anOriginateStraightToATrunkIsPastTheGate() {
        connected();
        on(new DialBegan(at(10), Optional.empty(), CONSUMER, "0701740605@trunk"));
        assertThat(found.bypasses).hasSize(1);
        assertThat(found.bypasses.getFirst().channel()).isEqualTo(CONSUMER.name());
    }

    @Test
    void aPermitThatIsUsedUpPermitsNothing() {
        dialling();
        on(new DialEnded(at(900), "1.2", "BUSY"), new HungUp(at(901), "1.2", 17));
        over(902);
        on(
                new DialBegan(
                        at(1_000),
                        Optional.of(AGENT),
                        channel("1.4", "PJSIP/trunk-4", false),
                        "0701740605@trunk"));
        assertThat(found.bypasses).hasSize(1);
    }

    // ---- agents

    private static final Channel ASKING = channel("2.2", "Local/0701740605@out-00000001;2", false);
    private static final Channel OTHER_HALF =
            channel("2.1", "Local/0701740605@out-00000001;1", true);
    private static final Channel PHONE = channel("2.0", "PJSIP/phone-00000005", true);

    @Test
    void aPhoneThatAsksIsItsAgentsLine() {
        assertThat(watch.onLine(request(AGENT))).isTrue();
    }

    @Test
    void aLocalChannelWithNobodyBehindItHasNoAgent() {
        connected(ASKING, OTHER_HALF);
        assertThat(watch.onLine(request(ASKING))).isFalse();
    }

    @Test
    void nothingIsKnownWhileTheSwitchIsNotSeen() {
        assertThat(watch.onLine(request(ASKING))).isFalse();
        connected(ASKING, OTHER_HALF, channel("3.1", "PJSIP/anna-00000009", true));
        assertThat(watch.onLine(request(ASKING))).isTrue();
        on(new Disconnected(at(1), "gone"));
        assertThat(watch.onLine(request(ASKING))).isFalse();
    }

    @Test
    void whoeverHearsTheLocalChannelIsTheAgent() {
        connected(ASKING, OTHER_HALF, PHONE);
        assertThat(watch.onLine(request(ASKING))).isFalse();
        on(new Joined(at(1), "2.0", "b"), new Joined(at(2), "2.1", "b"));
        assertThat(watch.onLine(request(ASKING))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "PJSIP/anna-00000009, '',                   true",
        "PJSIP/bo-00000009,   '',                   false",
        "PJSIP/bo-00000009,   PJSIP/bo,             true",
        "PJSIP/bo-00000009,   PJSIP/bo-00000009,    true",
        "PJSIP/bo-00000009,   3.1,                  true",
        "PJSIP/bo-00000009,   PJSIP/bo-00000008,    false",
    })
    void anAgentsLineIsFoundByItsNameOrAsTheDiallerSays(String up, String line, boolean there) {
        connected(ASKING, OTHER_HALF, channel("3.1", up, true));
        Optional<String> told = Optional.of(line).filter(text -> !text.isEmpty());
        assertThat(watch.onLine(request(ASKING.name(), ASKING.id(), told))).isEqualTo(there);
    }

    @Test
    void aLineThatIsNotAnsweredIsNobody() {
        connected(ASKING, OTHER_HALF, channel("3.1", "PJSIP/anna-00000009", false));
        assertThat(watch.onLine(request(ASKING))).isFalse();
    }

    @Test
    void anAgentWhoHasLoggedInIsOnTheLineUntilLoggedOut() {
        connected(ASKING, OTHER_HALF, PHONE);
        on(new AgentLine(at(1), "anna", Optional.of("2.0")));
        assertThat(watch.onLine(request(ASKING))).isTrue();
        on(new AgentLine(at(2), "anna", Optional.empty()));
        assertThat(watch.onLine(request(ASKING))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "true,  PJSIP/anna, true,  true",
        "false, PJSIP/anna, true,  false",
        "true,  PJSIP/anna, false, false",
        "true,  PJSIP/bo,   true,  false",
    })
    void aReadyMemberOfAQueueCountsOnlyWhereTheSettingsSaySo(
            boolean setting, String device, boolean ready, boolean there) {
        watch = watch(setting);
        connected(ASKING, OTHER_HALF);
        on(new Member(at(1), "el", device, ready, false));
        assertThat(watch.onLine(request(ASKING))).isEqualTo(there);
        on(new Member(at(3), "el", device, ready, true));
        assertThat(watch.onLine(request(ASKING))).isFalse();
    }

    @Test
    void aCallThroughALocalChannelIsMetByItsReservedAgentOnly() {
        Channel anna = channel("3.1", "PJSIP/anna-00000009", true);
        connected(ASKING, OTHER_HALF, anna, PHONE);
        watch.permitted(attempt("2.2"), Optional.of(request(ASKING)));
        on(
                new DialBegan(at(10), Optional.of(ASKING), CONSUMER, "0701740605@trunk"),
                new DialEnded(at(500), "1.2", "ANSWER"),
                new Joined(at(501), "1.2", "b"),
                new Joined(at(502), "2.2", "b"),
                new Joined(at(510), "2.1", "c"),
                new Joined(at(520), "2.0", "c"));
        assertThat(found.meetings).isEmpty();
        on(new Joined(at(900), "3.1", "c"));
        assertThat(found.meetings)
                .containsExactly(
                        new Talk(OptionalLong.empty(), Optional.of(true), OptionalLong.of(400)));
    }

    @Test
    void aCallForAMemberOfAQueueIsMetByTheMembersDevice() {
        watch = watch(true);
        connected(ASKING, OTHER_HALF);
        on(new Member(at(1), "el", "PJSIP/phone", true, false));
        DialRequest request = request(ASKING.name(), ASKING.id(), Optional.of("PJSIP/phone"));
        assertThat(watch.onLine(request)).isTrue();
        watch.permitted(attempt("2.2"), Optional.of(request));
        on(
                new DialBegan(at(10), Optional.of(ASKING), CONSUMER, "0701740605@trunk"),
                new DialEnded(at(500), "1.2", "ANSWER"),
                new Joined(at(501), "1.2", "b"),
                new Joined(at(502), "2.2", "b"),
                new Seen(at(600), channel("4.0", "PJSIP/other-00000001", true)),
                new Joined(at(610), "2.1", "c"),
                new Joined(at(620), "4.0", "c"));
        assertThat(found.meetings).isEmpty();
        on(new Seen(at(700), PHONE), new Joined(at(720), "2.0", "c"));
        assertThat(found.meetings.getFirst().metMillis()).hasValue(220);
    }

    @Test
    void anAgentIsFreeWhenItsOwnLineIsGoneThoughTheCallGoesOn() {
        Channel anna = channel("3.1", "PJSIP/anna-00000009", true);
        connected(ASKING, OTHER_HALF, anna);
        watch.permitted(attempt("2.2"), Optional.of(request(ASKING)));
        on(new HungUp(at(5), "3.1", 16));
        assertThat(found.gone).containsExactly("hung up");
    }

    @Test
    void anAgentIsFreeWhenItsDeviceCannotBeReached() {
        dialling();
        on(
                new DeviceState(at(100), "PJSIP/bo", true),
                new DeviceState(at(600), "PJSIP/bo", false),
                new DeviceState(at(610), "PJSIP/anna", false));
        assertThat(found.gone).as("others, or never there").isEmpty();
        on(new DeviceState(at(650), "PJSIP/anna", true));
        on(
                new DeviceState(at(700), "PJSIP/anna", false),
                new DeviceState(at(701), "PJSIP/anna", false));
        assertThat(found.gone).containsExactly("device gone");
    }

    // ---- connections lost

    @Test
    void aRestartEndsWhatWasUp() {
        dialling();
        on(new DialEnded(at(5_000), "1.2", "ANSWER"), new Disconnected(at(5_100), "gone"));
        timers.pass(Duration.ofSeconds(20));
        assertThat(found.meetings).isEmpty();
        connected();
        timers.pass(Duration.ofSeconds(2));
        assertThat(found.gone).containsExactly("switch restarted or call over");
        assertThat(found.meetings).hasSize(1);
        timers.pass(REPORT_WAIT);
        assertThat(found.reports).hasSize(1);
        assertThat(found.reports.getFirst().status()).isEqualTo("ANSWER");
    }

    @Test
    void aCallThatGoesOnThroughAGapIsFoundAgain() {
        dialling();
        on(new Disconnected(at(600), "gone"));
        Channel answered =
                new Channel(
                        "1.2",
                        "PJSIP/trunk-00000002",
                        true,
                        "1.1",
                        "0701740605",
                        Place.UNKNOWN,
                        Optional.of("b"));
        Channel agent =
                new Channel("1.1", AGENT.name(), true, "1.1", "", Place.UNKNOWN, Optional.of("b"));
        connected(agent, answered);
        timers.pass(Duration.ofSeconds(10));
        assertThat(found.meetings).isEmpty();
        assertThat(found.gone).isEmpty();
        on(new HungUp(at(9_000), "1.2", 16));
        OutcomeReport report = over(9_001);
        assertThat(report.status()).isEqualTo("ANSWER");
        assertThat(report.talk().met()).contains(true);
        assertThat(report.talk().metMillis()).isEmpty();
    }

    @Test
    void aCallNobodyKnowsTheEndOfIsSettledByNothing() {
        watch.permitted(attempt("1.1"), Optional.empty());
        connected();
        timers.pass(REPORT_WAIT.plusSeconds(2));
        assertThat(found.reports).hasSize(1);
        assertThat(found.reports.getFirst().status()).isEmpty();
        assertThat(found.reports.getFirst().cause()).isEmpty();
    }

    @Test
    void aCallOfAnotherSwitchIsNotGoneBecauseThisOneDoesNotHaveIt() {
        watch = watch(false, PBX, "other");
        watch.permitted(attempt("1.1"), Optional.empty());
        connected();
        timers.pass(REPORT_WAIT);
        assertThat(found.reports).isEmpty();
        watch.on("other", new Connected(timers.now, List.of(AGENT), List.of(), List.of()));
        timers.pass(REPORT_WAIT);
        assertThat(found.reports).isEmpty();
        watch.on("other", new Connected(timers.now, List.of(), List.of(), List.of()));
        timers.pass(REPORT_WAIT.plusSeconds(2));
        assertThat(found.reports).hasSize(1);
    }

    @Test
    void aCallYoungerThanTheListOfChannelsIsNotGone() {
        watch.permitted(attempt("1.1"), Optional.of(request(AGENT)));
        connected();
        on(new Seen(at(5), AGENT));
        timers.pass(REPORT_WAIT.plusSeconds(5));
        assertThat(found.gone).isEmpty();
        assertThat(found.reports).isEmpty();
    }

    // ---- nonsense

    @Test
    void eventsOfUnknownChannelsChangeNothing() {
        connected();
        on(
                new DialProgressed(at(1), "9.9", Progress.RINGING),
                new DialEnded(at(2), "9.9", "ANSWER"),
                new Joined(at(3), "9.9", "b"),
                new Parted(at(4), "9.8", "b"),
                new HangupAsked(at(5), "9.9", true),
                new HungUp(at(6), "9.9", -5),
                new AgentLine(at(7), "nobody", Optional.of("9.9")),
                new Joined(at(8), "9.7", ""));
        watch.on("no such switch", new Joined(at(9), "9.9", "b"));
        assertThat(found.meetings).isEmpty();
        assertThat(found.reports).isEmpty();
        assertThat(watch.seen(attempt("9.9"))).isEmpty();
    }

    @Test
    void timesThatRunBackwardsAreNoTimes() {
        dialling();
        on(
                new DialProgressed(START.minusSeconds(99), "1.2", Progress.PROGRESS),
                new DialEnded(START.minusSeconds(50), "1.2", "ANSWER"),
                new Joined(START.minusSeconds(70), "1.2", "b"),
                new Joined(START.minusSeconds(70), "1.1", "b"));
        OutcomeReport report = over(1);
        assertThat(report.dialling().progressMillis()).hasValue(0);
        assertThat(report.talk().metMillis()).hasValue(0);
    }
}
