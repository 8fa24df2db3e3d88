package se.ringvakt.hook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// When a delivery that failed is tried again: after ever longer waits, each a little off, so that
/// gates do not all come back at once.
///
/// @param waits one for each time it is tried again
/// @param random from 0 to 1
record Retries(List<Duration> waits, DoubleSupplier random) {
    /// Seven tries within about seven hours.
    static final List<Duration> USUAL =
            List.of(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Duration.ofHours(6));

    /// At most this share of a wait is added to it.
    private static final double JITTER = 0.2;

    /// How long to wait after so many tries, 1 or more; empty: that was the last.
    Optional<Duration> after(int tries) {
        if (tries > waits.size()) {
            return Optional.empty();
        }
        Duration wait = waits.get(tries - 1);
        long more = (long) (wait.toMillis() * JITTER * random.getAsDouble());
        return Optional.of(wait.plusMillis(more));
    }
}
