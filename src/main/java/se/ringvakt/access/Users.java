package se.ringvakt.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import se.ringvakt.access.AccessRefused.Kind;
import se.ringvakt.access.UserStore.Edited;
import se.ringvakt.access.UserStore.Stored;

/// Users, and what may be done to them. There is always an administrator who may log in.
/// Thread-safe; blocks.
public final class Users {
    /// The first user.
    public static final UserName FIRST = new UserName("admin");

    private final UserStore store;
    private final Passwords passwords;
    private final Sessions sessions;
    private final FirstLogin firstLogin;
    private final InstantSource clock;

    Users(
            UserStore store,
            Passwords passwords,
            Sessions sessions,
            FirstLogin firstLogin,
            InstantSource clock) {
        this.store = store;
        this.passwords = passwords;
        this.sessions = sessions;
        this.firstLogin = firstLogin;
        this.clock = clock;
    }

    /// A user whose password somebody else has chosen.
    ///
    /// @param password told once; they must change it when they log in
    public record Initial(User user, String password) {
        /// Tells nothing, lest it get into a log.
        @Override
        public String toString() {
            return "Initial[" + user.name() + ", ...]";
        }
    }

    /// What to change of a user; whatever is empty stays.
    public record Change(
            Optional<String> displayName, Optional<Role> role, Optional<User.State> state) {
        /// Another role.
        public static Change to(Role role) {
            return new Change(Optional.empty(), Optional.of(role), Optional.empty());
        }

        /// Able to log in or not.
        public static Change to(User.State state) {
            return new Change(Optional.empty(), Optional.empty(), Optional.of(state));
        }
    }

    /// All users, by name.
    public List<User> all() {
        return store.all();
    }

    public Optional<User> find(UserName name) {
        return store.find(name).map(Stored::user);
    }

    /// Whom the single sign-on knows so.
    public Optional<User> byOidcSubject(String subject) {
        return store.bySubject(subject);
    }

    /// Makes the first user, an administrator, when there is none at all; their password is also in
    /// the file `first-login` until they have changed it.
    ///
    /// @return empty: there are users
    public Optional<Initial> bootstrap() {
        if (!store.all().isEmpty()) {
            return Optional.empty();
        }
        String password = PasswordRules.random();
        Optional<PasswordHash> hash = Optional.of(passwords.hash(password));
        User first = User.made(FIRST, "Administrator", Role.ADMINISTRATOR, now());
        AuditEntry entry = noted(Caller.system("ringvakt"), "user.add", first).after(shown(first));
        Optional<Edited> made =
                store.edit(
                        FIRST,
                        (_, all) ->
                                all.isEmpty()
                                        ? Optional.of(new Edited(first, hash, false, entry))
                                        : Optional.empty());
        made.ifPresent(_ -> firstLogin.write(FIRST, password));
        return made.map(edited -> new Initial(edited.user(), password));
    }

    /// Adds a user, with a password made up here.
    ///
    /// @throws AccessRefused when there is one of that name, or anything else cannot be
    public Initial add(Caller by, UserName name, String displayName, Role role) {
        return add(by, name, displayName, role, PasswordRules.random());
    }

    /// Adds a user with this password, to be changed when they log in.
    ///
    /// @throws AccessRefused when there is one of that name, or anything else cannot be
    public Initial add(Caller by, UserName name, String displayName, Role role, String password) {
        by.require(Right.USERS);
        by.requireToGive(role.rights());
        PasswordRules.check("password", password, name);
        User user = User.made(name, displayName, role, now());
        insert(by, user, Optional.of(passwords.hash(password)));
        return new Initial(user, password);
    }

    /// Edits a user. Another role, or being disabled, ends their sessions.
    ///
    /// @param version the one that was read, where somebody may have changed it meanwhile
    /// @return as they are now
    /// @throws AccessRefused when there is no such user, the version is another, or no
    ///   administrator would be left
    public User change(Caller by, UserName name, OptionalLong version, Change change) {
        by.require(Right.USERS);
        Optional<Edited> edited =
                store.edit(name, (now, all) -> edited(by, known(name, now, version), all, change));
        sessions.refresh();
        return edited.map(Edited::user).or(() -> find(name)).orElseThrow(() -> unknown(name));
    }

