package se.ringvakt.rule;

import java.util.Optional;

/// One clause. Pure and thread-safe; must object to everything it cannot make sense of.
@FunctionalInterface
public interface Rule {
    /// What it has against this call; empty: nothing. The lapse it gives must be the first instant
    /// at which the same rule under the same policy would no longer object.
    Optional<Objection> objection(Facts facts);
}
