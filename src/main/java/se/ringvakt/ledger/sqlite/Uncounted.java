package se.ringvakt.ledger.sqlite;

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
            SELECT min(COALESCE((SELECT at FROM denial WHERE id > ?1 ORDER BY id LIMIT 1), ?4),
                       COALESCE((SELECT start FROM attempt
                                  WHERE start >= ?2 AND (start > ?2 OR id > ?3)
                                  ORDER BY start LIMIT 1), ?4))
            """;

    private static final String DENIALS = "SELECT id FROM denial WHERE id > ? AND number = ?";

    private static final String HOW_MANY =
            """
            SELECT (SELECT count(*) FROM (SELECT 1 FROM denial WHERE id > ?1 LIMIT ?4))
                 + (SELECT count(*) FROM (SELECT 1 FROM attempt
                                           WHERE start >= ?2 AND (start > ?2 OR id > ?3)
                                           LIMIT ?4))
            """;

    private Uncounted() {}

    /// Everything before this is counted, in milliseconds since 1970.
    static long first(Connection ledger, Position position) throws SQLException {
        long first = ask(ledger, FIRST, position, Long.MAX_VALUE);
        return first == Long.MAX_VALUE ? first : first - UNORDERED;
    }

    /// When the oldest was decided; [Long#MAX_VALUE]: everything is counted.
    static long oldest(Connection ledger, Position position) throws SQLException {
        return ask(ledger, FIRST, position, Long.MAX_VALUE);
    }

    /// At most so many of each kind.
    static long howMany(Connection ledger, Position position, long most) throws SQLException {
        return ask(ledger, HOW_MANY, position, most);
    }

    static List<Long> denials(Connection ledger, Position position, long number)
            throws SQLException {
        try (PreparedStatement select = ledger.prepareStatement(DENIALS)) {
            select.setLong(1, position.denial());
            select.setLong(2, number);
            return LedgerRows.ids(select);
        }
    }

    private static long ask(Connection ledger, String query, Position position, long last)
            throws SQLException {
        try (PreparedStatement select = ledger.prepareStatement(query)) {
            select.setLong(1, position.denial());
            select.setLong(2, position.start());
            select.setLong(3, position.attempt());
            select.setLong(4, last);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
