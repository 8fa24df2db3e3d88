package se.ringvakt.call;

/// An allowed attempt's name from the permit to the last record of it: a positive number that grows
/// with time, written in decimal.
public record AttemptId(long value) {
    /// Below the gate's number, which has eight bits: what counts within a millisecond.
    private static final int COUNTER_BITS = 12;

    private static final int NODE_MASK = 0xff;

    /// The number, 0 to 255, of the gate that gave it, among those that share its ledger.
    public int node() {
        return (int) (value >>> COUNTER_BITS) & NODE_MASK;
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
