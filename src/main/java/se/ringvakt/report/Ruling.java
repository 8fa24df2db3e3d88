package se.ringvakt.report;

/// Whether a dial was allowed.
public enum Ruling {
    ALLOWED,
    DENIED
}
