package se.ringvakt.call;

import java.time.Instant;
import java.util.Optional;

/// A consumer's prior consent to be called by one principal.
///
/// @param proof where the proof is kept; never empty
public record Consent(
        PrincipalId principal, Instant given, Optional<Instant> withdrawn, String proof) {

    public Consent {
        if (proof.isBlank()) {
            throw new IllegalArgumentException("proof: blank (expected: a reference)");
        }
    }

    /// Whether it was given and not yet withdrawn at this instant.
    public boolean standsAt(Instant now) {
        return !now.isBefore(given) && (withdrawn.isEmpty() || now.isBefore(withdrawn.get()));
    }
}
