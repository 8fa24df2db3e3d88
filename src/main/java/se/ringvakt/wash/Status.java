package se.ringvakt.wash;

/// What a number is to a wash; the names are stable and stand in marked files.
public enum Status {
    /// May be called, as far as registers and lists go.
    FREE,
    /// May not be called: listed, blocked, not covered, without consent.
    STOP,
    /// Holds something that is no number of the plan.
    UNREADABLE,
    /// Holds nothing.
    EMPTY
}
