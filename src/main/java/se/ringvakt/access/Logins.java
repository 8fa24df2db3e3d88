package se.ringvakt.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.access.AccessRefused.Kind;
import se.ringvakt.access.UserStore.Edited;
import se.ringvakt.access.UserStore.Stored;

/// Lets people in. Whether a name is a user's is told neither by the answer nor by its time; every
/// attempt that was checked is in the audit log. Thread-safe; blocks.
public final class Logins {
    private final UserStore users;
    private final Sessions sessions;
    private final AuditLog audit;
    private final Passwords passwords;
    private final FirstLogin firstLogin;
    private final InstantSource clock;
    private final LockOut lockOut = new LockOut();

    Logins(
            UserStore users,
            Sessions sessions,
            AuditLog audit,
            Passwords passwords,
            FirstLogin firstLogin,
            InstantSource clock) {
        this.users = users;
        this.sessions = sessions;
        this.audit = audit;
        this.passwords = passwords;
        this.firstLogin = firstLogin;
        this.clock = clock;
    }

    /// A name and a password that somebody claims to have.
    ///
    /// @param user empty: there is none of that name
    private record Claim(String name, String password, Optional<Stored> user, String address) {
        String network() {
            return Network.of(address);
        }
    }

    /// Goes on with a password that was right.
    @FunctionalInterface
    private interface Next {
        Login of(Stored user, Passwords.Checked checked);
    }

    /// Logs in by a password; every login is a session of its own.
    ///
    /// @param address where they ask from
    public Login login(String name, String password, String address) {
        Optional<UserName> user = UserName.find(name);
        Claim claim =
                new Claim(
                        user.map(UserName::value).orElse(""),
                        password,
                        user.flatMap(users::find),
                        address);
        return proven(
                claim,
                (stored, checked) ->
                        opened(stored, stored.password(), checked.rehashed(), address));
    }

    /// Logs in whom the single sign-on has let in.
    public Login loginBySubject(String subject, String address) {
        return users.bySubject(subject)
                .flatMap(user -> users.find(user.name()))
                .map(user -> opened(user, Optional.empty(), Optional.empty(), address))
                .orElseGet(Login.Wrong::new);
    }

    /// Changes the caller's own password. All their sessions end; the answer has a new one.
    ///
    /// @throws AccessRefused when the caller is no user who has a password, or it may not be the
    ///   next one
    public Login changePassword(Caller by, String current, String next) {
        User user =
                by.user()
                        .orElseThrow(() ->
                                new AccessRefused(
                                        Kind.FORBIDDEN, "password: none (expected: a user)"));
        PasswordRules.check("new", next, user.name());
        if (next.equals(current)) {
            throw AccessRefused.invalid("new: the same as before (expected: another)");
        }
        Claim claim =
                new Claim(user.name().value(), current, users.find(user.name()), by.address());
        return proven(claim, (stored, _) -> changed(by, stored, next));
    }

    private Login changed(Caller by, Stored stored, String next) {
        UserName name = stored.user().name();
        Optional<PasswordHash> hash = Optional.of(passwords.hash(next));
        users.edit(
                name,
                (now, _) -> {
                    Stored seen = now.orElse(stored);
                    if (!seen.password().equals(stored.password())) {
                        throw new AccessRefused(
                                Kind.STALE, "password: changed meanwhile (expected: the old one)");
                    }
                    User after = seen.user().withPassword(false);
                    AuditEntry entry =
                            AuditEntry.of(by, now(), "user.password-change", name.value());
                    return Optional.of(new Edited(after, hash, true, entry));
                });
        sessions.refresh();
        firstLogin.over(name);
        return users.find(name)
                .map(after -> opened(after, hash, Optional.empty(), by.address()))
                .orElseGet(Login.Wrong::new);
    }

    /// Checks the claim in its turn; goes on if it is true.
    private Login proven(Claim claim, Next next) {
        return switch (lockOut.begin(claim.name, claim.network(), claim.user, now())) {
            case LockOut.Turn.Wait(Instant until) -> new Login.Locked(until);
            case LockOut.Turn.Go(LockOut.Try attempt) -> tried(claim, attempt, next);
        };
    }

    private Login tried(Claim claim, LockOut.Try attempt, Next next) {
        Passwords.Checked checked;
        try {
            checked = passwords.check(claim.password, claim.user.flatMap(Stored::password));
        } catch (AccessRefused _) {
            lockOut.abandoned(attempt);
            return new Login.Busy();
        }
        if (checked.right()) {
            lockOut.succeeded(attempt);
            return next.of(claim.user.orElseThrow(), checked);
        }
        failed(claim, attempt);
        return new Login.Wrong();
    }

    /// A name that is no user's is not kept: people type their password there.
    private void failed(Claim claim, LockOut.Try attempt) {
        Instant now = now();
        boolean locked = attempt.until().isAfter(now);
        AuditEntry entry = entry(claim, now, locked ? "login.locked" : "login.failed");
        if (locked) {
            entry = entry.after(Map.of("until", attempt.until()));
        }
        if (claim.user.isPresent()) {
            UserName name = claim.user.get().user().name();
            users.failed(name, claim.network(), attempt.failures(), entry);
        } else {
            audit.note(entry);
        }
    }

    private static AuditEntry entry(Claim claim, Instant now, String action) {
        return claim.user
                .map(stored -> entry(stored.user(), claim.address, now, action))
                .orElseGet(() -> AuditEntry.ofNobody(now, claim.address, action));
    }

    private static AuditEntry entry(User user, String address, Instant now, String action) {
        return new AuditEntry(
                now,
                user.name().value(),
                Optional.of(user.role()),
                address,
                action,
                user.name().value(),
                "",
                "",
                "");
    }

    private Login opened(
            Stored stored,
            Optional<PasswordHash> verified,
            Optional<PasswordHash> rehashed,
            String address) {
        User user = stored.user();
        Instant now = now();
        if (!user.isActive()) {
            audit.note(entry(user, address, now, "login.disabled"));
            return new Login.Disabled();
        }
        Session.Opened opened = sessions.prepared(user.name(), address);
        boolean in =
                users.logIn(
                        new UserStore.LoggedIn(
                                opened.session(),
                                Network.of(address),
                                verified,
                                rehashed,
                                sessions.bounds(),
                                entry(user, address, now, "login")));
        return in ? new Login.Ok(user, opened) : new Login.Wrong();
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
