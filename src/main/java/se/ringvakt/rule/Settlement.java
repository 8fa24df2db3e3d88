package se.ringvakt.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.EndedBy;
import se.ringvakt.call.Kind;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.Outcome.Answer;
import se.ringvakt.call.Outcome.Breach;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Dialling;
import se.ringvakt.call.OutcomeReport.Talk;

/// What is told of an attempt, judged: whether the phone was reached, how long it rang, whether our
/// side gave up too soon (§3.2: at least six rings), whether the consumer answered to silence
/// (§1.8, §3.3).
///
/// Takes every report as it comes; what is missing or makes no sense is left out, never thrown.
public final class Settlement {
    /// Asterisk ends a dial some milliseconds after its timeout, and the switch's clock may be read
    /// a little before: within this, it was the timeout that ended it.
    private static final Duration TIMER_SLACK = Duration.ofSeconds(1);

    /// Q.850: user busy, call rejected. Both come from the consumer's end.
    private static final Set<Integer> CAUSES_OF_REACHED = Set.of(17, 21);

    /// Q.850: none, normal clearing. With no answer, both mean that our side gave up.
    private static final Set<Integer> CAUSES_OF_OUR_END = Set.of(0, 16);

    /// The words by which Asterisk says that nobody answered. Any other says nothing that we could
    /// hold against the consumer, so it does not release the attempt.
    private static final Set<String> UNANSWERED =
            Set.of(
                    "NOANSWER",
                    "CANCEL",
                    "CHANUNAVAIL",
                    "CONGESTION",
                    "DONTCALL",
                    "TORTURE",
                    "INVALIDARGS");

    private final Attempt attempt;
    private final OutcomeReport report;
    private final Dialling dialling;
    private final Policy policy;
    private final boolean owed;

    private Settlement(Attempt attempt, OutcomeReport report, Policy policy, boolean owed) {
        this.attempt = attempt;
        this.report = report;
        this.dialling = report.dialling();
        this.policy = policy;
        this.owed = owed;
    }

    /// The outcome of an attempt.
    ///
    /// @param policy in force when the attempt started
    /// @param owed the campaign owed this number a call
    public static Outcome settle(
            Attempt attempt, OutcomeReport report, Policy policy, boolean owed) {
        return new Settlement(attempt, report, policy, owed).outcome();
    }

    /// What came of an answer: silent when the agent was not there within the policy's time
    /// (exactly that long is in time), or never. A robot's call has no agent to be missed, unless
    /// it is the call that a silent one left owing.
    public static Answer answer(Attempt attempt, Talk talk, Policy policy, boolean owed) {
        if (attempt.kind() == Kind.ROBOT && !owed) {
            return Answer.MET;
        }
        if (talk.met().isEmpty()) {
            return Answer.UNSEEN;
        }
        boolean inTime = talk.metMillis().orElse(0) <= policy.silentAfter().toMillis();
        return talk.met().get() && inTime ? Answer.MET : Answer.SILENT;
    }

    /// Whether an attempt counts against the limits: its phone was reached, or the outcome came
    /// only after the longest life of an attempt.
    public static boolean isCounted(Instant start, Outcome outcome, Duration attemptMax) {
        return outcome.reached() || !outcome.report().at().isBefore(start.plus(attemptMax));
    }

    /// What in a report cannot be true; empty: nothing. It is judged without.
    public static Optional<String> nonsense(OutcomeReport report, Policy policy) {
        long longest = policy.attemptMax().toMillis();
        Dialling dialling = report.dialling();
        if (isNonsense(dialling.ringMillis(), longest)) {
            return Optional.of("ring: " + dialling.ringMillis().getAsLong());
        }
        if (isNonsense(dialling.progressMillis(), longest)) {
            return Optional.of("progress: " + dialling.progressMillis().getAsLong());
        }
        if (isNonsense(report.talk().millis(), longest)) {
            return Optional.of("answered: " + report.talk().millis().getAsLong());
        }
        return span(dialling)
                .filter(span -> span.isNegative() || span.compareTo(policy.attemptMax()) > 0)
                .map(span -> "ended - started: " + span);
    }

    private static Optional<Duration> span(Dialling dialling) {
        return dialling.started()
                .flatMap(start -> dialling.ended().map(end -> Duration.between(start, end)));
    }

