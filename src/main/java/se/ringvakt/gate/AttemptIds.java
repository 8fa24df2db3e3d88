package se.ringvakt.gate;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import se.ringvakt.call.AttemptId;

/// Gives out attempt ids: milliseconds since 1970, then 20 bits that count within them. They grow
/// even when the clock steps back, and across restarts, unless it stepped back by more than the
/// restart took.
final class AttemptIds {
    private static final int COUNTER_BITS = 20;

    private final AtomicLong last = new AtomicLong();

    AttemptId next(Instant now) {
        long earliest = now.toEpochMilli() << COUNTER_BITS;
        return new AttemptId(last.updateAndGet(id -> Math.max(id + 1, earliest)));
    }
}
