package se.ringvakt.replay;

/// What becomes of a call that would have been blocked.
public enum Mode {
    /// It did not happen: later calls are judged without it.
    ENFORCE,
    /// It happened like any call to a valid number, and counts.
    AUDIT
}
