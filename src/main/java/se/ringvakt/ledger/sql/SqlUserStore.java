package se.ringvakt.ledger.sql;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.Failures;
import se.ringvakt.access.PasswordHash;
import se.ringvakt.access.User;
import se.ringvakt.access.UserName;
import se.ringvakt.access.UserStore;

/// Users in the ledger's file. Any process may use it beside the gate's.
public final class SqlUserStore implements UserStore {
    static final String REVISION = "access";

    private static final String PUT =
            """
            INSERT INTO access_user (name, display_name, role, state, must_change, created,
                                     last_login, version, oidc_subject, password)
            VALUES (:name, :displayName, :role, :state, :mustChange, :created,
                    :lastLogin, :version, :subject, :password)
            ON CONFLICT (name) DO UPDATE
               SET display_name = excluded.display_name, role = excluded.role,
                   state = excluded.state, must_change = excluded.must_change,
                   version = excluded.version, oidc_subject = excluded.oidc_subject,
                   password = excluded.password
            """;

    private static final String FAILED_THERE =
            """
            UPDATE access_network SET failures = :failures, failed_at = :at
             WHERE "user" = :name AND network = :network
            """;

    private static final String FAILED =
            "UPDATE access_user SET failures = :failures, failed_at = :at WHERE name = :name";

    /// Failures from elsewhere are another's when the user was known here.
    private static final String FORGIVE =
            """
            UPDATE access_user SET failures = 0
             WHERE name = :name
               AND NOT EXISTS (SELECT 1 FROM access_network
                                WHERE "user" = :name AND network = :network)
            """;

    private static final String KNOW =
            """
            INSERT INTO access_network ("user", network, at, failures, failed_at)
            VALUES (:name, :network, :at, 0, 0)
            ON CONFLICT ("user", network) DO UPDATE
               SET at = excluded.at, failures = 0, failed_at = 0
            """;

    private static final String FORGET_NETWORKS =
            """
            DELETE FROM access_network
             WHERE "user" = :name
               AND network NOT IN (SELECT network FROM access_network WHERE "user" = :name
                                    ORDER BY at DESC, network LIMIT :most)
            """;

    private static final String LOGGED_IN =
            """
            UPDATE access_user SET last_login = :at, password = COALESCE(:rehashed, password)
             WHERE name = :name
            """;

    private static final String OPEN =
            """
            INSERT INTO access_session (id, "user", opened, seen, address)
            VALUES (:id, :name, :opened, :seen, :address)
            """;

    private static final String END_PAST =
            "DELETE FROM access_session WHERE seen <= :seenBefore OR opened <= :openedBefore";

    /// The new one has just been seen; of the others, those idle longest end.
    private static final String END_IDLEST =
            """
            DELETE FROM access_session
             WHERE "user" = :name
               AND id NOT IN (SELECT id FROM access_session WHERE "user" = :name
                               ORDER BY id = :id DESC, seen DESC, opened DESC, id LIMIT :most)
            """;

    private final Database database;

    public SqlUserStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Stored> find(UserName name) {
        return database.read(handle -> find(handle, name));
    }

    private static Optional<Stored> find(Handle handle, UserName name) {
        Map<String, Failures> networks =
                handle
                        .createQuery("SELECT * FROM access_network WHERE \"user\" = :name")
                        .bind("name", name.value())
                        .map((row, _) ->
                                Map.entry(row.getString("network"), AccessRows.failures(row)))
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return handle.createQuery("SELECT * FROM access_user WHERE name = :name")
                .bind("name", name.value())
                .map((row, context) ->
                        new Stored(
                                AccessRows.user(row, context),
                                Optional.ofNullable(row.getString("password"))
                                        .map(PasswordHash::new),
                                AccessRows.failures(row),
                                networks))
                .findOne();
    }

    @Override
    public Optional<User> bySubject(String subject) {
        return database.read(handle ->
                handle.createQuery("SELECT * FROM access_user WHERE oidc_subject = :subject")
                        .bind("subject", subject)
                        .map(AccessRows::user)
                        .findOne());
    }

