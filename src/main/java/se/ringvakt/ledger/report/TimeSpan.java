package se.ringvakt.ledger.report;

/// A span of time, in milliseconds since 1970.
///
/// @param from included
/// @param to excluded
record TimeSpan(long from, long to) {
    boolean isEmpty() {
        return from >= to;
    }

    TimeSpan within(TimeSpan other) {
        return new TimeSpan(Math.max(from, other.from), Math.min(to, other.to));
    }
}
