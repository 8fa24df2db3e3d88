package se.ringvakt.process;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What a shared ledger says after a fault, read row by row with no help from the gate's own code.
///
/// @param attempts all on record
/// @param withdrawn those that were taken back
/// @param violations attempts that a limit should have prevented
record LedgerCheck(Set<Long> attempts, Set<Long> withdrawn, List<String> violations) {
    private static final long SPACING_MILLIS = 4 * 3_600_000L;
    private static final int MOST_A_DAY = 2;

    private static final String ATTEMPTS =
            """
            SELECT id, number, campaign, start, counted, heard, status
              FROM attempt LEFT JOIN outcome ON attempt = id
             ORDER BY number, campaign, start, id
            """;

    private record Row(
            long id, String about, long start, boolean counts, long released, boolean withdrawn) {}

    static LedgerCheck of(Connection ledger) throws SQLException {
        List<Row> rows = rows(ledger);
        Set<Long> attempts = new HashSet<>();
        Set<Long> withdrawn = new HashSet<>();
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            attempts.add(row.id());
            if (row.withdrawn()) {
                withdrawn.add(row.id());
            }
            int day = 1;
            for (int j = i - 1; j >= 0 && rows.get(j).about().equals(row.about()); j--) {
                Row former = rows.get(j);
                boolean near = row.start() - former.start() < SPACING_MILLIS;
                boolean overlaps = !former.withdrawn() && former.released() > row.start();
                if (near && !row.withdrawn() && (former.counts() || overlaps)) {
                    violations.add(former + " then " + row);
                }
                if (former.counts() && row.counts()) {
                    day++;
                }
            }
            if (day > MOST_A_DAY) {
                violations.add(day + " a day: " + row);
            }
        }
        return new LedgerCheck(attempts, withdrawn, violations);
    }

    private static List<Row> rows(Connection ledger) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Statement statement = ledger.createStatement();
                ResultSet row = statement.executeQuery(ATTEMPTS)) {
            while (row.next()) {
                boolean released = Objects.equals(row.getObject(5), 0);
                rows.add(
                        new Row(
                                row.getLong(1),
                                row.getLong(2) + " " + row.getString(3),
                                row.getLong(4),
                                !released,
                                row.getLong(6),
                                "WITHDRAWN".equals(row.getString(7))));
            }
        }
        return rows;
    }

    /// Attempts that count although nobody was told of a permit.
    Set<Long> unanswered(Set<Long> acknowledged) {
        Set<Long> left = new HashSet<>(attempts);
        left.removeAll(acknowledged);
        left.removeAll(withdrawn);
        return left;
    }
}
