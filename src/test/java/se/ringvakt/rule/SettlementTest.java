package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.EndedBy;
import se.ringvakt.call.Kind;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.Outcome.Answer;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Dialling;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.call.Source;

class SettlementTest {
    private static final Instant START = Instant.parse("2026-11-23T11:00:00Z");
    private static final Policy SWEDEN = Dial.SWEDEN.at(START).policy();

    private static final Attempt ATTEMPT =
            new Attempt(
                    new AttemptId(1),
                    Dial.NUMBER,
                    new CampaignId(Dial.CAMPAIGN),
                    Optional.of(new OfferId("el")),
                    Optional.of(new AgentId("101")),
                    Kind.MANUAL,
                    Dial.SHOWN,
                    START,
                    Duration.ofSeconds(46),
                    "1700000000.1",
                    "sweden");

    /// What the switch tells; the clock that hears it runs as the switch's does, until told.
    private record Report(
            String status,
            @Nullable Long ring,
            @Nullable Long progress,
            @Nullable Long answered,
            @Nullable Integer cause,
            long millis) {

        Outcome settled() {
            return settled(Optional.empty(), Optional.empty());
        }

        Outcome settled(Optional<Instant> started, Optional<Instant> ended) {
            OutcomeReport report =
                    new OutcomeReport(
                            ATTEMPT.id(),
                            START.plusMillis(millis),
                            Set.of(Source.HANDLER),
                            status,
                            cause == null ? OptionalInt.empty() : OptionalInt.of(cause),
                            new Dialling(optional(ring), optional(progress), started, ended),
                            new Talk(optional(answered), Optional.empty(), OptionalLong.empty()),
                            Optional.empty());
            return Settlement.settle(ATTEMPT, report, SWEDEN, false);
        }

        private static OptionalLong optional(@Nullable Long value) {
            return value == null ? OptionalLong.empty() : OptionalLong.of(value);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    ANSWER,      -,    -,    5000, 16,  true,  true
                    ANSWER,      3000, -,    -,    16,  true,  true
                    -,           -,    -,    5000, -,   true,  true
                    BUSY,        -,    -,    -,    17,  true,  false
                    BUSY,        -,    -,    -,    -,   true,  false
                    CHANUNAVAIL, -,    -,    -,    17,  true,  false
                    NOANSWER,    -,    -,    -,    21,  true,  false
                    CHANUNAVAIL, -,    -,    -,    21,  true,  false
                    NOANSWER,    3000, -,    -,    16,  true,  false
                    NOANSWER,    0,    -,    -,    16,  true,  false
                    NOANSWER,    -,    3000, -,    0,   true,  false
                    CANCEL,      3000, -,    -,    -,   true,  false
                    CHANUNAVAIL, 3000, -,    -,    34,  true,  false
                    NOANSWER,    -,    -,    -,    16,  false, false
                    NOANSWER,    -,    -,    -,    -,   false, false
                    CANCEL,      -,    -,    -,    0,   false, false
                    CHANUNAVAIL, -,    -,    -,    20,  false, false
                    CONGESTION,  -,    -,    -,    34,  false, false
                    INVALIDARGS, -,    -,    -,    -,   false, false
                    NOANSWER,    -1,   -5,   -9,   16,  false, false
                    """)
    void reachedIsWhatRangProgressedWasBusyDeclinedOrAnswered(
            @Nullable String status,
            @Nullable Long ring,
            @Nullable Long progress,
            @Nullable Long answered,
            @Nullable Integer cause,
            boolean reached,
            boolean wasAnswered) {
        Outcome outcome =
                new Report(status == null ? "" : status, ring, progress, answered, cause, 50_000)
                        .settled();
        assertThat(outcome.reached()).isEqualTo(reached);
        assertThat(outcome.answered()).isEqualTo(wasAnswered);
    }

    @ParameterizedTest
    @CsvSource({"''", "SOMETHING", "noanswer"})
    void aReportThatSaysNothingDoesNotRelease(String status) {
        Outcome outcome = new Report(status, null, null, null, null, 50_000).settled();
        assertThat(outcome.reached()).isTrue();
        assertThat(outcome.answered()).isFalse();
        assertThat(outcome.breach()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    CANCEL,   16, 30999, RING_TOO_SHORT
                    CANCEL,   16, 31000, -
                    CANCEL,   -,  30999, RING_TOO_SHORT
                    CANCEL,   -,  0,     RING_TOO_SHORT
                    NOANSWER, 16, 30999, RING_TOO_SHORT
                    NOANSWER, 0,  30999, RING_TOO_SHORT
                    NOANSWER, -,  30999, RING_TOO_SHORT
                    NOANSWER, 16, 31000, -
                    NOANSWER, 18, 30999, -
                    NOANSWER, 19, 30999, -
                    NOANSWER, 480, 30999, -
                    BUSY,     17, 1000,  -
                    BUSY,     16, 1000,  -
                    CHANUNAVAIL, 16, 1000, -
                    CONGESTION, 34, 1000, -
                    ANSWER,   16, 1000,  -
                    """)
    void givingUpBeforeSixRingsIsABreach(
            String status, @Nullable Integer cause, long rang, Outcome.@Nullable Breach breach) {
        Outcome outcome = new Report(status, 2_000L, null, null, cause, 2_000 + rang).settled();
        assertThat(outcome.rang()).contains(Duration.ofMillis(rang));
        assertThat(outcome.breach()).isEqualTo(Optional.ofNullable(breach));
    }

    @Test
    void whatNeverRangIsNoBreach() {
        Outcome outcome = new Report("CANCEL", null, null, null, 16, 5_000).settled();
        assertThat(outcome.rang()).isEmpty();
        assertThat(outcome.breach()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "44999, RING_TOO_SHORT",
        "45000, RING_TOO_SHORT_BY_PERMIT",
        "46000, RING_TOO_SHORT_BY_PERMIT",
        "46200, RING_TOO_SHORT_BY_PERMIT",
    })
    void aSlowTrunkThatUsesUpThePermitIsNotHeldAgainstTheAgent(
            long dialled, Outcome.Breach breach) {
        Outcome outcome = new Report("NOANSWER", 20_000L, null, null, 16, dialled).settled();
        assertThat(outcome.breach()).contains(breach);
    }

    /// A permit of 60 s, cut to what is left until closing when the next trunk is tried.
    @ParameterizedTest
    @CsvSource({
        "NOANSWER, 44999, RING_TOO_SHORT",
        "NOANSWER, 45000, RING_TOO_SHORT_BY_PERMIT",
        "CANCEL,   50000, RING_TOO_SHORT",
        "CANCEL,   59000, RING_TOO_SHORT_BY_PERMIT",
    })
    void aDialCutByClosingTimeIsNotHeldAgainstTheAgent(
            String status, long dialled, Outcome.Breach breach) {
        Attempt longer =
                new Attempt(
                        ATTEMPT.id(),
                        ATTEMPT.number(),
                        ATTEMPT.campaign(),
                        ATTEMPT.offer(),
                        ATTEMPT.agent(),
                        ATTEMPT.kind(),
                        ATTEMPT.callerId(),
                        START,
                        Duration.ofSeconds(60),
                        ATTEMPT.uniqueId(),
                        ATTEMPT.basis());
        OutcomeReport report =
                new OutcomeReport(
                        longer.id(),
                        START.plusMillis(dialled),
                        Set.of(Source.HANDLER),
                        status,
                        OptionalInt.of(0),
                        new Dialling(
                                OptionalLong.of(40_000),
                                OptionalLong.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        Talk.UNKNOWN,
                        Optional.empty());
        assertThat(Settlement.settle(longer, report, SWEDEN, false).breach()).contains(breach);
    }

    @Test
    void ringingCountsFromTheFirst180AndFrom183OnlyWhereNo180Came() {
        assertThat(new Report("NOANSWER", 5_000L, 1_000L, null, 16, 46_000).settled().rang())
                .contains(Duration.ofSeconds(41));
        assertThat(new Report("NOANSWER", null, 1_000L, null, 16, 46_000).settled().rang())
                .contains(Duration.ofSeconds(45));
        assertThat(new Report("NOANSWER", -1L, 1_000L, null, 16, 46_000).settled().rang())
                .contains(Duration.ofSeconds(45));
    }

    @Test
    void anAnsweredCallRangUntilItWasAnswered() {
        Outcome outcome = new Report("ANSWER", 2_000L, null, 60_000L, 16, 72_000).settled();
        assertThat(outcome.rang()).contains(Duration.ofSeconds(10));
        assertThat(outcome.breach()).isEmpty();
    }

    @Test
    void ringingIsNeverNegative() {
        assertThat(new Report("NOANSWER", 50_000L, null, null, 16, 46_000).settled().rang())
                .contains(Duration.ZERO);
        assertThat(new Report("ANSWER", 1_000L, null, 900_000L, 16, 46_000).settled().rang())
                .contains(Duration.ZERO);
    }

    @Test
    void afterAFailoverTheLastDialIsMeasuredByTheSwitchesClock() {
        // The switch is an hour behind; the second trunk began 30 s after the permit.
        Instant started = START.minus(Duration.ofHours(1)).plusSeconds(30);
        Outcome outcome =
                new Report("CANCEL", 1_000L, null, null, 16, 60_000)
                        .settled(Optional.of(started), Optional.of(started.plusSeconds(30)));
        assertThat(outcome.rang()).contains(Duration.ofSeconds(29));
        assertThat(outcome.breach()).contains(Outcome.Breach.RING_TOO_SHORT);
    }

    @Test
    void oneReadingOfTheSwitchesClockIsNotMixedWithOurs() {
        Instant elsewhere = START.minus(Duration.ofHours(1));
        Report report = new Report("CANCEL", 1_000L, null, null, 16, 40_000);
        assertThat(report.settled(Optional.of(elsewhere), Optional.empty()).rang())
                .contains(Duration.ofSeconds(39));
        assertThat(report.settled(Optional.empty(), Optional.of(elsewhere)).rang())
                .contains(Duration.ofSeconds(39));
    }

    @Test
    void theEndIsWhenWeHeardOfItAndNeverBeforeTheStart() {
        assertThat(new Report("BUSY", null, null, null, 17, 7_001).settled().end())
                .isEqualTo(START.plusMillis(7_001));
        assertThat(new Report("BUSY", null, null, null, 17, -5_000).settled().end())
                .isEqualTo(START);
    }

    @Test
    void anOddReportIsSettledLikeAnyOther() {
        Report odd =
                new Report("NOANSWER", Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, -1, -9_000);
        Outcome settled = odd.settled(Optional.of(Instant.MAX), Optional.of(Instant.MIN));
        assertThat(settled.rang()).isEmpty();
        assertThat(settled.breach()).isEmpty();
        assertThat(odd.settled(Optional.of(Instant.MIN), Optional.of(Instant.MAX)).reached())
                .isTrue();
    }

    private static Talk talk(@Nullable Boolean met, @Nullable Long millis) {
        return new Talk(
                OptionalLong.empty(),
                Optional.ofNullable(met),
                millis == null ? OptionalLong.empty() : OptionalLong.of(millis));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    true,  0,    MET
                    true,  999,  MET
                    true,  1000, MET
                    true,  1001, SILENT
                    true,  -,    MET
                    false, -,    SILENT
                    -,     -,    UNSEEN
                    """)
    void anAnswerIsSilentWhenTheAgentIsNotThereWithinOneSecond(
            @Nullable Boolean met, @Nullable Long millis, Answer expected) {
        assertThat(Settlement.answer(ATTEMPT, talk(met, millis), SWEDEN, false))
                .isEqualTo(expected);
    }

    @Test
    void aRobotIsSilentOnlyWhenACallIsOwed() {
        Attempt robot =
                new Attempt(
                        ATTEMPT.id(),
                        ATTEMPT.number(),
                        ATTEMPT.campaign(),
                        ATTEMPT.offer(),
                        Optional.empty(),
                        Kind.ROBOT,
                        ATTEMPT.callerId(),
                        START,
                        ATTEMPT.timeout(),
                        ATTEMPT.uniqueId(),
                        ATTEMPT.basis());
        assertThat(Settlement.answer(robot, talk(false, null), SWEDEN, false))
                .isEqualTo(Answer.MET);
        assertThat(Settlement.answer(robot, talk(false, null), SWEDEN, true))
                .isEqualTo(Answer.SILENT);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    BUSY,        17, CONSUMER
                    CHANUNAVAIL, 21, CONSUMER
                    CANCEL,      0,  AGENT
                    NOANSWER,    0,  SWITCH
                    NOANSWER,    16, SWITCH
                    NOANSWER,    -,  SWITCH
                    NOANSWER,    19, NETWORK
                    CONGESTION,  34, NETWORK
                    CHANUNAVAIL, 20, NETWORK
                    ANSWER,      16, -
                    WHATEVER,    -,  -
                    """)
    void whoEndedItFollowsFromStatusAndCause(
            String status, @Nullable Integer cause, @Nullable EndedBy expected) {
        assertThat(new Report(status, null, null, null, cause, 50_000).settled().endedBy())
                .isEqualTo(Optional.ofNullable(expected));
    }

    /// Twenty days of ringing are no ringing; that it rang is believed.
    @ParameterizedTest
    @CsvSource({"14400000, 0", "14400001, -1"})
    void ringingLongerThanAnyAttemptIsNotBelieved(long ring, long rang) {
        Outcome outcome = new Report("CANCEL", ring, null, null, 0, 20_000).settled();
        assertThat(outcome.reached()).isTrue();
        assertThat(outcome.rang().map(Duration::toMillis).orElse(-1L)).isEqualTo(rang);
        assertThat(outcome.breach().isPresent()).isEqualTo(rang >= 0);
    }

    @Test
    void aDialThatTookLongerThanAnyAttemptIsTimedByOurClock() {
        Outcome outcome =
                new Report("CANCEL", 1_000L, null, null, 0, 21_000)
                        .settled(Optional.of(Instant.EPOCH), Optional.of(START));
        assertThat(outcome.rang()).contains(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    14400000, -,        -,        -
                    14400001, -,        -,        ring: 14400001
                    -1,       -,        -,        ring: -1
                    -,        14400001, -,        progress: 14400001
                    -,        -,        99999999, answered: 99999999
                    """)
    void nonsenseIsNamed(
            @Nullable Long ring,
            @Nullable Long progress,
            @Nullable Long answered,
            @Nullable String named) {
        OutcomeReport report =
                new OutcomeReport(
                        ATTEMPT.id(),
                        START,
                        Set.of(Source.HANDLER),
                        "",
                        OptionalInt.empty(),
                        new Dialling(
                                Report.optional(ring),
                                Report.optional(progress),
                                Optional.empty(),
                                Optional.empty()),
                        new Talk(Report.optional(answered), Optional.empty(), OptionalLong.empty()),
                        Optional.empty());
        assertThat(Settlement.nonsense(report, SWEDEN)).isEqualTo(Optional.ofNullable(named));
    }

    @Test
    void whatOneSourceLacksTheOtherGives() {
        OutcomeReport handler =
                new OutcomeReport(
                        ATTEMPT.id(),
                        START.plusSeconds(20),
                        Set.of(Source.HANDLER),
                        "ANSWER",
                        OptionalInt.empty(),
                        Dialling.UNKNOWN,
                        talk(true, null),
                        Optional.empty());
        OutcomeReport events =
                new OutcomeReport(
                        ATTEMPT.id(),
                        START.plusSeconds(25),
                        Set.of(Source.EVENTS),
                        "NOANSWER",
                        OptionalInt.of(16),
                        new Dialling(
                                OptionalLong.of(900),
                                OptionalLong.empty(),
                                Optional.of(START),
                                Optional.empty()),
                        talk(false, 1_500L),
                        Optional.of(EndedBy.CONSUMER));

        OutcomeReport both = handler.completedBy(events);

        assertThat(both.sources()).containsExactlyInAnyOrder(Source.HANDLER, Source.EVENTS);
        assertThat(both.at()).isEqualTo(handler.at());
        assertThat(both.status()).isEqualTo("ANSWER");
        assertThat(both.cause()).hasValue(16);
        assertThat(both.dialling()).isEqualTo(events.dialling());
        assertThat(both.talk()).isEqualTo(talk(false, 1_500L));
        assertThat(both.endedBy()).contains(EndedBy.CONSUMER);
    }
}
