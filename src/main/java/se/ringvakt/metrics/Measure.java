package se.ringvakt.metrics;

/// What a meter tells, and so how it is shown: its kind and its unit.
public enum Measure {
    /// How often something happened since the start.
    COUNT(Kind.COUNTER, ""),
    /// How many there are now.
    NUMBER(Kind.GAUGE, ""),
    /// Whether something is so now: 1 or 0.
    YES_NO(Kind.GAUGE, ""),
    /// How many days there are now.
    DAYS(Kind.GAUGE, "days"),
    /// How many seconds there are now.
    SECONDS(Kind.GAUGE, "seconds"),
    /// How long things took that should take microseconds, as a decision.
    SHORT_TIMES(Kind.TIMER, "seconds"),
    /// How long things took that may take milliseconds to minutes.
    LONG_TIMES(Kind.TIMER, "seconds"),
    /// How many were taken at once.
    SIZES(Kind.SUMMARY, "");

    /// The four kinds of meter that Prometheus knows.
    public enum Kind {
        /// Only grows.
        COUNTER,
        /// A value of now.
        GAUGE,
        /// A histogram of times.
        TIMER,
        /// A histogram of sizes.
        SUMMARY
    }

    private final Kind kind;
    private final String unit;

    Measure(Kind kind, String unit) {
        this.kind = kind;
        this.unit = unit;
    }

    public Kind kind() {
        return kind;
    }

    /// As Prometheus names it, at the end of the meter's name; empty: things are counted.
    public String unit() {
        return unit;
    }
}
