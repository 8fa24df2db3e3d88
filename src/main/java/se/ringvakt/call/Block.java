package se.ringvakt.call;

import java.time.Instant;
import java.util.Optional;

/// An entry of a block list: this number, or every number with this prefix, is not to be called.
///
/// @param list whose list it stands on
/// @param principal set for a principal's own list, which binds its campaigns only
/// @param expires when it ceases to hold; empty: never
public record Block(List list, Optional<PrincipalId> principal, Optional<Instant> expires) {

    /// The block lists.
    public enum List {
        /// A principal's own; binds the principal's campaigns.
        PRINCIPAL,
        /// The contact centre's; binds all.
        CENTRE,
        /// The deceased; binds all.
        DECEASED
    }

    public Block {
        if ((list == List.PRINCIPAL) != principal.isPresent()) {
            throw new IllegalArgumentException(
                    "principal: "
                            + principal
                            + " (expected: one for a principal's list, else none)");
        }
    }

    /// Whether the entry binds calls made for this principal.
    public boolean binds(PrincipalId caller) {
        return principal.isEmpty() || principal.get().equals(caller);
    }
}
