package se.ringvakt.access;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a program shows instead of logging in. It belongs to the installation and not to whoever
/// made it: it goes on after they left.
///
/// @param id from 1
/// @param name 1 to 64 of a-z, 0-9, `.`, `_` and `-`; no two tokens ever have the same
/// @param rights at least one
/// @param createdBy who made it, as the audit log names them
/// @param expires the first instant at which it is no longer good
/// @param lastUsed on disk at most a minute behind; empty: never yet
/// @param revoked since when it is no longer good; empty: it was not revoked
public record Token(
        long id,
        String name,
        Set<Right> rights,
        String createdBy,
        Instant created,
        Instant expires,
        Optional<Instant> lastUsed,
        Optional<Instant> revoked) {
    /// What every token's secret begins with, so that scanners for leaked secrets can find it.
    public static final String PREFIX = "rvk_";

    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,64}");
    private static final int SHOWN_MOST = 80;

    public Token {
        if (!NAME.matcher(name).matches()) {
            throw AccessRefused.invalid(
                    "name: '"
                            + AuditEntry.plain(name, SHOWN_MOST)
                            + "' (expected: 1 to 64 of a-z, 0-9, . _ -)");
        }
        if (rights.isEmpty()) {
            throw AccessRefused.invalid("rights: none (expected: at least one)");
        }
        rights = Collections.unmodifiableSet(EnumSet.copyOf(rights));
    }

    /// Whether it opens anything now.
    public boolean isGood(Instant now) {
        return revoked.isEmpty() && now.isBefore(expires);
    }

    /// A token that was just made.
    ///
    /// @param secret what its program shows; told once
    public record Created(Token token, Secret secret) {}
}
