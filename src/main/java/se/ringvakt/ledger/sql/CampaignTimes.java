package se.ringvakt.ledger.sql;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// When definitions of campaigns and principals were made. Those from before this was kept stood
/// when it began, in the floor; since when, nobody knows.
final class CampaignTimes {
    /// Each with since when it surely stands.
    private static final String KEPT =
            """
              FROM (SELECT revision, since FROM principal
                    UNION ALL
                    SELECT revision, since FROM campaign) kept
              LEFT JOIN campaign_floor f ON kept.since IS NULL
            """;

    private static final String REACHED =
            "SELECT COALESCE(max(kept.revision), 0)"
                    + KEPT
                    + " WHERE COALESCE(kept.since, f.since) <= :at";

    private static final String BEFORE_RECORD =
            "SELECT COALESCE(max(kept.revision), 0)" + KEPT + " WHERE kept.since IS NULL";

    private static final String RECORDED =
            "SELECT min(COALESCE(kept.since, f.since)) AS recorded" + KEPT;

    private CampaignTimes() {}

    /// The last revision that was in force at an instant; where that is not on record, the last one
    /// from before the record; 0: nothing stood.
    static long revisionAt(Handle handle, Instant at) {
        long reached =
                handle.createQuery(REACHED).bind("at", at.toEpochMilli()).mapTo(long.class).one();
        return reached > 0 ? reached : handle.createQuery(BEFORE_RECORD).mapTo(long.class).one();
    }

    /// From when on it is on record what stood; empty: nothing ever did.
    static Optional<Instant> recorded(Handle handle) {
        return handle.createQuery(RECORDED)
                .map((row, context) -> Optional.ofNullable(row.getObject("recorded")))
                .one()
                .map(millis -> Instant.ofEpochMilli(((Number) millis).longValue()));
    }
}
