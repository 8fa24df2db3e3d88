package se.ringvakt.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tokens on disk. Thread-safe; blocks; throws an unchecked exception of the adapter when it cannot
/// read or write.
public interface TokenStore {

    /// Adds a token.
    ///
    /// @param token its id is not looked at
    /// @return with its id; empty: there is one of that name, good or not
    Optional<Token> add(Token token, SecretHash hash, AuditEntry entry);

    /// The token of this hash, whether or not it is good.
    Optional<Token> find(SecretHash hash);

    Optional<Token> find(long id);

    /// All tokens ever made, newest first.
    List<Token> all();

    /// Records that it was used.
    void used(long id, Instant at);

    /// Makes it no longer good. Returns whether it was not revoked before; if it was, nothing is
    /// noted.
    boolean revoke(long id, Instant at, AuditEntry entry);

    /// Grows whenever a token is revoked, by whatever process; cheap to read.
    long revision();
}