    private Optional<Edited> edited(Caller by, Stored now, List<User> all, Change change) {
        User user = now.user();
        User after =
                user.edited(
                        change.displayName().orElse(user.displayName()),
                        change.role().orElse(user.role()),
                        change.state().orElse(user.state()));
        if (shown(after).equals(shown(user))) {
            return Optional.empty();
        }
        if (after.role() != user.role() || after.state() != user.state()) {
            by.requireToGive(after.role().rights());
        }
        if (isAdministrator(user) && !isAdministrator(after)) {
            requireAnother(after, all);
        }
        boolean ends = after.role() != user.role() || !after.isActive();
        AuditEntry entry = noted(by, "user.change", after).before(shown(user)).after(shown(after));
        return Optional.of(new Edited(after, now.password(), ends, entry));
    }

    private static boolean isAdministrator(User user) {
        return user.isActive() && user.role() == Role.ADMINISTRATOR;
    }

    /// Without one, nobody could let anybody in again but by the machine's command line.
    private static void requireAnother(User after, List<User> all) {
        if (all.stream()
                .filter(user -> !user.name().equals(after.name()))
                .noneMatch(Users::isAdministrator)) {
            throw new AccessRefused(
                    Kind.CONFLICT,
                    "user: "
                            + after.name()
                            + ": the last administrator who may log in (expected: another"
                            + " before this one is changed)");
        }
    }

    /// Gives a user another password, made up here; their sessions end.
    ///
    /// @throws AccessRefused when there is no such user, or the version is another
    public Initial resetPassword(Caller by, UserName name, OptionalLong version) {
        return resetPassword(by, name, version, PasswordRules.random());
    }

    /// Gives a user this password, to be changed when they log in; their sessions end.
    ///
    /// @throws AccessRefused when there is no such user, the version is another, or it may not be a
    ///   password
    public Initial resetPassword(Caller by, UserName name, OptionalLong version, String password) {
        by.require(Right.USERS);
        PasswordRules.check("password", password, name);
        Optional<PasswordHash> hash = Optional.of(passwords.hash(password));
        Edited edited =
                store.edit(
                                name,
                                (now, _) -> {
                                    User after =
                                            known(name, now, version).user().withPassword(true);
                                    by.requireToGive(after.role().rights());
                                    AuditEntry entry = noted(by, "user.password-reset", after);
                                    return Optional.of(new Edited(after, hash, true, entry));
                                })
                        .orElseThrow(() -> unknown(name));
        sessions.refresh();
        firstLogin.over(name);
        return new Initial(edited.user(), password);
    }

    /// A user as the single sign-on tells of them: added when they are new, edited when they are
    /// told of otherwise. A user who has a password here is never taken over.
    ///
    /// @throws AccessRefused when the name is another's
    public User provision(String subject, UserName name, String displayName, Role role) {
        Caller by = Caller.system("oidc");
        Optional<User> known = store.bySubject(subject);
        if (known.isPresent()) {
            Change change =
                    new Change(Optional.of(displayName), Optional.of(role), Optional.empty());
            return change(by, known.get().name(), OptionalLong.empty(), change);
        }
        User user = User.made(name, displayName, role, now()).known(subject);
        insert(by, user, Optional.empty());
        return user;
    }

    private void insert(Caller by, User user, Optional<PasswordHash> password) {
        store.edit(
                user.name(),
                (now, _) -> {
                    if (now.isPresent()) {
                        throw new AccessRefused(
                                Kind.CONFLICT,
                                "name: " + user.name() + " (expected: one that no user has)");
                    }
                    AuditEntry entry = noted(by, "user.add", user).after(shown(user));
                    return Optional.of(new Edited(user, password, false, entry));
                });
    }

    private static Stored known(UserName name, Optional<Stored> now, OptionalLong version) {
        Stored stored = now.orElseThrow(() -> unknown(name));
        if (version.isPresent() && version.getAsLong() != stored.user().version()) {
            throw new AccessRefused(
                    Kind.STALE,
                    "version: "
                            + version.getAsLong()
                            + " (expected: "
                            + stored.user().version()
                            + "; it was changed meanwhile)");
        }
        return stored;
    }

    private static AccessRefused unknown(UserName name) {
        return new AccessRefused(Kind.UNKNOWN, "user: " + name + " (expected: one that there is)");
    }

    private AuditEntry noted(Caller by, String action, User user) {
        return AuditEntry.of(by, now(), action, user.name().value());
    }

    /// What the audit log keeps of a user.
    private static Map<String, String> shown(User user) {
        return Map.of(
                "displayName",
                user.displayName(),
                "role",
                user.role().name(),
                "state",
                user.state().name());
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
