package se.ringvakt.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
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
import se.ringvakt.call.TestPlans;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.watch.Channel.Place;
import se.ringvakt.watch.SwitchEvent.Connected;
import se.ringvakt.watch.SwitchEvent.DialBegan;
import se.ringvakt.watch.SwitchEvent.DialEnded;
import se.ringvakt.watch.SwitchEvent.DialProgressed;
import se.ringvakt.watch.SwitchEvent.HangupAsked;
import se.ringvakt.watch.SwitchEvent.HungUp;
import se.ringvakt.watch.SwitchEvent.Joined;
import se.ringvakt.watch.SwitchEvent.Progress;
import se.ringvakt.watch.SwitchEvent.Seen;

/// What becomes of dials that this gate has not permitted, where others share its ledger.
class DoubtsTest {
    private static final Instant START = Instant.parse("2026-11-23T11:00:00Z");
    private static final String PBX = "pbx";
    private static final Duration REPORT_WAIT = Duration.ofSeconds(45);
    private static final Channel AGENT = channel("1.1", "PJSIP/anna-00000001");
    private static final Channel CONSUMER = channel("1.2", "PJSIP/trunk-00000002");
    private static final Channel NEXT = channel("1.3", "PJSIP/trunk-00000003");
    private static final String DIALLED = "0701740605@trunk";

    private final Found found = new Found();
    private final Timers timers = new Timers();
    private final Watch watch = watch();

