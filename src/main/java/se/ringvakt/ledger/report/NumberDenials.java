package se.ringvakt.ledger.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// Finds the denials of one number: the ledger has no index for that.
///
/// The index lies in blocks of ids, each sorted by number. New rows go into the last block, which
/// is in memory, where one index of all numbers would be written to everywhere; a look-up asks each
/// block, some 100 of ten million denials.
final class NumberDenials {
    static final String ADD = "INSERT INTO denial_number (block, number, id) VALUES (?, ?, ?)";

    /// Of one number at most so many are found, the newest.
    static final int MOST = 10_000;

    private static final String FIND =
            """
            WITH RECURSIVE blocks (block) AS (
                SELECT max(block) FROM denial_number
                UNION ALL
                SELECT (SELECT max(block) FROM denial_number WHERE block < b.block)
                  FROM blocks b
                 WHERE b.block IS NOT NULL)
            SELECT d.id
              FROM blocks b
             CROSS JOIN denial_number d ON d.block = b.block AND d.number = ?
             LIMIT ?
            """;

    private NumberDenials() {}

    static void add(PreparedStatement insert, DenialIds ids, Refused denial) throws SQLException {
        insert.setLong(1, ids.block(denial.id()));
        insert.setLong(2, denial.number());
        insert.setLong(3, denial.id());
        insert.executeUpdate();
    }

    /// Ids of the number's denials, those of the newest blocks first.
    static List<Long> of(Connection reports, long number) throws SQLException {
        try (PreparedStatement select = reports.prepareStatement(FIND)) {
            select.setLong(1, number);
            select.setInt(2, MOST);
            return LedgerRows.ids(select);
        }
    }
}
