package se.ringvakt.register;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Since when files have been as they are. For one thread.
final class Settling {
    private final long settleNanos;
    private final LongSupplier nanoTime;
    private final Map<Path, Seen> seen = new HashMap<>();

    private record Seen(Arrival.State state, long since) {}

    /// @param nanoTime a clock that only goes forward
    Settling(long settleNanos, LongSupplier nanoTime) {
        this.settleNanos = settleNanos;
        this.nanoTime = nanoTime;
    }

    /// Whether a file has been so for long enough; to be asked again and again.
    boolean isSettled(Path file, Arrival.State state) {
        long now = nanoTime.getAsLong();
        Seen before = seen.get(file);
        if (before == null || !before.state.equals(state)) {
            before = new Seen(state, now);
            seen.put(file, before);
        }
        return now - before.since >= settleNanos;
    }

    /// Forgets all but these.
    void keep(Collection<Path> files) {
        seen.keySet().retainAll(files);
    }
}
