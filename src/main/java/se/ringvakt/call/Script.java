package se.ringvakt.call;

import java.util.Optional;

/// What an agent tells whoever answers, besides the principal's name (§4.1).
///
/// @param addressSource where the address, and so the number, comes from
/// @param callPurpose what the call is about; empty: nothing more than the campaign's purpose
public record Script(Optional<String> addressSource, Optional<String> callPurpose) {
    /// Nothing is stated.
    public static final Script NONE = new Script(Optional.empty(), Optional.empty());
}
