package se.ringvakt.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/// Warnings that every call might repeat: of each kind the first is told, then at most one a
/// minute, with how many were kept back since, so that an hour without a database fills no log.
/// Thread-safe.
public final class Seldom {
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    private final LongSupplier nanos;
    private final Map<String, Told> told = new ConcurrentHashMap<>();

    public Seldom(Logger log) {
        this(log, System::nanoTime);
    }

    Seldom(Logger log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
    }

    /// When the last one was told, and how many came after it.
    private record Told(long nanos, long keptBack) {}

    /// Warns, or keeps it back.
    ///
    /// @param kind one of a few
    public void warn(String kind, String what) {
        long now = nanos.getAsLong();
        Told before = told.get(kind);
        if (before != null && now - before.nanos < QUIET_NANOS) {
            told.computeIfPresent(kind, (_, it) -> new Told(it.nanos, it.keptBack + 1));
        } else {
            told.put(kind, new Told(now, 0));
            if (before == null || before.keptBack == 0) {
                log.warn("{}: {}", kind, what);
            } else {
                log.warn("{}: {} (and {} more since the last)", kind, what, before.keptBack);
            }
        }
    }
}
