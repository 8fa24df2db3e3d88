package se.ringvakt.ledger.sqlite;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.ledger.CampaignStore.Stop;
import se.ringvakt.ledger.sql.SqlAuditLog;
import se.ringvakt.ledger.sql.SqlCampaignStore;

/// A ledger out of a backup. It knows nothing of what happened since: whom was called, who objected
/// to being called, who may log in. So nothing may be allowed by it before somebody has seen to
/// that.
public final class SqliteRestored {
    private SqliteRestored() {}

    /// Brings its schema up to date, stops everything, ends all sessions, and puts that on record.
    ///
    /// @param file that nobody uses yet
    /// @param reason of the stop; a stop of everything that stood is told after it
    /// @throws se.ringvakt.ledger.LedgerException when it cannot be read or written
    public static void secure(
            Path file, InstantSource clock, String reason, String who, AuditEntry note) {
        try (SqliteDatabase database = SqliteDatabase.open(SqliteSettings.of(file))) {
            SqlCampaignStore campaigns = new SqlCampaignStore(database, clock);
            Optional<String> former =
                    campaigns.stops().stream()
                            .filter(stop -> stop.campaign().isEmpty())
                            .map(Stop::reason)
                            .findFirst();
            campaigns.stop(
                    Optional.empty(),
                    reason + former.map(text -> " (stopped before: " + text + ")").orElse(""),
                    who);
            database.write(handle -> handle.execute("DELETE FROM access_session"));
            new SqlAuditLog(database).note(note);
        }
    }
}
