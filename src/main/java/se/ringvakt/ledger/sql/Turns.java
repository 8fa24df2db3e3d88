package se.ringvakt.ledger.sql;

import java.time.Duration;

/// Whose turn it is to do what gates that share a ledger must not do at the same time. By the
/// database's clock, so that whose own is wrong does not matter; a gate that dies loses its turn
/// when the time is up. Where no gates share the ledger it is always one's own. Thread-safe.
final class Turns {
    /// The database's clock, in milliseconds since 1970, to an engine that gates share.
    static final String NOW = "CAST(EXTRACT(EPOCH FROM now()) * 1000 AS BIGINT)";

    private static final String TAKE =
            """
            INSERT INTO turn (what, holder, until) VALUES (:what, :holder, %1$s + :lease)
            ON CONFLICT (what) DO UPDATE SET holder = excluded.holder, until = excluded.until
             WHERE turn.until <= %1$s OR turn.holder = excluded.holder
            """
                    .formatted(NOW);

    private static final String END = "DELETE FROM turn WHERE what = :what AND holder = :holder";

    private final Database database;

    Turns(Database database) {
        this.database = database;
    }

    /// Takes a turn, or keeps it, by one statement. False: another gate has it.
    boolean take(String what, Duration lease) {
        return database.sharer().isEmpty()
                || database.write(handle ->
                        handle.createUpdate(TAKE)
                                .bind("what", what)
                                .bind("holder", database.sharer().get())
                                .bind("lease", lease.toMillis())
                                .execute())
                        > 0;
    }

    /// Gives it back, if it is one's own.
    void end(String what) {
        database.sharer()
                .ifPresent(holder ->
                        database.write(handle ->
                                handle.createUpdate(END)
                                        .bind("what", what)
                                        .bind("holder", holder)
                                        .execute()));
    }
}
