package se.ringvakt.process;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
            SELECT id, number, campaign, start, counted, status
              FROM attempt LEFT JOIN outcome ON attempt = id
             ORDER BY number, campaign, start, id
            """;

    /// 1 allowed, 2 ended, 3 released.
    private static final String CHANGES =
            """
            SELECT history.number, version, what, history.attempt, attempt.campaign
              FROM history JOIN attempt ON attempt.id = history.attempt
             WHERE what <= 3
             ORDER BY history.number, version
            """;

    private record Row(long id, String about, long start, boolean counts, boolean withdrawn) {}

    static LedgerCheck of(Connection ledger) throws SQLException {
        List<Row> rows = rows(ledger);
        Set<Long> attempts = new HashSet<>();
        Set<Long> withdrawn = new HashSet<>();
        List<String> violations = new ArrayList<>(overlaps(ledger));
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            attempts.add(row.id());
            if (row.withdrawn()) {
                withdrawn.add(row.id());
            }
            int day = row.counts() ? 1 : 0;
            for (int j = i - 1; j >= 0 && rows.get(j).about().equals(row.about()); j--) {
                Row former = rows.get(j);
                if (former.counts() && row.counts()) {
                    day++;
                    if (row.start() - former.start() < SPACING_MILLIS) {
                        violations.add(former + " then " + row);
                    }
                }
            }
            if (day > MOST_A_DAY) {
                violations.add(day + " a day: " + row);
            }
        }
        return new LedgerCheck(attempts, withdrawn, violations);
    }

    /// Attempts that were allowed while another of the same campaign to the number was open or
    /// counted, in the order in which they were recorded. Nothing here lasts longer than a spacing.
    private static List<String> overlaps(Connection ledger) throws SQLException {
        List<String> overlaps = new ArrayList<>();
        Map<String, Set<Long>> standing = new HashMap<>();
        try (Statement statement = ledger.createStatement();
                ResultSet row = statement.executeQuery(CHANGES)) {
            while (row.next()) {
                String about = row.getLong(1) + " " + row.getString(5);
                Set<Long> now = standing.computeIfAbsent(about, key -> new HashSet<>());
                long attempt = row.getLong(4);
                if (row.getInt(3) == 3) {
                    now.remove(attempt);
                } else {
                    if (row.getInt(3) == 1 && !now.isEmpty()) {
                        overlaps.add(about + ": " + attempt + " beside " + now);
                    }
                    now.add(attempt);
                }
            }
        }
        return overlaps;
    }

    private static List<Row> rows(Connection ledger) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Statement statement = ledger.createStatement();
                ResultSet row = statement.executeQuery(ATTEMPTS)) {
            while (row.next()) {
                boolean released = Objects.equals(row.getObject(5, Integer.class), 0);
                rows.add(
                        new Row(
                                row.getLong(1),
                                row.getLong(2) + " " + row.getString(3),
                                row.getLong(4),
                                !released,
                                "WITHDRAWN".equals(row.getString(6))));
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
