package se.ringvakt.consistency;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the ledger's tables say of some numbers, read with SQL and nothing else.
///
/// @param attempts in the order of their ids
/// @param changes in the order of number and version
record Tables(List<Try> attempts, List<Change> changes, List<Refusal> refusals) {
    /// A row of `attempt`, and its row of `outcome`.
    record Try(
            long id,
            long number,
            String campaign,
            String offer,
            String agent,
            long start,
            long timeoutMillis,
            Optional<End> end) {

        /// As the tables say in the end: no outcome counts.
        boolean counts() {
            return end.isEmpty() || end.get().counted;
        }
    }

    /// A row of `outcome`.
    record End(long at, boolean counted, boolean reached, long heard, String status) {
        boolean isWithdrawal() {
            return status.equals("WITHDRAWN");
        }
    }

    /// A row of `history`; 1 allowed, 2 ended, 3 released, 4 owed, 5 repaid.
    record Change(long number, long version, int what, long attempt, String campaign, long at) {}

    /// A row of `denial`.
    record Refusal(long at, long number, String campaign, String reasons) {}

    /// All of the numbers from one to another, both included.
    static Tables read(Connection connection, long first, long last) throws SQLException {
        return new Tables(
                attempts(connection, first, last),
                changes(connection, first, last),
                refusals(connection, first, last));
    }

    private static List<Try> attempts(Connection connection, long first, long last)
            throws SQLException {
        String sql =
                """
                SELECT a.id, a.number, a.campaign, a.offer, a.agent, a.start, a.timeout,
                       o.attempt, o.ended, o.counted, o.reached, o.heard, o.status
                  FROM attempt a LEFT JOIN outcome o ON o.attempt = a.id
                 WHERE a.number BETWEEN ? AND ?
                 ORDER BY a.id
                """;
        List<Try> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, first);
            select.setLong(2, last);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(
                            new Try(
                                    row.getLong(1),
                                    row.getLong(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5),
                                    row.getLong(6),
                                    row.getLong(7),
                                    row.getObject(8) == null
                                            ? Optional.empty()
                                            : Optional.of(
                                                    new End(
                                                            row.getLong(9),
                                                            row.getInt(10) == 1,
                                                            row.getInt(11) == 1,
                                                            row.getLong(12),
                                                            row.getString(13)))));
                }
            }
        }
        return all;
    }

    private static List<Change> changes(Connection connection, long first, long last)
            throws SQLException {
        String sql =
                """
                SELECT number, version, what, attempt, campaign, at
                  FROM history WHERE number BETWEEN ? AND ? ORDER BY number, version
                """;
        List<Change> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, first);
            select.setLong(2, last);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String campaign = row.getString(5);
                    all.add(
                            new Change(
                                    row.getLong(1),
                                    row.getLong(2),
                                    row.getInt(3),
                                    row.getLong(4),
                                    campaign == null ? "" : campaign,
                                    row.getLong(6)));
                }
            }
        }
        return all;
    }

    private static List<Refusal> refusals(Connection connection, long first, long last)
            throws SQLException {
        String sql =
                "SELECT at, number, campaign, reasons FROM denial WHERE number BETWEEN ? AND ?";
        List<Refusal> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, first);
            select.setLong(2, last);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(
                            new Refusal(
                                    row.getLong(1),
                                    row.getLong(2),
                                    row.getString(3),
                                    row.getString(4)));
                }
            }
        }
        return all;
    }
}
