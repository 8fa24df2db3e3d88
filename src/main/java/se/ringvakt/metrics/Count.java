package se.ringvakt.metrics;

import io.micrometer.core.instrument.Counter;

/// One counter, found once and kept by whoever counts often. Thread-safe; counting makes no
/// garbage.
public final class Count {
    private final Counter counter;

    Count(Counter counter) {
        this.counter = counter;
    }

    /// Counts one.
    public void one() {
        counter.increment();
    }

    /// Counts several at once.
    ///
    /// @param many 0 or more
    public void add(long many) {
        counter.increment((double) many);
    }

    /// The count so far.
    public long sum() {
        return (long) counter.count();
    }
}
