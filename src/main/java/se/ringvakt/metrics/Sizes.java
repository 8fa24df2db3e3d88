package se.ringvakt.metrics;

import io.micrometer.core.instrument.DistributionSummary;

/// One histogram of sizes, found once and kept by whoever measures often. Thread-safe; recording
/// makes no garbage.
public final class Sizes {
    private final DistributionSummary summary;

    Sizes(DistributionSummary summary) {
        this.summary = summary;
    }

    /// Records one.
    ///
    /// @param size 0 or more
    public void of(long size) {
        summary.record((double) size);
    }

    /// How many were recorded.
    public long count() {
        return summary.count();
    }
}