    private Watch watch() {
        SwitchSettings pbx =
                new SwitchSettings(
                        PBX,
                        "127.0.0.1",
                        5038,
                        false,
                        "ringvakt",
                        "secret",
                        List.of("PJSIP/trunk"),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60));
        Watch made =
                new Watch(
                        new WatchSettings(List.of(pbx), "PJSIP/AGENT", false, REPORT_WAIT, true),
                        TestPlans.sweden(),
                        () -> timers.now,
                        timers);
        made.tell(found);
        return made;
    }

    /// What was found, in order, and what the ledger was asked.
    private static final class Found implements Findings {
        final List<String> told = new ArrayList<>();
        final List<Talk> meetings = new ArrayList<>();
        final List<OutcomeReport> reports = new ArrayList<>();
        final List<Bypass> bypasses = new ArrayList<>();
        final List<Doubt> doubts = new ArrayList<>();
        final List<Permits> asked = new ArrayList<>();

        @Override
        public Duration silentAfter(Attempt attempt) {
            return Duration.ofSeconds(1);
        }

        @Override
        public void meeting(Attempt attempt, Talk talk, Instant at) {
            told.add("meeting of " + attempt.id());
            meetings.add(talk);
        }

        @Override
        public void agentGone(Attempt attempt, String why) {
            told.add("agent of " + attempt.id() + " " + why);
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
            return true;
        }

        @Override
        public void askOthers(Doubt doubt, Permits told) {
            doubts.add(doubt);
            asked.add(told);
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

    private static Channel channel(String id, String name) {
        return new Channel(
                id, name, false, id, "", new Place("ringvakt-dial", "s", 20), Optional.empty());
    }

    private static Attempt attempt(long id) {
        return attempt(id, 46_701_740_605L);
    }

    private static Attempt attempt(long id, long number) {
        return new Attempt(
                new AttemptId(id),
                new PhoneNumber(number),
                new CampaignId("el"),
                Optional.empty(),
                Optional.of(new AgentId("anna")),
                Kind.MANUAL,
                new PhoneNumber(46_701_740_699L),
                START,
                Duration.ofSeconds(46),
                "1.1",
                "");
    }

    private static Instant at(long millis) {
        return START.plusMillis(millis);
    }

    private void on(SwitchEvent... events) {
        for (SwitchEvent event : events) {
            watch.on(PBX, event);
        }
    }

    private static DialBegan dial(Channel callee, String dialled) {
        return new DialBegan(at(10), Optional.of(AGENT), callee, dialled);
    }

    @BeforeEach
    void theAgentsChannelIsThere() {
        on(new Connected(START, List.of(), List.of(), List.of()), new Seen(at(0), AGENT));
    }

    /// The ledger answers the question asked as the n-th, from 0.
    private void answer(int which, Attempt... permits) {
        found.asked.get(which).are(List.of(permits));
        timers.pass(Duration.ZERO);
    }

    @Test
    void untilTheLedgerHasAnsweredNothingIsSaid() {
        on(dial(CONSUMER, DIALLED));
        timers.pass(Duration.ofMinutes(9));

        assertThat(found.bypasses).isEmpty();
        assertThat(found.doubts).hasSize(1);
        assertThat(found.doubts.getFirst().asking()).isEqualTo("1.1");
        assertThat(found.doubts.getFirst().switchName()).isEqualTo(PBX);
        assertThat(found.doubts.getFirst().since()).isEqualTo(START.minus(Duration.ofMinutes(10)));
    }

    @Test
    void whatNobodyPermittedIsPastTheGateAndHungUp() {
        on(dial(CONSUMER, DIALLED));
        timers.pass(Duration.ofMillis(3));
        answer(0);

        assertThat(found.bypasses).hasSize(1);
        assertThat(found.bypasses.getFirst().hungUp()).isTrue();
        assertThat(found.bypasses.getFirst().at()).isEqualTo(START);
        on(new DialProgressed(at(500), "1.2", Progress.RINGING), new HungUp(at(900), "1.1", 16));
        timers.pass(REPORT_WAIT.plusSeconds(1));
        assertThat(found.reports).isEmpty();
    }

    /// The ledger was away for a while. To end a talk undoes nothing, and what is over is over.
    @ParameterizedTest
    @ValueSource(strings = {"answered", "given up", "over"})
    void whatIsFoundLateIsOnlyTold(String state) {
        on(dial(CONSUMER, DIALLED));
        on(
                switch (state) {
                    case "answered" -> new DialEnded(at(900), "1.2", "ANSWER");
                    case "given up" -> new DialEnded(at(900), "1.2", "NOANSWER");
                    default -> new HungUp(at(900), "1.1", 16);
                });
        answer(0);

        assertThat(found.bypasses).hasSize(1);
        assertThat(found.bypasses.getFirst().hungUp()).isFalse();
        timers.pass(REPORT_WAIT.plusSeconds(5));
        assertThat(found.meetings).isEmpty();
        assertThat(found.reports).isEmpty();
    }

    @Test
    void whatAnotherPermittedIsToldLikeACallOfOurOwn() {
        on(dial(CONSUMER, DIALLED));
        answer(0, attempt(7));
        on(
                new DialProgressed(at(500), "1.2", Progress.RINGING),
                new DialEnded(at(5_000), "1.2", "ANSWER"),
                new Joined(at(5_002), "1.2", "b"),
                new Joined(at(5_003), "1.1", "b"),
                new HangupAsked(at(65_000), "1.2", false),
                new HungUp(at(65_002), "1.2", 16),
                new HungUp(at(65_003), "1.1", 16));

        assertThat(found.bypasses).isEmpty();
        assertThat(found.told).containsExactly("meeting of 7", "agent of 7 hung up");
        assertThat(found.meetings.getFirst().metMillis()).hasValue(3);
        OutcomeReport report = watch.seen(attempt(7)).orElseThrow();
        assertThat(report.status()).isEqualTo("ANSWER");
        assertThat(report.dialling().ringMillis()).hasValue(490);
        assertThat(report.endedBy()).contains(EndedBy.CONSUMER);
    }

    /// The whole call went by before the ledger answered: what was seen of it is not lost.
    @Test
    void whatHappenedMeanwhileIsToldAfterwards() {
        on(
                dial(CONSUMER, DIALLED),
                new DialProgressed(at(500), "1.2", Progress.RINGING),
                new DialEnded(at(5_000), "1.2", "ANSWER"),
                new Joined(at(5_002), "1.2", "b"),
                new Joined(at(5_003), "1.1", "b"),
                new HangupAsked(at(6_000), "1.1", false),
                new HungUp(at(6_002), "1.2", 16),
                new HungUp(at(6_003), "1.1", 16));
        timers.pass(Duration.ofMinutes(2));
        assertThat(found.told).isEmpty();
        assertThat(found.reports).isEmpty();

        answer(0, attempt(7));
        assertThat(found.told).containsExactly("meeting of 7");
        assertThat(found.meetings.getFirst())
                .isEqualTo(new Talk(OptionalLong.empty(), Optional.of(true), OptionalLong.of(3)));
        timers.pass(REPORT_WAIT.minusMillis(1));
        assertThat(found.reports).isEmpty();
        timers.pass(Duration.ofMillis(1));
        assertThat(found.reports).hasSize(1);
        assertThat(found.reports.getFirst().attempt()).isEqualTo(new AttemptId(7));
        assertThat(found.reports.getFirst().status()).isEqualTo("ANSWER");
        assertThat(found.reports.getFirst().endedBy()).contains(EndedBy.AGENT);
    }

    @Test
    void aSilentCallOfAnothersPermitIsFound() {
        on(dial(CONSUMER, DIALLED), new DialEnded(at(500), "1.2", "ANSWER"));
        answer(0, attempt(7));
        on(new Seen(at(2_000), channel("7.7", "PJSIP/bo-00000077")));
        timers.pass(Duration.ofMillis(1_249));
        assertThat(found.meetings).isEmpty();
        timers.pass(Duration.ofMillis(1));
        assertThat(found.meetings).hasSize(1);
        assertThat(found.meetings.getFirst().met()).contains(false);
    }

    @Test
    void aConsumerWhoIsGoneBeforeTheAnswerMetNobody() {
        on(
                dial(CONSUMER, DIALLED),
                new DialEnded(at(500), "1.2", "ANSWER"),
                new HungUp(at(700), "1.2", 16));
        answer(0, attempt(7));
        assertThat(found.told).containsExactly("meeting of 7");
        assertThat(found.meetings.getFirst().met()).contains(false);
    }

    @Test
    void theNextTrunkIsTheSameCallWhetherTheLedgerHasAnsweredOrNot() {
        on(
                dial(CONSUMER, DIALLED),
                new DialEnded(at(70), "1.2", "CONGESTION"),
                new HungUp(at(71), "1.2", 34),
                dial(NEXT, "0701740605@other"));
        assertThat(found.asked).hasSize(1);
        answer(0, attempt(7));
        on(
                new DialEnded(at(90), "1.3", "CHANUNAVAIL"),
                new HungUp(at(91), "1.3", 3),
                dial(channel("1.4", "PJSIP/trunk-00000004"), DIALLED));
        assertThat(found.asked).hasSize(1);
        assertThat(found.bypasses).isEmpty();
    }

    /// One permit is for one dial, whoever gave it.
    @Test
    void ofTwoDialsAtOnceAPermitCoversOne() {
        on(dial(CONSUMER, DIALLED), dial(NEXT, DIALLED));
        answer(0, attempt(7));
        answer(1, attempt(7));
        assertThat(found.bypasses).hasSize(1);

        on(new HungUp(at(900), "1.2", 16), new HungUp(at(901), "1.1", 16));
        timers.pass(REPORT_WAIT);
        assertThat(found.reports).hasSize(1);
    }

    /// The agent's channel stays up and dials one after the other.
    @Test
    void aPermitUsedBeforeTheChannelsLastOneIsUsedUp() {
        on(dial(CONSUMER, DIALLED));
        answer(0, attempt(7));
        on(dial(NEXT, "0701740606@trunk"));
        answer(1, attempt(8, 46_701_740_606L), attempt(7));
        assertThat(found.bypasses).isEmpty();

        on(dial(channel("1.4", "PJSIP/trunk-00000004"), DIALLED));
        answer(2, attempt(8, 46_701_740_606L), attempt(7));
        assertThat(found.bypasses).hasSize(1);
    }

    /// This gate permitted the next call before the ledger told of the one before it.
    @Test
    void aPermitOfOurOwnThatWaitsForItsDialIsFoundAgain() {
        on(dial(CONSUMER, DIALLED));
        Attempt own = attempt(8, 46_701_740_606L);
        watch.permitted(own, Optional.empty());
        answer(0, attempt(7));
        on(dial(NEXT, "0701740606@trunk"));
        answer(1, own);
        assertThat(found.bypasses).isEmpty();
    }

    @Test
    void aPermitForAnotherNumberPermitsNothing() {
        on(dial(CONSUMER, DIALLED));
        answer(0, attempt(7, 46_701_740_606L));
        assertThat(found.bypasses).hasSize(1);
        assertThat(found.bypasses.getFirst().hungUp()).isTrue();
    }

    @Test
    void aDialPastTheGatesLeavesTheChannelsPermittedCallAsItWas() {
        on(dial(CONSUMER, DIALLED));
        answer(0, attempt(7));
        on(dial(NEXT, "0701740606@trunk"));
        answer(1);
        assertThat(found.bypasses).hasSize(1);

        on(new HungUp(at(900), "1.2", 16), new HungUp(at(901), "1.1", 16));
        timers.pass(REPORT_WAIT);
        assertThat(found.reports).hasSize(1);
        assertThat(found.reports.getFirst().attempt()).isEqualTo(new AttemptId(7));
    }

    @Test
    void whatIsNeverKnownIsNeitherToldNorHungUp() {
        on(dial(CONSUMER, DIALLED), new DialEnded(at(500), "1.2", "ANSWER"));
        found.asked.getFirst().neverKnown();
        timers.pass(Duration.ZERO);
        on(new HungUp(at(900), "1.2", 16), new HungUp(at(901), "1.1", 16));
        timers.pass(REPORT_WAIT.plusSeconds(1));
        assertThat(found.bypasses).isEmpty();
        assertThat(found.told).isEmpty();
        assertThat(found.reports).isEmpty();
    }

    /// An Originate to a trunk has no channel that could have asked.
    @Test
    void aDialWithoutACallerIsPastEveryGate() {
        on(new DialBegan(at(10), Optional.empty(), CONSUMER, DIALLED));
        assertThat(found.asked).isEmpty();
        assertThat(found.bypasses).hasSize(1);
        assertThat(found.bypasses.getFirst().hungUp()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"112@trunk, PJSIP/trunk-1", "0701740605, PJSIP/bo-1"})
    void nobodyIsAskedAboutEmergencyCallsAndCallsInTheHouse(String dialled, String callee) {
        on(dial(channel("1.9", callee), dialled));
        assertThat(found.asked).isEmpty();
        assertThat(found.bypasses).isEmpty();
    }
}
