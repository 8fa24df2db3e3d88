package se.ringvakt.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.Outcome.Breach;
import se.ringvakt.call.OutcomeReport;

/// What a switch's report means: whether the phone was reached, how long it rang, and whether our
/// side gave up too soon (§3.2: at least six rings).
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
    private final Policy policy;

    private Settlement(Attempt attempt, OutcomeReport report, Policy policy) {
        this.attempt = attempt;
        this.report = report;
        this.policy = policy;
    }

    /// The outcome of an attempt.
    ///
    /// @param policy in force when the attempt started
    public static Outcome settle(Attempt attempt, OutcomeReport report, Policy policy) {
        return new Settlement(attempt, report, policy).outcome();
    }

    private Outcome outcome() {
        Optional<Duration> rang = rang();
        return new Outcome(end(), reached(), answered(), rang, rang.flatMap(this::breach), report);
    }

    /// By our clock and as we heard of it: later than the truth at most, and so is the spacing.
    private Instant end() {
        return report.at().isBefore(attempt.start()) ? attempt.start() : report.at();
    }

    private boolean answered() {
        return report.status().equals("ANSWER") || report.answeredMillis().orElse(0) > 0;
    }

    private boolean reached() {
        return answered()
                || firstRingMillis().isPresent()
                || report.status().equals("BUSY")
                || CAUSES_OF_REACHED.contains(report.cause().orElse(0))
                || !UNANSWERED.contains(report.status());
    }

    /// From the start of dialling to the first 180, or to the first 183 where no 180 came.
    private OptionalLong firstRingMillis() {
        OptionalLong ring = notNegative(report.ringMillis());
        return ring.isPresent() ? ring : notNegative(report.progressMillis());
    }

    private Optional<Duration> rang() {
        OptionalLong firstRing = firstRingMillis();
        if (firstRing.isEmpty()) {
            return Optional.empty();
        }
        Duration rang = dialled().minusMillis(firstRing.getAsLong());
        return Optional.of(rang.isNegative() ? Duration.ZERO : rang);
    }

    /// How long the last Dial dialled, talking not included. Two readings of the switch's clock
    /// where there are two; never one of its and one of ours.
    private Duration dialled() {
        Duration all =
                report.dialStarted().isPresent() && report.dialEnded().isPresent()
                        ? Duration.between(report.dialStarted().get(), report.dialEnded().get())
                        : Duration.between(attempt.start(), report.at());
        return all.minusMillis(notNegative(report.answeredMillis()).orElse(0));
    }

    private Optional<Breach> breach(Duration rang) {
        if (answered() || !endedByUs() || rang.compareTo(policy.shortestRinging()) >= 0) {
            return Optional.empty();
        }
        boolean byTimeout = dialled().plus(TIMER_SLACK).compareTo(attempt.timeout()) >= 0;
        return Optional.of(byTimeout ? Breach.RING_TOO_SHORT_BY_PERMIT : Breach.RING_TOO_SHORT);
    }

    private boolean endedByUs() {
        return switch (report.status()) {
            case "CANCEL" -> true;
            case "NOANSWER" -> CAUSES_OF_OUR_END.contains(report.cause().orElse(0));
            default -> false;
        };
    }

    private static OptionalLong notNegative(OptionalLong millis) {
        return millis.isPresent() && millis.getAsLong() < 0 ? OptionalLong.empty() : millis;
    }
}
