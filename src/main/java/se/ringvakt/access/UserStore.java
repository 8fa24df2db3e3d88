package se.ringvakt.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Users on disk. Every change is one step together with its entry in the audit log. Thread-safe;
/// blocks; throws an unchecked exception of the adapter when it cannot read or write.
public interface UserStore {
    /// How many addresses are remembered for a user; the one unused longest is forgotten.
    int ADDRESSES_MOST = 20;

    /// A user and what only a login needs.
    ///
    /// @param password empty: none; they cannot log in by one
    /// @param failures from elsewhere than the networks
    /// @param networks from where they have logged in before, and what failed there since
    record Stored(
            User user,
            Optional<PasswordHash> password,
            Failures failures,
            Map<String, Failures> networks) {
        public Stored {
            networks = Map.copyOf(networks);
        }
    }

    /// What becomes of a user.
    ///
    /// @param user the next version
    /// @param endSessions whether all their sessions end
    record Edited(
            User user, Optional<PasswordHash> password, boolean endSessions, AuditEntry entry) {}

    /// Decides what becomes of a user; throws [AccessRefused] to change nothing.
    @FunctionalInterface
    interface Edit {
        /// Decides.
        ///
        /// @param now empty: there is no user of this name
        /// @param all every user there is
        /// @return empty: nothing is to change
        Optional<Edited> of(Optional<Stored> now, List<User> all);
    }

    /// A login that succeeded.
    ///
    /// @param verified the hash that the password was checked against; empty: not by a password
    /// @param rehashed the same password by newer parameters; empty: it stays
    record LoggedIn(
            Session session,
            String network,
            Optional<PasswordHash> verified,
            Optional<PasswordHash> rehashed,
            SessionStore.Bounds bounds,
            AuditEntry entry) {}

    Optional<Stored> find(UserName name);

    /// Whom the single sign-on knows so.
    Optional<User> bySubject(String subject);

    /// All users, by name.
    List<User> all();

    /// Adds or changes a user as the edit decides, nobody else changing any meanwhile. Returns what
    /// it decided.
    Optional<Edited> edit(UserName name, Edit edit);

    /// Records a login that failed, and how many did: for the network if they have logged in from
    /// there before, else for the user.
    void failed(UserName name, String network, Failures failures, AuditEntry entry);

    /// Opens the session and forgets the failures, of the user and of the network.
    ///
    /// @return false: the user was changed meanwhile (another password, disabled); nothing was
    ///   recorded
    boolean logIn(LoggedIn login);
}
