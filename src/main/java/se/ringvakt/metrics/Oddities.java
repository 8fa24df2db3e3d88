package se.ringvakt.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/// Input that makes no sense: each is counted, and of each kind the first is told, then at most one
/// a minute, so that a flood of nonsense fills no log. Thread-safe.
public final class Oddities {
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Meters meters;
    private final Logger log;
    private final Map<String, Long> told = new ConcurrentHashMap<>();

    public Oddities(Meters meters, Logger log) {
        this.meters = meters;
        this.log = log;
    }

    /// Notes one.
    ///
    /// @param kind one of a few
    /// @param reason what stood there and what was expected
    public void note(String kind, String reason) {
        meters.count(Meter.ODDITIES, kind);
        long now = System.nanoTime();
        Long before = told.get(kind);
        if (before == null || now - before > QUIET_NANOS) {
            told.put(kind, now);
            log.warn("{}: {}", kind, reason);
        }
    }
}
