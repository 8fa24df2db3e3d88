package se.ringvakt.ledger.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Takes numbers out of the reports whose denials were erased from the ledger. Goes through all of
/// them, some at a time, after each run of the erasing. For one thread.
final class DenialSweep {
    private static final int STEP = 5_000;

    private static final String LAST_RUN =
            "SELECT COALESCE(max(id), 0) FROM retention_run WHERE ended IS NOT NULL";

    private static final String NEXT =
            """
            SELECT block, number, id FROM denial_number
             WHERE (block, number, id) > (?, ?, ?)
             ORDER BY block, number, id LIMIT ?
            """;

    private static final String KNOWN = "SELECT id FROM denial WHERE number IS NOT NULL AND id IN ";

    private static final String DELETE =
            "DELETE FROM denial_number WHERE block = ? AND number = ? AND id = ?";

    private static final Row FIRST = new Row(-1, 0, 0);

    /// -1: none yet since the program began, so it begins with one.
    private long run = -1;

    private boolean done;
    private Row after = FIRST;

    private record Row(long block, long number, long id) {}

    /// One step, within the transactions of the caller. Returns whether there is more to do.
    boolean step(Connection ledger, Connection reports) throws SQLException {
        long last = lastRun(ledger);
        if (last != run) {
            run = last;
            done = false;
            after = FIRST;
        }
        if (done) {
            return false;
        }
        List<Row> rows = next(reports);
        Set<Long> known = known(ledger, rows);
        try (PreparedStatement delete = reports.prepareStatement(DELETE)) {
            for (Row row : rows) {
                if (!known.contains(row.id())) {
                    delete.setLong(1, row.block());
                    delete.setLong(2, row.number());
                    delete.setLong(3, row.id());
                    delete.executeUpdate();
                }
            }
        }
        done = rows.size() < STEP;
        after = rows.isEmpty() ? after : rows.getLast();
        return !done;
    }

    private static long lastRun(Connection ledger) throws SQLException {
        try (PreparedStatement select = ledger.prepareStatement(LAST_RUN);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<Row> next(Connection reports) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = reports.prepareStatement(NEXT)) {
            select.setLong(1, after.block());
            select.setLong(2, after.number());
            select.setLong(3, after.id());
            select.setInt(4, STEP);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(row.getLong(1), row.getLong(2), row.getLong(3)));
                }
            }
        }
        return rows;
    }

    private static Set<Long> known(Connection ledger, List<Row> rows) throws SQLException {
        String ids = LedgerRows.list(rows.stream().map(Row::id).toList());
        try (PreparedStatement select = ledger.prepareStatement(KNOWN + ids)) {
            return new HashSet<>(LedgerRows.ids(select));
        }
    }
}
