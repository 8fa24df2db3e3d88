package se.ringvakt.retention;

import java.util.Locale;

/// What is kept, each with a period of its own. In the order in which it is erased.
public enum Kept {
    /// Attempts with what became of them, and a number's history.
    ATTEMPTS,
    /// Denied dials.
    DENIALS,
    /// Dials past the gate.
    BYPASSES,
    /// Sound, in files.
    RECORDINGS,
    /// Keyed hashes of number and offer.
    OFFERS,
    /// Objections by key that have been passed on, or need not be.
    OBJECTIONS,
    /// Who changed the lists, and decided requests to lift blocks.
    LIST_CHANGES,
    /// Consents since their withdrawal, relations since their end.
    EXEMPTIONS,
    /// Events that no program took.
    DELIVERIES,
    /// The personal values of the record of decisions.
    EVIDENCE;

    /// As in the settings, such as `list-changes`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