    @Override
    public List<User> all() {
        return database.read(SqlUserStore::all);
    }

    private static List<User> all(Handle handle) {
        return handle.createQuery("SELECT * FROM access_user ORDER BY name")
                .map(AccessRows::user)
                .list();
    }

    @Override
    public Optional<Edited> edit(UserName name, Edit edit) {
        return database.write(handle -> {
            Optional<Edited> edited = edit.of(find(handle, name), all(handle));
            edited.ifPresent(it -> put(handle, it));
            return edited;
        });
    }

    private static void put(Handle handle, Edited edited) {
        User user = edited.user();
        handle.createUpdate(PUT)
                .bind("name", user.name().value())
                .bind("displayName", user.displayName())
                .bind("role", user.role().name())
                .bind("state", user.state().name())
                .bind("mustChange", user.mustChangePassword())
                .bind("created", user.created().toEpochMilli())
                .bind("lastLogin", user.lastLogin().map(Instant::toEpochMilli))
                .bind("version", user.version())
                .bind("subject", user.oidcSubject())
                .bind("password", edited.password().map(PasswordHash::phc))
                .execute();
        if (edited.endSessions()) {
            SqlSessionStore.endAll(handle, user.name());
        }
        SqlAuditLog.note(handle, edited.entry());
        Revisions.next(handle, REVISION);
    }

    @Override
    public void failed(UserName name, String network, Failures failures, AuditEntry entry) {
        database.write(handle -> {
            Update there = bound(handle.createUpdate(FAILED_THERE), name, failures);
            if (there.bind("network", network).execute() == 0) {
                bound(handle.createUpdate(FAILED), name, failures).execute();
            }
            SqlAuditLog.note(handle, entry);
            return name;
        });
    }

    private static Update bound(Update update, UserName name, Failures failures) {
        return update.bind("name", name.value())
                .bind("failures", failures.count())
                .bind("at", failures.last().toEpochMilli());
    }

    @Override
    public boolean logIn(LoggedIn login) {
        return database.write(handle -> {
            Optional<Stored> now = find(handle, login.session().user());
            if (now.filter(stored -> stands(stored, login)).isEmpty()) {
                return false;
            }
            loggedIn(handle, login);
            open(handle, login);
            SqlAuditLog.note(handle, login.entry());
            return true;
        });
    }

    private static boolean stands(Stored stored, LoggedIn login) {
        return stored.user().isActive()
                && (login.verified().isEmpty() || login.verified().equals(stored.password()));
    }

    private static void loggedIn(Handle handle, LoggedIn login) {
        String name = login.session().user().value();
        long at = login.session().opened().toEpochMilli();
        handle.createUpdate(LOGGED_IN)
                .bind("name", name)
                .bind("at", at)
                .bind("rehashed", login.rehashed().map(PasswordHash::phc))
                .execute();
        handle.createUpdate(FORGIVE).bind("name", name).bind("network", login.network()).execute();
        handle.createUpdate(KNOW)
                .bind("name", name)
                .bind("network", login.network())
                .bind("at", at)
                .execute();
        handle.createUpdate(FORGET_NETWORKS)
                .bind("name", name)
                .bind("most", ADDRESSES_MOST)
                .execute();
    }

    private static void open(Handle handle, LoggedIn login) {
        handle.createUpdate(OPEN)
                .bind("id", login.session().id().hex())
                .bind("name", login.session().user().value())
                .bind("opened", login.session().opened().toEpochMilli())
                .bind("seen", login.session().seen().toEpochMilli())
                .bind("address", login.session().address())
                .execute();
        int past =
                handle.createUpdate(END_PAST)
                        .bind("seenBefore", login.bounds().seenBefore().toEpochMilli())
                        .bind("openedBefore", login.bounds().openedBefore().toEpochMilli())
                        .execute();
        int idlest =
                handle.createUpdate(END_IDLEST)
                        .bind("name", login.session().user().value())
                        .bind("id", login.session().id().hex())
                        .bind("most", login.bounds().most())
                        .execute();
        if (past + idlest > 0) {
            Revisions.next(handle, REVISION);
        }
    }
}
