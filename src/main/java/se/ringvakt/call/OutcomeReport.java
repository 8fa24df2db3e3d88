package se.ringvakt.call;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// What is told of an attempt that is over. Anything may be missing or late.
///
/// @param at when we heard of it
/// @param sources who told
/// @param status Asterisk's DIALSTATUS; empty: not told
/// @param cause Q.850 cause; 0: none
/// @param endedBy told where it was seen; what follows from status and cause is not told here
public record OutcomeReport(
        AttemptId attempt,
        Instant at,
        Set<Source> sources,
        String status,
        OptionalInt cause,
        Dialling dialling,
        Talk talk,
        Optional<EndedBy> endedBy) {

    /// The dialling, by the switch's clock; of the last Dial, where trunks were tried in turn.
    ///
    /// @param ringMillis from the start of dialling to the first 180
    /// @param progressMillis from the start of dialling to the first 183
    /// @param started when the Dial began
    /// @param ended when dialling and talking were over
    public record Dialling(
            OptionalLong ringMillis,
            OptionalLong progressMillis,
            Optional<Instant> started,
            Optional<Instant> ended) {
        public static final Dialling UNKNOWN =
                new Dialling(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty());

        Dialling completedBy(Dialling other) {
            return new Dialling(
                    first(ringMillis, other.ringMillis),
                    first(progressMillis, other.progressMillis),
                    started.or(() -> other.started),
                    ended.or(() -> other.ended));
        }
    }

    /// The conversation.
    ///
    /// @param millis how long it was answered; set only when it was
    /// @param met whether the consumer was ever joined with the agent; empty: nobody saw
    /// @param metMillis from the answer to being joined
    public record Talk(OptionalLong millis, Optional<Boolean> met, OptionalLong metMillis) {
        public static final Talk UNKNOWN =
                new Talk(OptionalLong.empty(), Optional.empty(), OptionalLong.empty());

        Talk completedBy(Talk other) {
            return new Talk(
                    first(millis, other.millis),
                    met.or(() -> other.met),
                    first(metMillis, other.metMillis));
        }
    }

    public OutcomeReport {
        sources = Set.copyOf(sources);
    }

    /// The same with what was seen of the call from outside: times as they were seen, since a
    /// dialplan reads its clock when it gets to it; the rest as it is told here, where it is.
    public OutcomeReport completedBy(OutcomeReport seen) {
        Set<Source> both = EnumSet.noneOf(Source.class);
        both.addAll(sources);
        both.addAll(seen.sources);
        return new OutcomeReport(
                attempt,
                at,
                both,
                status.isEmpty() ? seen.status : status,
                cause.isPresent() ? cause : seen.cause,
                seen.dialling.completedBy(dialling),
                seen.talk.completedBy(talk),
                endedBy.or(() -> seen.endedBy));
    }

    private static OptionalLong first(OptionalLong one, OptionalLong other) {
        return one.isPresent() ? one : other;
    }
}
