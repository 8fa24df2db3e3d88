package se.ringvakt.call;

/// A dialled string that is no number of the plan, or that hides its number.
public enum InvalidNumber implements Dialled {
    /// The only one: why a string is invalid does not matter to the caller.
    INVALID
}
