package se.ringvakt.ledger.sqlite;

/// The writer's statements.
final class WriterSql {
    private WriterSql() {}

    /// 64 MiB of pages; negative: kibibytes.
    static final String CACHE = "PRAGMA cache_size = -65536";

    /// Changes nothing, but begins a write transaction: JDBC has no word for BEGIN IMMEDIATE, and a
    /// transaction that began by reading could not wait for another writer.
    static final String LOCK = "DELETE FROM basis WHERE 1 = 0";

    /// Writes the first page of the file, with what it says already.
    static final String PROBE = SqliteSchema.MARK;

    static final String CHANGE =
            """
            INSERT INTO history (number, version, what, attempt, campaign, offer, at)
            VALUES (?, ?, 1, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    static final String NEXT_CHANGE =
            """
            INSERT INTO history (number, version, what, attempt, campaign, at)
            SELECT ?, COALESCE(MAX(version), 0) + 1, ?, ?, ?, ? FROM history WHERE number = ?
            """;

    static final String VERSION = "SELECT MAX(version) FROM history WHERE number = ?";

    static final String UNCHANGE = "DELETE FROM history WHERE number = ? AND version = ?";

    static final String ATTEMPT =
            """
            INSERT INTO attempt (id, number, campaign, offer, agent, kind, caller_id, start,
                                 timeout, unique_id, basis)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    static final String FIND_ATTEMPT = "SELECT number, campaign, start FROM attempt WHERE id = ?";

    /// The first outcome stands, but for a withdrawal: a switch that tells of an attempt did get
    /// its permit, whatever the gate thought.
    static final String OUTCOME =
            """
            INSERT INTO outcome (attempt, ended, counted, reached, answered, rang_millis, breach,
                                 heard, status, ring_millis, progress_millis, answered_millis,
                                 cause, dial_started, dial_ended)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE
               SET ended = excluded.ended, counted = excluded.counted, reached = excluded.reached,
                   answered = excluded.answered, rang_millis = excluded.rang_millis,
                   breach = excluded.breach, heard = excluded.heard, status = excluded.status,
                   ring_millis = excluded.ring_millis, cause = excluded.cause,
                   progress_millis = excluded.progress_millis,
                   answered_millis = excluded.answered_millis,
                   dial_started = excluded.dial_started, dial_ended = excluded.dial_ended
             WHERE status = 'WITHDRAWN' AND excluded.status <> 'WITHDRAWN'
            """;

    static final String MORE_OUTCOME =
            """
            UPDATE outcome
               SET rang_millis     = COALESCE(rang_millis, ?),
                   status          = CASE status WHEN '' THEN ? ELSE status END,
                   ring_millis     = COALESCE(ring_millis, ?),
                   progress_millis = COALESCE(progress_millis, ?),
                   answered_millis = COALESCE(answered_millis, ?),
                   cause           = COALESCE(cause, ?),
                   dial_started    = COALESCE(dial_started, ?),
                   dial_ended      = COALESCE(dial_ended, ?)
             WHERE attempt = ?
            """;

    static final String DENIAL =
            """
            INSERT INTO denial (at, unique_id, number, campaign, agent, kind, reasons, retry_at,
                                basis)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    static final String ADD_BASIS = "INSERT INTO basis (line) VALUES (?) ON CONFLICT DO NOTHING";

    static final String FIND_BASIS = "SELECT id FROM basis WHERE line = ?";
}
