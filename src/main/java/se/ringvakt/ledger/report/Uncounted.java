package se.ringvakt.ledger.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// What is in the ledger and not counted yet.
final class Uncounted {
    /// Decisions are committed in about the order of their times; others of the uncounted ones may
    /// be so much older than the first of them.
    private static final long UNORDERED = 60_000;

    private static final String FIRST =
            """
            SELECT (SELECT at FROM denial WHERE id > ? ORDER BY id LIMIT 1),
                   (SELECT start FROM attempt
                     WHERE start >= ? AND (start > ? OR id > ?)
                     ORDER BY start LIMIT 1)
            """;

    private static final String DENIALS = "SELECT id FROM denial WHERE id > ? AND number = ?";

    private static final String HOW_MANY =
            """
            SELECT (SELECT count(*) FROM (SELECT 1 FROM denial WHERE id > ? LIMIT ?) d)
                 + (SELECT count(*) FROM (SELECT 1 FROM attempt
                                           WHERE start >= ? AND (start > ? OR id > ?)
                                           LIMIT ?) a)
            """;

    private Uncounted() {}

    /// Everything before this is counted, in milliseconds since 1970.
    static long first(Connection ledger, Position position) throws SQLException {
        long first = oldest(ledger, position);
        return first == Long.MAX_VALUE ? first : first - UNORDERED;
    }

    /// When the oldest was decided; [Long#MAX_VALUE]: everything is counted.
    static long oldest(Connection ledger, Position position) throws SQLException {
        try (PreparedStatement select = ledger.prepareStatement(FIRST)) {
            select.setLong(1, position.denial());
            select.setLong(2, position.start());
            select.setLong(3, position.start());
            select.setLong(4, position.attempt());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return Math.min(orLast(row, 1), orLast(row, 2));
            }
        }
    }

    private static long orLast(ResultSet row, int column) throws SQLException {
        long at = row.getLong(column);
        return row.wasNull() ? Long.MAX_VALUE : at;
    }

    /// At most so many of each kind.
    static long howMany(Connection ledger, Position position, long most) throws SQLException {
        try (PreparedStatement select = ledger.prepareStatement(HOW_MANY)) {
            select.setLong(1, position.denial());
            select.setLong(2, most);
            select.setLong(3, position.start());
            select.setLong(4, position.start());
            select.setLong(5, position.attempt());
            select.setLong(6, most);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    static List<Long> denials(Connection ledger, Position position, long number)
            throws SQLException {
        try (PreparedStatement select = ledger.prepareStatement(DENIALS)) {
            select.setLong(1, position.denial());
            select.setLong(2, number);
            return LedgerRows.ids(select);
        }
    }
}
