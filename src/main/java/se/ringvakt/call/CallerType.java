package se.ringvakt.call;

/// What a principal is, where the law treats some unlike others.
public enum CallerType {
    ORDINARY,
    CHARITY,
    CHARITY_LOTTERY,
    /// A publisher of newspapers, weeklies or magazines.
    PRESS
}
