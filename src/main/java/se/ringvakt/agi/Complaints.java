package se.ringvakt.agi;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/// Warnings about what comes from outside, one a second at most: a flood of nonsense must not
/// become a flood of log lines. Thread-safe.
final class Complaints {
    private static final long PAUSE_MILLIS = 1_000;

    private final Logger log;
    private final InstantSource clock;
    private final AtomicLong nextMillis = new AtomicLong();
    private final AtomicLong unsaid = new AtomicLong();

    Complaints(Logger log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    void complain(String what) {
        long now = clock.millis();
        long next = nextMillis.get();
        if (now < next || !nextMillis.compareAndSet(next, now + PAUSE_MILLIS)) {
            unsaid.incrementAndGet();
            return;
        }
        log.warn("{} ({} more such warnings since the last)", what, unsaid.getAndSet(0));
    }
}
