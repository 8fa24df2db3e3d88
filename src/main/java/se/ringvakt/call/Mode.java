package se.ringvakt.call;

/// What the gate does with a dial that the rules deny.
public enum Mode {
    /// It is not dialled.
    ENFORCE,
    /// It is dialled all the same, and recorded as one that would have been denied.
    REHEARSE
}
