package se.ringvakt.ledger.sql;

/// The statements that erase. What is due is looked for first, without the lock that writers need;
/// then the rows found are erased with it.
///
/// Of tables that others follow by id the newest row stays, emptied: its id must not come twice.
final class ErasingSql {
    private ErasingSql() {}

    static final String DUE_ATTEMPTS =
            "SELECT id FROM attempt WHERE start < :before ORDER BY start LIMIT :most";

    static final String DUE_WITHOUT_OFFER =
            """
            SELECT id FROM attempt
             WHERE start < :before AND offer IS NULL ORDER BY start LIMIT :most
            """;

    static final String ATTEMPT =
            """
            SELECT a.number, a.campaign, a.offer, a.start, COALESCE(o.counted, 1) AS counted
              FROM attempt a
              LEFT JOIN outcome o ON o.attempt = a.id
             WHERE a.id = :id
            """;

    static final String REMEMBER =
            """
            INSERT INTO offer_memory (hash, campaign, at, key)
            VALUES (:hash, :campaign, :at, :key)
            ON CONFLICT (hash, campaign) DO UPDATE
               SET at = excluded.at
             WHERE offer_memory.at < excluded.at
            """;

    static final String RAISE_FLOOR =
            """
            UPDATE history_floor
               SET version = (SELECT MAX(version) FROM history WHERE number = :number)
             WHERE version < (SELECT MAX(version) FROM history WHERE number = :number)
            """;

    /// Of what is erased with attempts, the greatest version that the floor does not cover; 0: it
    /// covers all.
    static final String GREATEST_OF_ATTEMPTS =
            """
            SELECT COALESCE(MAX(h.version), 0)
              FROM attempt a
              JOIN history h ON h.number = a.number AND h.attempt = a.id
             WHERE a.id IN (<ids>) AND h.version > (SELECT version FROM history_floor)
            """;

    /// The same of debts and payments of numbers.
    static final String GREATEST_OF_DEBTS =
            """
            SELECT COALESCE(MAX(version), 0) FROM history
             WHERE number IN (<ids>) AND what IN (4, 5)
               AND version > (SELECT version FROM history_floor)
            """;

    static final String HISTORY =
            "DELETE FROM history WHERE number = :number AND attempt = :id AND what IN (1, 2, 3)";

    /// To a quarter of an hour's count: months begin with one in every time zone.
    private static final String ADD =
            """
            ON CONFLICT (at, campaign) DO UPDATE
               SET checked = check_count.checked + excluded.checked,
                   free = check_count.free + excluded.free
            """;

    private static final String COUNT_ATTEMPT =
            """
            INSERT INTO check_count (at, campaign, checked, free)
            SELECT start - start % 900000, campaign, 1, 1 FROM attempt WHERE id = :id
            """
                    + ADD;

    /// Adds up what the year's account counts, before these denials are deleted.
    static final String COUNT_DENIALS =
            """
            INSERT INTO check_count (at, campaign, checked, free)
            SELECT at - at % 900000, campaign,
            """
                    + SqlCheckCounts.OF_DENIALS
                    + " AND id IN (<ids>) GROUP BY 1, 2 "
                    + ADD;

    static final String[] OF_ATTEMPT = {
        COUNT_ATTEMPT,
        "DELETE FROM outcome WHERE attempt = :id",
        "DELETE FROM silent_call WHERE attempt = :id",
        "UPDATE recording SET unique_id = '' WHERE attempt = :id",
        "DELETE FROM attempt WHERE id = :id",
    };

    /// Numbers with debts that were paid long ago.
    static final String DUE_DEBTS =
            """
            SELECT DISTINCT owed.number
              FROM history owed
              JOIN history paid ON paid.number = owed.number AND paid.campaign = owed.campaign
                               AND paid.what = 5 AND paid.version > owed.version
             WHERE owed.what = 4 AND owed.at < :before AND paid.at < :before
             LIMIT :most
            """;

    /// First the debts, then payments that no debt is left before.
    static final String[] DEBTS = {
        """
        DELETE FROM history
         WHERE number = :number AND what = 4 AND at < :before
           AND EXISTS (SELECT 1 FROM history paid
                        WHERE paid.number = history.number AND paid.campaign = history.campaign
                          AND paid.what = 5 AND paid.version > history.version
                          AND paid.at < :before)
        """,
        """
        DELETE FROM history
         WHERE number = :number AND what = 5 AND at < :before
           AND NOT EXISTS (SELECT 1 FROM history owed
                            WHERE owed.number = history.number
                              AND owed.campaign = history.campaign
                              AND owed.what = 4 AND owed.version < history.version)
        """,
    };

