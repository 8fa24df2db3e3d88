package se.ringvakt.ledger.sqlite;

import java.nio.file.Path;
import java.time.InstantSource;
import se.ringvakt.access.Access;
import se.ringvakt.access.AccessSettings;

/// Users, sessions, tokens and audit log, all in the ledger's file.
public final class SqliteAccess {
    private SqliteAccess() {}

    /// Puts them together.
    ///
    /// @param state the folder of everything that outlives the process
    public static Access open(
            SqliteDatabase database, AccessSettings settings, InstantSource clock, Path state) {
        return Access.of(
                new Access.Stores(
                        new SqliteUserStore(database),
                        new SqliteSessionStore(database),
                        new SqliteTokenStore(database),
                        new SqliteAuditLog(database)),
                settings,
                clock,
                state);
    }
}
