package se.ringvakt.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Who asks.
///
/// @param name as the audit log names them: a user's name, `token:NAME` or `system:NAME`. A user's
///   name has no colon, so none can pass for another
/// @param role of a user; empty: a token, or the system
/// @param rights what they may do; none for a user who must change the password first
/// @param by what they showed
/// @param address where they ask from; empty: on this machine
public record Caller(String name, Optional<Role> role, Set<Right> rights, By by, String address) {
    private static final int ADDRESS_MOST = 64;
    private static final int NAME_MOST = 200;

    /// What a caller showed.
    public sealed interface By {
        /// A session's secret.
        record OfSession(Session session, User user) implements By {}

        /// A token's secret.
        record OfToken(Token token) implements By {}

        /// Nothing: whoever has the machine's command line, or the program itself.
        record OfSystem() implements By {}
    }

    public Caller {
        rights = rights.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(rights));
        name = AuditEntry.plain(name, NAME_MOST);
        address = AuditEntry.plain(address, ADDRESS_MOST);
    }

    static Caller of(Session session, User user, String address) {
        return new Caller(
                user.name().value(),
                Optional.of(user.role()),
                user.rights(),
                new By.OfSession(session, user),
                address);
    }

    static Caller of(Token token, String address) {
        return new Caller(
                "token:" + token.name(),
                Optional.empty(),
                token.rights(),
                new By.OfToken(token),
                address);
    }

    /// Whoever has the machine's command line; may do everything.
    ///
    /// @param who the operating system's name of them
    public static Caller system(String who) {
        return new Caller(
                "system:" + who,
                Optional.empty(),
                EnumSet.allOf(Right.class),
                new By.OfSystem(),
                "");
    }

    public boolean may(Right right) {
        return rights.contains(right);
    }

    /// Refuses a token that has not all of these rights itself: it cannot pass on what it lacks, be
    /// it to a token or by a user's password. People who manage users may give any.
    ///
    /// @throws AccessRefused when it has not
    void requireToGive(Set<Right> given) {
        if (by instanceof By.OfToken) {
            given.forEach(this::require);
        }
    }

    /// Refuses whoever has no such right.
    ///
    /// @throws AccessRefused when they have it not
    public void require(Right right) {
        if (!may(right)) {
            throw new AccessRefused(
                    AccessRefused.Kind.FORBIDDEN, "right: " + right + " (expected: to have it)");
        }
    }

    /// The user of the session; empty: not a session.
    public Optional<User> user() {
        return by instanceof By.OfSession(_, User user) ? Optional.of(user) : Optional.empty();
    }

    /// Whether they have to change their password before anything else.
    public boolean mustChangePassword() {
        return user().filter(User::mustChangePassword).isPresent();
    }
}
