package se.ringvakt.metrics;

import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/// One histogram of times, found once and kept by whoever measures often. Thread-safe; recording
/// makes no garbage.
public final class Times {
    private final Timer timer;

    Times(Timer timer) {
        this.timer = timer;
    }

    /// Records what began at this reading of [System#nanoTime()] and ends now.
    public void since(long beganNanos) {
        timer.record(System.nanoTime() - beganNanos, TimeUnit.NANOSECONDS);
    }

    /// How many were recorded.
    public long count() {
        return timer.count();
    }
}
