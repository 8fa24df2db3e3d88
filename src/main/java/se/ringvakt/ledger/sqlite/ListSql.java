package se.ringvakt.ledger.sqlite;

/// The statements of block lists, exemptions and subscriptions. Each insert changes a row only
/// where the entry is new or says something else.
final class ListSql {
    private ListSql() {}

    static final String ADD_BLOCK =
            """
            INSERT INTO number_block (number, list, principal, expires) VALUES (?, ?, ?, ?)
            ON CONFLICT (number, list, principal) DO UPDATE
               SET expires = excluded.expires
             WHERE number_block.expires IS DISTINCT FROM excluded.expires
            """;

    static final String ADD_PREFIX_BLOCK =
            """
            INSERT INTO prefix_block (prefix, list, principal, expires) VALUES (?, ?, ?, ?)
            ON CONFLICT (prefix, list, principal) DO UPDATE
               SET expires = excluded.expires
             WHERE prefix_block.expires IS DISTINCT FROM excluded.expires
            """;

    /// A consent once withdrawn stays so, even if the file that gave it is loaded again.
    static final String ADD_CONSENT =
            """
            INSERT INTO consent (number, principal, given, withdrawn, proof)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (number, principal, given) DO UPDATE
               SET withdrawn = COALESCE(excluded.withdrawn, consent.withdrawn),
                   proof     = excluded.proof
             WHERE consent.proof <> excluded.proof
                OR (excluded.withdrawn IS NOT NULL
                    AND consent.withdrawn IS DISTINCT FROM excluded.withdrawn)
            """;

    /// A relation once ended stays so, unless it began anew.
    static final String ADD_CUSTOMER =
            """
            INSERT INTO customer (number, principal, goods, since, ended) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (number, principal, goods) DO UPDATE
               SET since = excluded.since, ended = excluded.ended
             WHERE customer.since <> excluded.since
                OR (excluded.ended IS NOT NULL
                    AND customer.ended IS DISTINCT FROM excluded.ended)
            """;

    static final String ADD_SUBSCRIPTION =
            """
            INSERT INTO subscription (number, kind) VALUES (?, ?)
            ON CONFLICT (number) DO UPDATE
               SET kind = excluded.kind
             WHERE subscription.kind <> excluded.kind
            """;

    static final String ADD_CHANGE = "INSERT INTO list_change (number, act) VALUES (?, ?)";

    static final String ADD_ACT = "INSERT INTO list_act (who, at, act) VALUES (:who, :at, :act)";

    static final String LAST_ACT = "SELECT MAX(id) FROM list_act";

    static final String UNBLOCK =
            """
            DELETE FROM number_block
             WHERE number = :number AND list = :list AND principal = :principal
            """;

    static final String WITHDRAW =
            """
            UPDATE consent
               SET withdrawn = :at
             WHERE number = :number AND principal = :principal
               AND (withdrawn IS NULL OR withdrawn > :at)
            """;

    static final String END =
            """
            UPDATE customer
               SET ended = :on
             WHERE number = :number AND principal = :principal AND (ended IS NULL OR ended > :on)
            """;

    static final String CHANGES =
            """
            SELECT revision, number FROM list_change
             WHERE revision > :revision
             ORDER BY revision
             LIMIT :most
            """;

    static final String REVISION = "SELECT COALESCE(MAX(revision), 0) FROM list_change";

    static final String BLOCKS = "SELECT number, list, principal, expires FROM number_block";

    static final String PREFIX_BLOCKS = "SELECT prefix, list, principal, expires FROM prefix_block";

    static final String CONSENTS = "SELECT number, principal, given, withdrawn, proof FROM consent";

    static final String CUSTOMERS = "SELECT number, principal, goods, since, ended FROM customer";

    static final String SUBSCRIPTIONS = "SELECT number, kind FROM subscription";
}
