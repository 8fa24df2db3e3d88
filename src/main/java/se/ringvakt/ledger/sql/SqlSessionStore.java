package se.ringvakt.ledger.sql;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.SecretHash;
import se.ringvakt.access.Session;
import se.ringvakt.access.SessionStore;
import se.ringvakt.access.UserName;

/// Sessions in the ledger's file. Any process may use it beside the gate's.
public final class SqlSessionStore implements SessionStore {
    private static final String FIND =
            """
            SELECT s.id, s."user", s.opened, s.seen, s.address, u.*
              FROM access_session s
              JOIN access_user u ON u.name = s."user"
             WHERE s.id = :id
            """;

    private final Database database;

    public SqlSessionStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Found> find(SecretHash id) {
        return database.read(handle ->
                handle.createQuery(FIND).bind("id", id.hex()).map(AccessRows::found).findOne());
    }

    @Override
    public List<Session> of(UserName user) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT * FROM access_session WHERE \"user\" = :user"
                                        + " ORDER BY opened DESC, id")
                        .bind("user", user.value())
                        .map(AccessRows::session)
                        .list());
    }

    @Override
    public void seen(SecretHash id, Instant at) {
        database.write(handle ->
                handle.createUpdate(
                                "UPDATE access_session SET seen = :at WHERE id = :id AND seen < :at")
                        .bind("id", id.hex())
                        .bind("at", at.toEpochMilli())
                        .execute());
    }

    @Override
    public boolean end(SecretHash id, AuditEntry entry) {
        return database.write(handle -> {
            boolean ended =
                    0
                            < handle.createUpdate("DELETE FROM access_session WHERE id = :id")
                                    .bind("id", id.hex())
                                    .execute();
            if (ended) {
                SqlAuditLog.note(handle, entry);
                Revisions.next(handle, SqlUserStore.REVISION);
            }
            return ended;
        });
    }

    @Override
    public int endAll(UserName user, AuditEntry entry) {
        return database.write(handle -> {
            SqlAuditLog.note(handle, entry);
            Revisions.next(handle, SqlUserStore.REVISION);
            return endAll(handle, user);
        });
    }

    /// Ends all of a user within somebody's transaction, who counts the revision.
    static int endAll(Handle handle, UserName user) {
        return handle.createUpdate("DELETE FROM access_session WHERE \"user\" = :user")
                .bind("user", user.value())
                .execute();
    }

    @Override
    public long revision() {
        return database.read(handle -> Revisions.last(handle, SqlUserStore.REVISION));
    }
}
