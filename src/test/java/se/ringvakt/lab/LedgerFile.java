package se.ringvakt.lab;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The ledger as anybody with SQL sees it, while the gate runs or when it does not.
record LedgerFile(Path file) {

    /// An allowed dial.
    record Attempt(
            long id,
            long number,
            String agent,
            long callerId,
            String uniqueId,
            Instant start,
            Optional<Outcome> outcome) {}

    /// What became of it.
    record Outcome(
            String status,
            boolean counted,
            boolean reached,
            boolean answered,
            OptionalLong rangMillis,
            OptionalLong answeredMillis,
            OptionalLong cause,
            String breach,
            String sources,
            String answer,
            OptionalLong metMillis,
            String endedBy) {}

    /// A dial past the gate.
    record Bypass(String channel, long number, String place, boolean hungUp) {}

    /// A denied dial; reasons joined by &amp;.
    record Denial(String reasons, String agent) {}

    private static final String ATTEMPTS =
            """
            SELECT a.id, a.number, coalesce(a.agent, '') AS agent, a.caller_id, a.unique_id, a.start, o.*
              FROM attempt a LEFT JOIN outcome o ON o.attempt = a.id
             WHERE a.campaign = ?
             ORDER BY a.id
            """;

    private static final String DENIALS =
            "SELECT reasons, agent FROM denial WHERE campaign = ? ORDER BY id";

    /// All attempts of a campaign, oldest first.
    List<Attempt> attempts(String campaign) {
        return read(ATTEMPTS, campaign, LedgerFile::attempt);
    }

    List<Attempt> attempts(String campaign, String agent) {
        return attempts(campaign).stream().filter(a -> a.agent().equals(agent)).toList();
    }

    /// The attempts as which denied dials of this campaign went out, with their reasons.
    List<String> rehearsed(String campaign) {
        return read(
                "SELECT rehearsed || ' ' || reasons FROM denial WHERE campaign = ? AND rehearsed > 0",
                campaign,
                row -> row.getString(1));
    }

    List<Denial> denials(String campaign, String agent) {
        return read(DENIALS, campaign, row -> new Denial(row.getString(1), row.getString(2)))
                .stream()
                .filter(denial -> denial.agent().equals(agent))
                .toList();
    }

    /// Whose block lists a number stands on; empty for the centre's.
    List<String> blocks(String number) {
        String e164 = "46" + number.substring(1);
        return read(
                "SELECT principal FROM number_block WHERE number = ?",
                e164,
                row -> row.getString(1));
    }

    /// The principals of objections made from this number by key.
    List<String> objections(String number) {
        return read(
                "SELECT principal FROM objection WHERE number = ?",
                "46" + number.substring(1),
                row -> row.getString(1));
    }

    /// Who opted out and on what occasion, oldest first.
    List<String> optOuts() {
        return read(
                "SELECT who || ', ' || source FROM list_act WHERE act = ? ORDER BY id",
                "opt-out",
                row -> row.getString(1));
    }

    /// The names of the files whose recording was consented to in this attempt.
    List<String> recordings(Attempt attempt) {
        return read(
                "SELECT file FROM recording WHERE attempt = ?",
                Long.toString(attempt.id()),
                row -> row.getString(1));
    }

    /// Numbers that a campaign owes a call.
    List<Long> debts(String campaign) {
        return read(
                "SELECT number FROM debt WHERE campaign = ? AND closed IS NULL",
                campaign,
                row -> row.getLong(1));
    }

    /// Whether an attempt was answered to silence.
    boolean isSilent(long attempt) {
        return !read(
                        "SELECT attempt FROM silent_call WHERE attempt = ?",
                        Long.toString(attempt),
                        row -> row.getLong(1))
                .isEmpty();
    }

    /// Dials past the gate with this number, oldest first.
    List<Bypass> bypasses(String number) {
        return read(
                "SELECT channel, number, place, hung_up FROM bypass WHERE dialled LIKE ? || '%'",
                number,
                row ->
                        new Bypass(
                                row.getString(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getBoolean(4)));
    }

    /// Locks the file against writers until it is closed.
    Connection lock() throws SQLException {
        Connection connection = connect();
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
        }
        return connection;
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        boolean settled = row.getString("status") != null;
        return new Attempt(
                row.getLong("id"),
                row.getLong("number"),
                row.getString("agent"),
                row.getLong("caller_id"),
                row.getString("unique_id"),
                Instant.ofEpochMilli(row.getLong("start")),
                settled ? Optional.of(outcome(row)) : Optional.empty());
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        return new Outcome(
                row.getString("status"),
                row.getBoolean("counted"),
                row.getBoolean("reached"),
                row.getBoolean("answered"),
                number(row, "rang_millis"),
                number(row, "answered_millis"),
                number(row, "cause"),
                Optional.ofNullable(row.getString("breach")).orElse("none"),
                row.getString("sources"),
                row.getString("answer"),
                number(row, "met_millis"),
                Optional.ofNullable(row.getString("ended_by")).orElse("unknown"));
    }

    private static OptionalLong number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private <T> List<T> read(String query, String parameter, Row<T> as) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            List<T> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(as.read(rows));
                }
            }
            return all;
        } catch (SQLException e) {
            throw new AssertionError("ledger " + file + ": " + e.getMessage(), e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=10000");
    }

    /// Reads one row.
    @FunctionalInterface
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
