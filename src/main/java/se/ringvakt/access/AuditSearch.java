package se.ringvakt.access;

import java.time.Instant;
import java.util.Optional;

/// Which entries of the audit log are looked for; whatever is empty does not matter.
///
/// @param from the first instant
/// @param to the first instant that is too late
/// @param who exactly this
/// @param action exactly this, or, for a word without a dot, also everything of that subject:
///   `campaign` finds `campaign.change`
/// @param subject exactly this
public record AuditSearch(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> who,
        Optional<String> action,
        Optional<String> subject) {
    /// Everything.
    public static final AuditSearch ALL =
            new AuditSearch(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
}
