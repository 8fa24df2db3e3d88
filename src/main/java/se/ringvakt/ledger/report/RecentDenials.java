package se.ringvakt.ledger.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The denials of the last minutes that were counted; none where denials come in the order of their
/// ids.
final class RecentDenials {
    private RecentDenials() {}

    /// @param from the least id that is kept
    static void add(Connection reports, List<Refused> denials, long from) throws SQLException {
        try (PreparedStatement insert =
                reports.prepareStatement("INSERT INTO recent_denial (id) VALUES (?)")) {
            for (Refused each : denials) {
                if (each.id() >= from) {
                    insert.setLong(1, each.id());
                    insert.executeUpdate();
                }
            }
        }
    }

    static Set<Long> since(Connection reports, long id) throws SQLException {
        try (PreparedStatement select =
                reports.prepareStatement("SELECT id FROM recent_denial WHERE id >= ?")) {
            select.setLong(1, id);
            return new HashSet<>(LedgerRows.ids(select));
        }
    }

    /// Forgets those with lower ids.
    static void purge(Connection reports, long from) throws SQLException {
        try (PreparedStatement delete =
                reports.prepareStatement("DELETE FROM recent_denial WHERE id < ?")) {
            delete.setLong(1, from);
            delete.executeUpdate();
        }
    }
}
