package se.ringvakt.ledger.sql;

import org.jdbi.v3.core.Handle;

/// The counters of changes.
final class Revisions {
    private Revisions() {}

    static long last(Handle handle, String of) {
        return handle.createQuery("SELECT value FROM revision WHERE of = :of")
                .bind("of", of)
                .mapTo(long.class)
                .one();
    }

    static long next(Handle handle, String of) {
        handle.createUpdate("UPDATE revision SET value = value + 1 WHERE of = :of")
                .bind("of", of)
                .execute();
        return last(handle, of);
    }
}
