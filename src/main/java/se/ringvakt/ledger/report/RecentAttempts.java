package se.ringvakt.ledger.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The attempts of which more may be told, with what was counted of them.
final class RecentAttempts {
    private static final String ADD =
            "INSERT INTO recent (attempt, start, campaign, agent, open, leaves, fate)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String CHANGE =
            "UPDATE recent SET open = ?, leaves = ?, fate = ? WHERE attempt = ?";
    private static final String SINCE = "SELECT attempt FROM recent WHERE start >= ?";
    private static final String OPEN =
            "SELECT attempt FROM recent WHERE open = 1 AND start >= ? AND attempt > ?"
                    + " ORDER BY attempt LIMIT ?";
    private static final String ALL =
            "SELECT attempt FROM recent WHERE attempt > ? ORDER BY attempt LIMIT ?";
    private static final String THESE =
            "SELECT attempt, start, campaign, agent, fate FROM recent" + " WHERE attempt IN ";
    private static final String PURGE = "DELETE FROM recent WHERE leaves < ? AND start < ?";

    private RecentAttempts() {}

    /// An attempt as it was counted; campaign and agent are words.
    record Recent(long attempt, long start, long campaign, long agent, Fate fate) {}

    /// @param leaves when it may be forgotten
    static void add(Connection reports, List<Recent> attempts, List<Long> leaves)
            throws SQLException {
        try (PreparedStatement insert = reports.prepareStatement(ADD)) {
            for (int i = 0; i < attempts.size(); i++) {
                Recent each = attempts.get(i);
                insert.setLong(1, each.attempt());
                insert.setLong(2, each.start());
                insert.setLong(3, each.campaign());
                insert.setLong(4, each.agent());
                insert.setBoolean(5, !each.fate().isFinal());
                insert.setLong(6, leaves.get(i));
                insert.setString(7, each.fate().written());
                insert.executeUpdate();
            }
        }
    }

    static void change(Connection reports, long attempt, Fate fate, long leaves)
            throws SQLException {
        try (PreparedStatement update = reports.prepareStatement(CHANGE)) {
            update.setBoolean(1, !fate.isFinal());
            update.setLong(2, leaves);
            update.setString(3, fate.written());
            update.setLong(4, attempt);
            update.executeUpdate();
        }
    }

    static Set<Long> startedSince(Connection reports, long start) throws SQLException {
        try (PreparedStatement select = reports.prepareStatement(SINCE)) {
            select.setLong(1, start);
            return new HashSet<>(LedgerRows.ids(select));
        }
    }

    /// Those without an outcome, in the order of their ids.
    static List<Long> open(Connection reports, long start, long after, int most)
            throws SQLException {
        try (PreparedStatement select = reports.prepareStatement(OPEN)) {
            select.setLong(1, start);
            select.setLong(2, after);
            select.setInt(3, most);
            return LedgerRows.ids(select);
        }
    }

    /// Any, in the order of their ids.
    static List<Long> after(Connection reports, long attempt, int most) throws SQLException {
        try (PreparedStatement select = reports.prepareStatement(ALL)) {
            select.setLong(1, attempt);
            select.setInt(2, most);
            return LedgerRows.ids(select);
        }
    }

    static List<Recent> these(Connection reports, Collection<Long> attempts) throws SQLException {
        List<Recent> found = new ArrayList<>();
        try (PreparedStatement select =
                        reports.prepareStatement(THESE + LedgerRows.list(attempts));
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(
                        new Recent(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                Fate.read(row.getString(5))));
            }
        }
        return found;
    }

    /// Forgets those whose time is up and that started before the floor.
    static void purge(Connection reports, long now, long floor) throws SQLException {
        try (PreparedStatement delete = reports.prepareStatement(PURGE)) {
            delete.setLong(1, now);
            delete.setLong(2, floor);
            delete.executeUpdate();
        }
    }
}
