package se.ringvakt.ledger;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// Gives out ids of attempts, and of denials on a shared record: milliseconds since 1970, then 8
/// bits that tell the gate, then 12 bits that count within them; of more than 4,096 in a
/// millisecond the rest count into the next. They grow even when the clock steps back, and across
/// restarts, unless it stepped back by more than the restart took. Thread-safe.
public final class DecisionIds {
    private static final int NODE_BITS = 8;
    private static final int COUNTER_BITS = 12;
    private static final long NODE_MASK = (1L << NODE_BITS) - 1;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;

    /// Milliseconds and counter.
    private final AtomicLong last = new AtomicLong();

    /// The next id of a gate.
    ///
    /// @param node the gate's number among those that share its ledger, 0 to 255
    public long next(Instant now, int node) {
        long earliest = now.toEpochMilli() << COUNTER_BITS;
        long tick = last.updateAndGet(before -> Math.max(before + 1, earliest));
        long millis = tick >>> COUNTER_BITS;
        return ((millis << NODE_BITS) | node) << COUNTER_BITS | (tick & COUNTER_MASK);
    }

    /// The number of the gate that gave an id.
    public static int node(long id) {
        return (int) (id >>> COUNTER_BITS & NODE_MASK);
    }
}