    static final String DUE_DENIALS =
            """
            SELECT id FROM denial
             WHERE at < :before AND id < (SELECT max(id) FROM denial)
             ORDER BY at LIMIT :most
            """;

    static final String EMPTY_DENIAL =
            """
            UPDATE denial SET number = NULL, agent = '', unique_id = ''
             WHERE id = (SELECT max(id) FROM denial) AND at < :before
               AND (number IS NOT NULL OR agent <> '' OR unique_id <> '')
            """;

    static final String DUE_BYPASSES =
            """
            SELECT id FROM bypass
             WHERE at < :before AND id < (SELECT max(id) FROM bypass)
             ORDER BY at LIMIT :most
            """;

    static final String EMPTY_BYPASS =
            """
            UPDATE bypass SET channel = '', dialled = '', number = NULL, place = ''
             WHERE id = (SELECT max(id) FROM bypass) AND at < :before AND dialled <> ''
            """;

    static final String DUE_OFFERS =
            """
            SELECT campaign FROM offer_memory
             WHERE at < :before ORDER BY at LIMIT :most
            """;

    static final String OFFERS =
            """
            DELETE FROM offer_memory
             WHERE (hash, campaign) IN
                   (SELECT hash, campaign FROM offer_memory
                     WHERE at < :before ORDER BY at LIMIT :most)
            """;

    static final String DUE_OBJECTIONS =
            """
            SELECT attempt FROM objection
             WHERE at < :before AND (register = 0 OR batch IS NOT NULL) LIMIT :most
            """;

    static final String DUE_CHANGES =
            """
            SELECT c.revision
              FROM list_change c
              JOIN list_act a ON a.id = c.act
             WHERE a.at < :before AND c.revision < (SELECT max(revision) FROM list_change)
               AND (c.number IS NOT NULL OR c.prefix IS NOT NULL OR c.kind IS NOT NULL)
             ORDER BY c.revision LIMIT :most
            """;

    static final String DUE_REMOVALS =
            """
            SELECT id FROM removal
             WHERE state <> 'PENDING' AND decided_at < :before LIMIT :most
            """;

    static final String CONSENTS =
            """
            DELETE FROM consent
             WHERE (number, principal, given) IN
                   (SELECT number, principal, given FROM consent
                     WHERE withdrawn < :before LIMIT :most)
            """;

    static final String DUE_CONSENTS =
            "SELECT number FROM consent WHERE withdrawn < :before LIMIT :most";

    static final String CUSTOMERS =
            """
            DELETE FROM customer
             WHERE (number, principal, goods) IN
                   (SELECT number, principal, goods FROM customer
                     WHERE ended < :day LIMIT :most)
            """;

    static final String DUE_CUSTOMERS =
            "SELECT number FROM customer WHERE ended < :day LIMIT :most";

    static final String DUE_DELIVERIES =
            "SELECT id FROM hook_delivery WHERE dead = 1 AND at < :before LIMIT :most";

    static final String BEGIN =
            "INSERT INTO retention_run (begun, by) VALUES (:at, :by) RETURNING id";

    static final String NOTE =
            """
            INSERT INTO retention_erased (run, what, rows, before)
            VALUES (:run, :what, :rows, :before)
            ON CONFLICT (run, what) DO UPDATE
               SET rows = retention_erased.rows + excluded.rows, before = excluded.before
            """;

    static final String END = "UPDATE retention_run SET ended = :at WHERE id = :run";

    static final String RUNS =
            "SELECT id, begun, ended, by FROM retention_run ORDER BY id DESC LIMIT :most";

    static final String RUN = "SELECT id, begun, ended, by FROM retention_run WHERE id = :run";

    static final String LAST_BY =
            """
            SELECT id, begun, ended, by FROM retention_run
             WHERE by = :by ORDER BY id DESC LIMIT 1
            """;

    static final String DONE = "SELECT what, rows, before FROM retention_erased WHERE run = :run";

    /// These rows of a table.
    static String delete(String table, String key) {
        return "DELETE FROM " + table + " WHERE " + key + " IN (<ids>)";
    }
}
