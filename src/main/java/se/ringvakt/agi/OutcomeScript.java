package se.ringvakt.agi;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import se.ringvakt.agi.AgiScripts.Reply;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.EndedBy;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Dialling;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.call.Source;
import se.ringvakt.gate.Gate;

/// `outcome`: what became of an attempt.
final class OutcomeScript implements AgiScript {
    private final Gate gate;
    private final InstantSource clock;

    OutcomeScript(Gate gate, InstantSource clock) {
        this.gate = gate;
        this.clock = clock;
    }

    @Override
    public Reply answer(AgiRequest request, AgiQuery query) {
        OptionalLong attempt = query.count("attempt");
        if (attempt.isEmpty()) {
            throw new AgiException("attempt: not a number (expected: RINGVAKT_ATTEMPT's value)");
        }
        gate.outcomes().told(report(new AttemptId(attempt.getAsLong()), query));
        return Reply.of(new AgiCommand("RINGVAKT_OUTCOME", List.of("recorded")));
    }

    private OutcomeReport report(AttemptId attempt, AgiQuery query) {
        OptionalLong cause = query.count("cause");
        return new OutcomeReport(
                attempt,
                Instant.ofEpochMilli(clock.millis()),
                Set.of(Source.HANDLER),
                query.name("status"),
                cause.isPresent() && cause.getAsLong() < 1000
                        ? OptionalInt.of((int) cause.getAsLong())
                        : OptionalInt.empty(),
                new Dialling(
                        query.count("ring"),
                        query.count("progress"),
                        instant(query.count("started")),
                        instant(query.count("ended"))),
                new Talk(query.count("answered"), met(query.value("met")), OptionalLong.empty()),
                EndedBy.named(query.value("by")));
    }

    /// Whether Dial joined the two; a dialplan that cannot know it says nothing.
    private static Optional<Boolean> met(String word) {
        return switch (word) {
            case "yes" -> Optional.of(true);
            case "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Instant> instant(OptionalLong millis) {
        return millis.isPresent()
                ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
                : Optional.empty();
    }
}
