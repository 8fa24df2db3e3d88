package se.ringvakt.gate;

import java.time.Instant;
import java.time.InstantSource;
import se.ringvakt.call.AttemptId;
import se.ringvakt.ledger.Recordings;
import se.ringvakt.ledger.Recordings.Consented;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;

/// Consents given in the call: no recording without one. Thread-safe; blocks; throws
/// [se.ringvakt.ledger.LedgerException] when it cannot be recorded.
public final class Consents {
    /// The one thing a consumer may agree to in the call.
    private static final String RECORDING = "recording";

    private final Recordings recordings;
    private final InstantSource clock;
    private final Meters meters;

    /// What came of it.
    public sealed interface Result {
        /// It is durably on record, and the call may be recorded from now on.
        record Recorded(Consented consented) implements Result {}

        /// Nothing may be recorded.
        record Refused(String why) implements Result {}
    }

    public Consents(Recordings recordings, InstantSource clock, Meters meters) {
        this.recordings = recordings;
        this.clock = clock;
        this.meters = meters;
    }

    /// Whoever this attempt called agrees to something.
    ///
    /// @param what `recording`; anything else is refused
    /// @param uniqueId of the channel that tells
    public Result consent(AttemptId attempt, String what, String uniqueId) {
        if (!what.equals(RECORDING)) {
            return refuse("what: another word (expected: " + RECORDING + ")");
        }
        Consented consented = Consented.of(attempt, Instant.ofEpochMilli(clock.millis()), uniqueId);
        if (!recordings.consent(consented)) {
            return refuse("attempt: unknown or over (expected: one under way)");
        }
        meters.count(Meter.CONSENTS, "recorded");
        return new Result.Recorded(consented);
    }

    private Result refuse(String why) {
        meters.count(Meter.CONSENTS, "refused");
        return new Result.Refused(why);
    }
}
