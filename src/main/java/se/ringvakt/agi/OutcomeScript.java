package se.ringvakt.agi;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import se.ringvakt.agi.AgiScripts.Reply;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.OutcomeReport;
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
        gate.settle(report(new AttemptId(attempt.getAsLong()), query));
        return Reply.of(new AgiCommand("RINGVAKT_OUTCOME", List.of("recorded")));
    }

    private OutcomeReport report(AttemptId attempt, AgiQuery query) {
        OptionalLong cause = query.count("cause");
        return new OutcomeReport(
                attempt,
                Instant.ofEpochMilli(clock.millis()),
                query.name("status"),
                query.count("ring"),
                query.count("progress"),
                query.count("answered"),
                cause.isPresent() && cause.getAsLong() < 1000
                        ? OptionalInt.of((int) cause.getAsLong())
                        : OptionalInt.empty(),
                instant(query.count("started")),
                instant(query.count("ended")));
    }

    private static Optional<Instant> instant(OptionalLong millis) {
        return millis.isPresent()
                ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
                : Optional.empty();
    }
}
