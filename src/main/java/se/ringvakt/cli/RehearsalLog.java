package se.ringvakt.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.rule.Rehearsal.Extent;

/// Tells the log that calls are not stopped: when a rehearsal begins, changes or ends, and once an
/// hour. For one thread.
final class RehearsalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RehearsalLog.class);
    private static final Duration AGAIN = Duration.ofHours(1);

    private final Supplier<Extent> now;
    private final InstantSource clock;
    private Optional<Extent> told = Optional.empty();
    private Instant toldAt = Instant.MIN;

    RehearsalLog(Supplier<Extent> now, InstantSource clock) {
        this.now = now;
        this.clock = clock;
    }

    /// Looks, and says what is new or due.
    void look() {
        Extent extent = now.get();
        if (extent.any()) {
            if (!told.equals(Optional.of(extent))
                    || !clock.instant().isBefore(toldAt.plus(AGAIN))) {
                LOG.warn("{}", extent.text());
                told = Optional.of(extent);
                toldAt = clock.instant();
            }
        } else if (told.isPresent()) {
            LOG.info("the rehearsal is over: calls are stopped again");
            told = Optional.empty();
        }
    }
}
