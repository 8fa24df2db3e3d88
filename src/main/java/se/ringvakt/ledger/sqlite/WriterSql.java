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

    /// Only after the very version that was seen: of a history that was erased meanwhile there is
    /// none, and nobody's row would be in the way.
    static final String CHANGE =
            """
            INSERT INTO history (number, version, what, attempt, campaign, offer, at)
            SELECT ?1, ?2, 1, ?3, ?4, ?5, ?6
             WHERE ?2 - 1 = COALESCE((SELECT MAX(version) FROM history WHERE number = ?1),
                                     (SELECT version FROM history_floor))
            ON CONFLICT DO NOTHING
            """;

    static final String NEXT_CHANGE =
            """
            INSERT INTO history (number, version, what, attempt, campaign, at)
            SELECT ?, COALESCE(MAX(version), (SELECT version FROM history_floor)) + 1, ?, ?, ?, ?
              FROM history WHERE number = ?
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
            INSERT INTO outcome (attempt, ended, counted, reached, answered, answer, breach, heard,
                                 rang_millis, status, ring_millis, progress_millis, cause,
                                 dial_started, dial_ended, answered_millis, met, met_millis,
                                 ended_by, sources)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE
               SET ended = excluded.ended, counted = excluded.counted, reached = excluded.reached,
                   answered = excluded.answered, answer = excluded.answer,
                   breach = excluded.breach, heard = excluded.heard,
                   rang_millis = excluded.rang_millis, status = excluded.status,
                   ring_millis = excluded.ring_millis,
                   progress_millis = excluded.progress_millis, cause = excluded.cause,
                   dial_started = excluded.dial_started, dial_ended = excluded.dial_ended,
                   answered_millis = excluded.answered_millis, met = excluded.met,
                   met_millis = excluded.met_millis, ended_by = excluded.ended_by,
                   sources = excluded.sources
             WHERE status = 'WITHDRAWN' AND excluded.status <> 'WITHDRAWN'
            """;

    /// What was missing, and who told it; nothing that was judged.
    static final String MORE_OUTCOME =
            """
            UPDATE outcome
               SET rang_millis     = COALESCE(rang_millis, ?1),
                   status          = CASE status WHEN '' THEN ?2 ELSE status END,
                   ring_millis     = COALESCE(ring_millis, ?3),
                   progress_millis = COALESCE(progress_millis, ?4),
                   cause           = COALESCE(cause, ?5),
                   dial_started    = COALESCE(dial_started, ?6),
                   dial_ended      = COALESCE(dial_ended, ?7),
                   answered_millis = COALESCE(answered_millis, ?8),
                   met             = COALESCE(met, ?9),
                   met_millis      = COALESCE(met_millis, ?10),
                   ended_by        = COALESCE(ended_by, ?11),
                   sources         = CASE WHEN instr(sources, ?12) THEN sources
                                          ELSE sources || '+' || ?12 END
             WHERE attempt = ?13 AND status <> 'WITHDRAWN'
            """;

    /// The first one counts.
    static final String SILENT =
            "INSERT INTO silent_call (attempt, at) VALUES (?, ?) ON CONFLICT DO NOTHING";

    static final String IS_SILENT = "SELECT 1 FROM silent_call WHERE attempt = ?";

    /// Whether the last that was said of a debt is that there is one.
    static final String OWES =
            """
            SELECT what = 4 FROM history
             WHERE number = ? AND campaign = ? AND what IN (4, 5)
             ORDER BY version DESC LIMIT 1
            """;

    static final String BYPASS =
            """
            INSERT INTO bypass (at, switch, channel, dialled, number, place, hung_up)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    static final String DENIAL =
            """
            INSERT INTO denial (at, unique_id, number, campaign, agent, kind, reasons, retry_at,
                                basis, rehearsed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    static final String ADD_BASIS = "INSERT INTO basis (line) VALUES (?) ON CONFLICT DO NOTHING";

    static final String FIND_BASIS = "SELECT id FROM basis WHERE line = ?";
}
