package se.ringvakt.evidence;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Notices when the clock is set: it then moves otherwise than time does. For one thread.
final class ClockSteps {
    /// Less may be slewing, or a machine that was busy between two readings.
    static final Duration LEAST = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Instant begun;
    private final long begunNanos;
    private Duration stepped = Duration.ZERO;

    ClockSteps(InstantSource clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        this.begun = clock.instant();
        this.begunNanos = nanos.getAsLong();
    }

    /// What was done to it since this was last asked.
    Optional<Happening.ClockSet> look() {
        Instant now = clock.instant();
        Duration drift = Duration.between(begun, now).minusNanos(nanos.getAsLong() - begunNanos);
        Duration step = drift.minus(stepped);
        if (step.abs().compareTo(LEAST) < 0) {
            return Optional.empty();
        }
        stepped = drift;
        return Optional.of(new Happening.ClockSet(now, step, drift));
    }

    /// How far it has been set since the start.
    Duration stepped() {
        return stepped;
    }
}
