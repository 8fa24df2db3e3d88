package se.ringvakt.access;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// Who may do what at one installation, all of it together. A process that serves keeps one and the
/// same for as long as it runs: failed logins are counted in it.
public record Access(Users users, Logins logins, Sessions sessions, Tokens tokens, AuditLog audit) {
    /// The file in the state folder that tells the first user's password.
    public static final String FIRST_LOGIN = "first-login";

    /// How long one waits for a password to be checked when others are.
    private static final Duration HASH_WAIT = Duration.ofSeconds(5);

    /// Where it is all kept.
    public record Stores(
            UserStore users, SessionStore sessions, TokenStore tokens, AuditLog audit) {}

    /// Puts it together.
    ///
    /// @param state the folder of everything that outlives the process
    public static Access of(
            Stores stores, AccessSettings settings, InstantSource clock, Path state) {
        Passwords passwords = new Passwords(settings.hashesMost(), HASH_WAIT);
        FirstLogin firstLogin = new FirstLogin(state.resolve(FIRST_LOGIN));
        Sessions sessions = new Sessions(stores.sessions(), settings, clock);
        return new Access(
                new Users(stores.users(), passwords, sessions, firstLogin, clock),
                new Logins(stores.users(), sessions, stores.audit(), passwords, firstLogin, clock),
                sessions,
                new Tokens(stores.tokens(), settings, clock),
                stores.audit());
    }
}
