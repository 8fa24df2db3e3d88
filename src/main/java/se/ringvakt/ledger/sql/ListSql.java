package se.ringvakt.ledger.sql;

/// The statements of block lists, exemptions and subscriptions.
final class ListSql {
    private ListSql() {}

    static final String BLOCKS = "SELECT number, list, principal, expires, act FROM number_block";

    static final String PREFIX_BLOCKS =
            "SELECT prefix, list, principal, expires, act FROM prefix_block";

    static final String CONSENTS =
            "SELECT number, principal, given, withdrawn, proof, act FROM consent";

    static final String CUSTOMERS =
            "SELECT number, principal, goods, since, ended, act FROM customer";

    static final String SUBSCRIPTIONS = "SELECT number, kind, act FROM subscription";

    private static final String THIS_BLOCK = " WHERE number = ? AND list = ? AND principal = ?";

    private static final String THIS_PREFIX = " WHERE prefix = ? AND list = ? AND principal = ?";

    static final String BLOCK_THERE = BLOCKS + THIS_BLOCK;

    static final String PREFIX_BLOCK_THERE = PREFIX_BLOCKS + THIS_PREFIX;

    static final String CONSENT_THERE =
            CONSENTS + " WHERE number = ? AND principal = ? AND given = ?";

    static final String CUSTOMER_THERE =
            CUSTOMERS + " WHERE number = ? AND principal = ? AND goods = ?";

    static final String SUBSCRIPTION_THERE = SUBSCRIPTIONS + " WHERE number = ?";

    static final String PUT_BLOCK =
            """
            INSERT INTO number_block (number, list, principal, expires, act)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (number, list, principal) DO UPDATE
               SET expires = excluded.expires, act = excluded.act
            """;

    static final String PUT_PREFIX_BLOCK =
            """
            INSERT INTO prefix_block (prefix, list, principal, expires, act)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (prefix, list, principal) DO UPDATE
               SET expires = excluded.expires, act = excluded.act
            """;

    static final String PUT_CONSENT =
            """
            INSERT INTO consent (number, principal, given, withdrawn, proof, act)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (number, principal, given) DO UPDATE
               SET withdrawn = excluded.withdrawn, proof = excluded.proof, act = excluded.act
            """;

    static final String PUT_CUSTOMER =
            """
            INSERT INTO customer (number, principal, goods, since, ended, act)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (number, principal, goods) DO UPDATE
               SET since = excluded.since, ended = excluded.ended, act = excluded.act
            """;

    static final String PUT_SUBSCRIPTION =
            """
            INSERT INTO subscription (number, kind, act)
            VALUES (?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET kind = excluded.kind, act = excluded.act
            """;

    static final String REMOVE_BLOCK = "DELETE FROM number_block" + THIS_BLOCK;

    static final String REMOVE_PREFIX_BLOCK = "DELETE FROM prefix_block" + THIS_PREFIX;

    static final String ADD_CHANGE =
            """
            INSERT INTO list_change (number, prefix, act, kind, before, after, revision)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    static final String ADD_ACT =
            """
            INSERT INTO list_act (who, at, act, source, reason, entries, finished)
            VALUES (:who, :at, :what, :source, :reason, :entries, :finished)
            RETURNING id
            """;

    /// Whatever broke off and has now been done to its end is finished as well.
    static final String FINISH_ACT =
            """
            UPDATE list_act SET finished = 1
             WHERE id = :act
                OR (finished = 0 AND source <> ''
                    AND source = (SELECT source FROM list_act WHERE id = :act))
            """;

    static final String FORGET_ACT = "DELETE FROM list_act WHERE id = :act";

    static final String BROKEN_OFF =
            """
            SELECT at, who, entries FROM list_act
             WHERE finished = 0 AND source = :source
             ORDER BY id
            """;

    static final String CHANGES =
            """
            SELECT revision, number FROM list_change
             WHERE revision > :revision
             ORDER BY revision
             LIMIT :most
            """;

    /// To be followed by conditions.
    static final String EVENTS =
            """
            SELECT revision, number, prefix, kind, before, after, who, at, a.act, source, reason
              FROM list_change c
              JOIN list_act a ON a.id = c.act
             WHERE 1 = 1\
            """;

    static final String ASK =
            """
            INSERT INTO removal (number, prefix, block, reason, asked_by, asked_at)
            VALUES (:number, :prefix, :block, :reason, :who, :at)
            RETURNING id
            """;

    static final String DECIDE =
            """
            UPDATE removal
               SET state = :state, decided_by = :who, decided_at = :at, decision = :decision
             WHERE id = :id
            """;

    static final String REMOVALS =
            """
            SELECT id, number, prefix, block, reason, asked_by, asked_at,
                   state, decided_by, decided_at, decision
              FROM removal\
            """;
}
