package se.ringvakt.call;

/// An allowed attempt's name from the permit to the last record of it: a positive number that grows
/// with time, written in decimal.
public record AttemptId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
