package se.ringvakt.gate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import se.ringvakt.call.AttemptId;
import se.ringvakt.ledger.Recordings;
import se.ringvakt.ledger.Recordings.Consented;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;

/// Consents to be recorded, given in the call: no recording without one. Thread-safe; blocks;
/// throws [se.ringvakt.ledger.LedgerException] when it cannot be recorded.
public final class Consents {
    private final Recordings recordings;
    private final InstantSource clock;
    private final Meters meters;

    public Consents(Recordings recordings, InstantSource clock, Meters meters) {
        this.recordings = recordings;
        this.clock = clock;
        this.meters = meters;
    }

    /// Whoever this attempt called agrees to be recorded from now on.
    ///
    /// @param uniqueId of the channel that tells
    /// @return the recording, durably on record; empty: the call is over or unknown, and nothing
    ///   may be recorded
    public Optional<Consented> toBeRecorded(AttemptId attempt, String uniqueId) {
        Consented consented = Consented.of(attempt, Instant.ofEpochMilli(clock.millis()), uniqueId);
        boolean recorded = recordings.consent(consented);
        meters.count(Meter.CONSENTS, recorded ? "recorded" : "refused");
        return recorded ? Optional.of(consented) : Optional.empty();
    }
}
