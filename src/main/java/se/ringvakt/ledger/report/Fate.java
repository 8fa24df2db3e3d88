package se.ringvakt.ledger.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// What is counted of what became of an attempt.
///
/// @param settled something was told
/// @param answer a name of [se.ringvakt.call.Outcome.Answer]
/// @param breach a name of [se.ringvakt.call.Outcome.Breach]; empty: none
/// @param rangMillis -1: not told
/// @param talkMillis -1: not told
/// @param silent recorded as answered to silence
record Fate(
        boolean settled,
        boolean counted,
        boolean reached,
        String answer,
        String breach,
        long rangMillis,
        long talkMillis,
        boolean silent,
        String status) {

    /// Nothing is known yet.
    static final Fate OPEN = new Fate(false, false, false, "NONE", "", -1, -1, false, "");

    static final String WITHDRAWN = "WITHDRAWN";

    /// The columns that [#read(ResultSet, int)] takes, of outcome `o` and silent_call `s`.
    static final String COLUMNS =
            """
            o.attempt, o.counted, o.reached, o.answer, o.breach, o.rang_millis,
            o.answered_millis, s.attempt, o.status, o.heard
            """;

    private static final int PARTS = 9;

    /// @param first the first of [#COLUMNS]
    static Fate read(ResultSet row, int first) throws SQLException {
        row.getLong(first);
        boolean settled = !row.wasNull();
        row.getLong(first + 7);
        boolean silent = !row.wasNull();
        if (!settled) {
            return silent ? new Fate(false, false, false, "NONE", "", -1, -1, true, "") : OPEN;
        }
        return new Fate(
                true,
                row.getBoolean(first + 1),
                row.getBoolean(first + 2),
                row.getString(first + 3),
                orEmpty(row.getString(first + 4)),
                millis(row, first + 5),
                millis(row, first + 6),
                silent,
                row.getString(first + 8));
    }

    /// When it was told, in milliseconds since 1970; 0: never.
    static long heard(ResultSet row, int first) throws SQLException {
        return row.getLong(first + 9);
    }

    /// Nothing but facts that were missing can come any more: a withdrawal is taken back when the
    /// switch tells of the attempt all the same.
    boolean isFinal() {
        return settled && !status.equals(WITHDRAWN);
    }

    /// One word, as [#read(String)] takes it; the status comes last, whatever is in it.
    String written() {
        return (settled ? 1 : 0)
                + ","
                + (counted ? 1 : 0)
                + ","
                + (reached ? 1 : 0)
                + ","
                + answer
                + ","
                + breach
                + ","
                + rangMillis
                + ","
                + talkMillis
                + ","
                + (silent ? 1 : 0)
                + ","
                + status;
    }

    static Fate read(String written) {
        String[] parts = written.split(",", PARTS);
        return new Fate(
                parts[0].equals("1"),
                parts[1].equals("1"),
                parts[2].equals("1"),
                parts[3],
                parts[4],
                Long.parseLong(parts[5]),
                Long.parseLong(parts[6]),
                parts[7].equals("1"),
                parts[8]);
    }

    private static long millis(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? -1 : value;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