    private static boolean isNonsense(OptionalLong millis, long longest) {
        return millis.isPresent() && (millis.getAsLong() < 0 || millis.getAsLong() > longest);
    }

    private Outcome outcome() {
        Optional<Duration> rang = rang();
        Answer answer = answered() ? answer(attempt, report.talk(), policy, owed) : Answer.NONE;
        return new Outcome(
                end(), reached(), answer, rang, rang.flatMap(this::breach), endedBy(), report);
    }

    /// By our clock and as we heard of it: later than the truth at most, and so is the spacing.
    private Instant end() {
        return report.at().isBefore(attempt.start()) ? attempt.start() : report.at();
    }

    private boolean answered() {
        return report.status().equals("ANSWER") || report.talk().millis().orElse(0) > 0;
    }

    private boolean reached() {
        return answered()
                || firstRingMillis().isPresent()
                || byConsumer()
                || !UNANSWERED.contains(report.status());
    }

    private boolean byConsumer() {
        return report.status().equals("BUSY")
                || CAUSES_OF_REACHED.contains(report.cause().orElse(0));
    }

    /// From the start of dialling to the first 180, or to the first 183 where no 180 came.
    private OptionalLong firstRingMillis() {
        OptionalLong ring = notNegative(dialling.ringMillis());
        return ring.isPresent() ? ring : notNegative(dialling.progressMillis());
    }

    private Optional<Duration> rang() {
        OptionalLong firstRing = firstRingMillis();
        if (firstRing.isEmpty() || firstRing.getAsLong() > longestMillis()) {
            return Optional.empty();
        }
        Duration rang = dialled().minusMillis(firstRing.getAsLong());
        return Optional.of(rang.isNegative() ? Duration.ZERO : rang);
    }

    /// How long the last Dial dialled, talking not included. Two readings of the switch's clock
    /// where there are two that make sense; never one of its and one of ours.
    private Duration dialled() {
        Duration all =
                span(dialling)
                        .filter(span -> !span.isNegative())
                        .filter(span -> span.compareTo(policy.attemptMax()) <= 0)
                        .orElseGet(() -> Duration.between(attempt.start(), report.at()));
        return all.minusMillis(plausible(report.talk().millis()).orElse(0));
    }

    private long longestMillis() {
        return policy.attemptMax().toMillis();
    }

    private Optional<Breach> breach(Duration rang) {
        if (answered() || !endedByUs() || rang.compareTo(policy.shortestRinging()) >= 0) {
            return Optional.empty();
        }
        return Optional.of(byPermit() ? Breach.RING_TOO_SHORT_BY_PERMIT : Breach.RING_TOO_SHORT);
    }

    /// A trunk that is tried next shortly before closing may dial for less than the permit, though
    /// never for less than the shortest one; what the switch's timer ended after that is nobody's
    /// hand.
    private boolean byPermit() {
        Duration dialled = dialled().plus(TIMER_SLACK);
        boolean byTimer = report.status().equals("NOANSWER");
        return dialled.compareTo(attempt.timeout()) >= 0
                || (byTimer && dialled.compareTo(policy.shortestTimeout()) >= 0);
    }

    private boolean endedByUs() {
        return switch (report.status()) {
            case "CANCEL" -> true;
            case "NOANSWER" -> CAUSES_OF_OUR_END.contains(report.cause().orElse(0));
            default -> false;
        };
    }

    /// As it was seen; else what status and cause of an unanswered call say.
    private Optional<EndedBy> endedBy() {
        if (report.endedBy().isPresent() || answered()) {
            return report.endedBy();
        }
        if (byConsumer()) {
            return Optional.of(EndedBy.CONSUMER);
        }
        return switch (report.status()) {
            case "CANCEL" -> Optional.of(EndedBy.AGENT);
            case "NOANSWER" -> Optional.of(endedByUs() ? EndedBy.SWITCH : EndedBy.NETWORK);
            case "CHANUNAVAIL", "CONGESTION" -> Optional.of(EndedBy.NETWORK);
            default -> Optional.empty();
        };
    }

    private OptionalLong plausible(OptionalLong millis) {
        return isNonsense(millis, longestMillis()) ? OptionalLong.empty() : millis;
    }

    private static OptionalLong notNegative(OptionalLong millis) {
        return millis.isPresent() && millis.getAsLong() < 0 ? OptionalLong.empty() : millis;
    }
}
