package se.ringvakt.metrics;

import org.slf4j.Logger;

/// Input that makes no sense: each is counted, and told [seldom][Seldom]. Thread-safe.
public final class Oddities {
    private final Meters meters;
    private final Seldom seldom;

    public Oddities(Meters meters, Logger log) {
        this.meters = meters;
        this.seldom = new Seldom(log);
    }

    /// Notes one.
    ///
    /// @param kind one of a few
    /// @param reason what stood there and what was expected
    public void note(String kind, String reason) {
        meters.count(Meter.ODDITIES, kind);
        seldom.warn(kind, reason);
    }
}
