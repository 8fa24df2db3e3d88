package se.ringvakt.gate;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import se.ringvakt.call.AttemptId;

/// Gives out attempt ids: milliseconds since 1970, then 8 bits that tell the gate, then 12 bits
/// that count within them; of more than 4,096 in a millisecond the rest count into the next. They
/// grow even when the clock steps back, and across restarts, unless it stepped back by more than
/// the restart took.
final class AttemptIds {
    private static final int NODE_BITS = 8;
    private static final int COUNTER_BITS = 12;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;

    /// Milliseconds and counter.
    private final AtomicLong last = new AtomicLong();

    /// @param node the gate's number among those that share its ledger, 0 to 255
    AttemptId next(Instant now, int node) {
        long earliest = now.toEpochMilli() << COUNTER_BITS;
        long tick = last.updateAndGet(before -> Math.max(before + 1, earliest));
        long millis = tick >>> COUNTER_BITS;
        long id = ((millis << NODE_BITS) | node) << COUNTER_BITS | (tick & COUNTER_MASK);
        return new AttemptId(id);
    }
}
