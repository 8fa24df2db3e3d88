package se.ringvakt.ledger.sql;

import java.nio.file.Path;
import java.time.InstantSource;
import se.ringvakt.access.Access;
import se.ringvakt.access.AccessSettings;

/// Users, sessions, tokens and audit log, all in the ledger's file.
public final class SqlAccess {
    private SqlAccess() {}

    /// Puts them together.
    ///
    /// @param state the folder of everything that outlives the process
    public static Access open(
            Database database, AccessSettings settings, InstantSource clock, Path state) {
        return Access.of(
                new Access.Stores(
                        new SqlUserStore(database),
                        new SqlSessionStore(database),
                        new SqlTokenStore(database),
                        new SqlAuditLog(database)),
                settings,
                clock,
                state);
    }
}
