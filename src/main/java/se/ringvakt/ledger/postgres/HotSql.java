package se.ringvakt.ledger.postgres;

/// The statements of the hot path. Each is one transaction: whatever a change writes, it writes
/// only if it also wrote the number's next version, so that one number's changes come one after the
/// other, on whichever gate.
final class HotSql {
    private HotSql() {}

    /// What a number's next row comes after. Erasing never takes it back: only rows that the floor
    /// covers are erased.
    private static final String VERSION =
            """
            GREATEST((SELECT MAX(version) FROM history WHERE number = %s),
                     (SELECT version FROM history_floor))
            """;

    /// Only after the very version that was seen: of a history that was erased meanwhile there is
    /// none, and nobody's row would be in the way. Parameters: number, version, what, attempt,
    /// campaign, offer, at, the version seen, number.
    private static final String NEXT =
            """
            INSERT INTO history (number, version, what, attempt, campaign, offer, at)
            SELECT ?, ?, ?, ?, ?, ?, ?
            """
                    + " WHERE ? = "
                    + VERSION.formatted("?")
                    + " ON CONFLICT DO NOTHING RETURNING number, version";

    /// One row for each row of a number's history; of a number without one, a row of nulls and the
    /// version it begins after. The limit is for the planner: it takes a table of one row, never
    /// analyzed, for two thousand, and compiles the statement for 47 ms where a history is long.
    static final String HISTORY =
            """
            SELECT h.version, h.what, h.attempt, h.campaign, h.offer, h.at, f.version
              FROM (SELECT version FROM history_floor LIMIT 1) f
              LEFT JOIN history h ON h.number = ?
             ORDER BY h.version
            """;

    static final String CURRENT = "SELECT " + VERSION.formatted("?");

    /// And every key that something is remembered by, of the same moment.
    static final String REMEMBERED =
            """
            SELECT campaign, at, NULL FROM offer_memory WHERE hash = ?
             UNION ALL
            SELECT NULL, 0, mark FROM memory_key
            """;

    /// Then: id, number, campaign, offer, agent, kind, caller id, start, timeout, unique id, basis.
    static final String APPEND =
            "WITH h AS ("
                    + NEXT
                    + """
                    )
                    INSERT INTO attempt (id, number, campaign, offer, agent, kind, caller_id, start,
                                         timeout, unique_id, basis)
                    SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM h
                    """;

    /// All that a change of an attempt depends on, of one moment.
    static final String LOOK =
            """
            SELECT a.number, a.campaign, a.start, o.status,
                   EXISTS (SELECT 1 FROM silent_call s WHERE s.attempt = a.id),
            """
                    + VERSION.formatted("a.number")
                    + """
                           , COALESCE((SELECT h.what = 4 FROM history h
                                        WHERE h.number = a.number AND h.campaign = a.campaign
                                          AND h.what IN (4, 5)
                                        ORDER BY h.version DESC LIMIT 1), FALSE)
                      FROM attempt a
                      LEFT JOIN outcome o ON o.attempt = a.id
                     WHERE a.id = ?
                    """;

    /// Parameters: number, then number and campaign.
    static final String OWES =
            "SELECT "
                    + VERSION.formatted("?")
                    + """
                    , COALESCE((SELECT what = 4 FROM history
                                 WHERE number = ? AND campaign = ? AND what IN (4, 5)
                                 ORDER BY version DESC LIMIT 1), FALSE)
                    """;

    /// A second row of history, after the first. Parameters: what, attempt, campaign, at.
    private static final String SECOND =
            """
            , g AS (INSERT INTO history (number, version, what, attempt, campaign, at)
                    SELECT number, version + 1, ?, ?, ?, ? FROM h)
            """;

    private static final String SILENCE =
            """
            INSERT INTO silent_call (attempt, at) SELECT ?, ? FROM h ON CONFLICT DO NOTHING
            """;

    /// The first outcome stands, but for a withdrawal: a switch that tells of an attempt did get
    /// its permit, whatever the gate thought.
    private static final String OUTCOME =
            """
            INSERT INTO outcome (attempt, ended, counted, reached, answered, answer, breach, heard,
                                 rang_millis, status, ring_millis, progress_millis, cause,
                                 dial_started, dial_ended, answered_millis, met, met_millis,
                                 ended_by, sources)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM h
            ON CONFLICT (attempt) DO UPDATE
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
             WHERE outcome.status = 'WITHDRAWN'
            """;

    static final String SETTLE = "WITH h AS (" + NEXT + ") " + OUTCOME;

    /// The debt that an outcome opens or closes, too.
    static final String SETTLE_DEBT = "WITH h AS (" + NEXT + ")" + SECOND + OUTCOME;

    /// The debt that it opens, and the silence it comes from.
    static final String SETTLE_SILENT =
            "WITH h AS (" + NEXT + ")" + SECOND + ", s AS (" + SILENCE + ") " + OUTCOME;

    static final String SILENT = "WITH h AS (" + NEXT + ") " + SILENCE;

    static final String REPAY = NEXT;

    /// What was missing, and who told it; nothing that was judged.
    static final String MORE_OUTCOME =
            """
            UPDATE outcome
               SET rang_millis     = COALESCE(rang_millis, ?),
                   status          = CASE status WHEN '' THEN ? ELSE status END,
                   ring_millis     = COALESCE(ring_millis, ?),
                   progress_millis = COALESCE(progress_millis, ?),
                   cause           = COALESCE(cause, ?),
                   dial_started    = COALESCE(dial_started, ?),
                   dial_ended      = COALESCE(dial_ended, ?),
                   answered_millis = COALESCE(answered_millis, ?),
                   met             = COALESCE(met, ?),
                   met_millis      = COALESCE(met_millis, ?),
                   ended_by        = COALESCE(ended_by, ?),
                   sources         = CASE WHEN POSITION(? IN sources) > 0 THEN sources
                                          ELSE sources || '+' || ? END
             WHERE attempt = ? AND status <> 'WITHDRAWN'
            """;

    static final String BYPASS =
            """
            INSERT INTO bypass (at, switch, channel, dialled, number, place, hung_up)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    static final String DENIAL =
            """
            INSERT INTO denial (id, at, unique_id, number, campaign, agent, kind, reasons, retry_at,
                                basis, rehearsed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    static final String ADD_BASIS = "INSERT INTO basis (line) VALUES (?) ON CONFLICT DO NOTHING";

    static final String FIND_BASIS = "SELECT id FROM basis WHERE line = ?";

    /// Changes nothing, but is committed like any change: only by a primary, and only when its
    /// replicas hear of it, where it waits for them. Of several probes one waits for that, and the
    /// others for its row, no longer than a statement may.
    static final String PROBE = "UPDATE history_floor SET version = version";
}
