package se.ringvakt.register;

import java.util.Optional;

/// A version file as a list shows it.
///
/// @param id the version's name
/// @param version what it says of itself; empty: it cannot be read
/// @param inForce whether it is the one in force
/// @param problem why it cannot be read; empty when it can
public record StoredVersion(
        String id, Optional<RegisterVersion> version, boolean inForce, String problem) {}
