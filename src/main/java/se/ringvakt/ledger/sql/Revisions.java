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

    /// The last one, held: nobody else counts on until this transaction ends, so that revisions
    /// become known in their order.
    static long held(Handle handle, String of) {
        handle.createUpdate("UPDATE revision SET value = value WHERE of = :of")
                .bind("of", of)
                .execute();
        return last(handle, of);
    }

    static void set(Handle handle, String of, long revision) {
        handle.createUpdate("UPDATE revision SET value = :revision WHERE of = :of")
                .bind("revision", revision)
                .bind("of", of)
                .execute();
    }

    static long next(Handle handle, String of) {
        handle.createUpdate("UPDATE revision SET value = value + 1 WHERE of = :of")
                .bind("of", of)
                .execute();
        return last(handle, of);
    }
}
