package se.ringvakt.ledger.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// How far the ledger is counted.
///
/// @param denial the last denial's id; 0: none
/// @param start the start of the last attempt, in milliseconds since 1970
/// @param attempt that attempt; of one start, the greatest id
/// @param floor attempts that started before it are not looked for again
record Position(long denial, long denialAt, long start, long attempt, long floor) {
    static final Position NONE = new Position(0, 0, 0, 0, 0);

    static Position read(Connection reports) throws SQLException {
        try (PreparedStatement select =
                        reports.prepareStatement(
                                "SELECT denial, denial_at, start, attempt, floor FROM position");
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Position(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
        }
    }

    void write(Connection reports) throws SQLException {
        try (PreparedStatement update =
                reports.prepareStatement(
                        "UPDATE position SET denial = ?, denial_at = ?, start = ?, attempt = ?,"
                                + " floor = ?")) {
            update.setLong(1, denial);
            update.setLong(2, denialAt);
            update.setLong(3, start);
            update.setLong(4, attempt);
            update.setLong(5, floor);
            update.executeUpdate();
        }
    }

    boolean isBefore(Dialled dial) {
        return dial.start() > start || (dial.start() == start && dial.id() > attempt);
    }
}
