package se.ringvakt.web.api;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value that is read anew only when it is too old. For one thread at a time.
final class Kept<T> {
    private final long lastsMillis;
    private final LongSupplier clock;
    private final Supplier<T> source;
    private @Nullable T value;
    private long readAt;

    /// @param clock milliseconds
    Kept(Duration lasts, LongSupplier clock, Supplier<T> source) {
        this.lastsMillis = lasts.toMillis();
        this.clock = clock;
        this.source = source;
    }

    /// The value. When it cannot be read the former one is not kept instead: the caller is told.
    T get() {
        long now = clock.getAsLong();
        // Also when the clock was set back.
        if (value == null || Math.abs(now - readAt) >= lastsMillis) {
            value = source.get();
            readAt = now;
        }
        return value;
    }

    /// The next look reads anew.
    void forget() {
        value = null;
    }
}
