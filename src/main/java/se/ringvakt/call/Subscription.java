package se.ringvakt.call;

/// Whose telephone it is, as far as anyone has recorded.
public enum Subscription {
    /// Nothing recorded: protected as a consumer's.
    CONSUMER,
    /// An active sole trader's.
    SOLE_TRADER,
    COMPANY
}
