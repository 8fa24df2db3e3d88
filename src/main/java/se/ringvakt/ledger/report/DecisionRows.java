package se.ringvakt.ledger.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.EndedBy;
import se.ringvakt.call.Kind;
import se.ringvakt.call.Outcome.Answer;
import se.ringvakt.call.Outcome.Breach;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.report.Decision;
import se.ringvakt.report.Decision.Became;
import se.ringvakt.report.Decision.Permit;
import se.ringvakt.report.DecisionId;
import se.ringvakt.report.Ruling;

/// Reads whole decisions from the ledger. For one thread.
final class DecisionRows {
    /// Left joins, every one, so that the order of the index is the order of the answer.
    private static final String ALLOWED =
            """
            SELECT a.id, a.start, a.number, a.campaign, a.agent, a.kind, a.caller_id, a.timeout,
                   a.unique_id, b.line, s.at AS silent, o.attempt AS settled, o.ended, o.status,
                   o.answer, o.counted, o.reached, o.rang_millis, o.answered_millis, o.breach,
                   o.ended_by, r.id AS denial, r.reasons, r.retry_at
              FROM attempt a
             LEFT JOIN basis b ON b.id = a.basis
              LEFT JOIN outcome o ON o.attempt = a.id
              LEFT JOIN silent_call s ON s.attempt = a.id
              LEFT JOIN denial r ON r.rehearsed = a.id
            """;

    private static final String DENIED =
            """
            SELECT d.id, d.at, d.number, d.campaign, d.agent, d.kind, d.reasons, d.retry_at,
                   d.rehearsed, d.unique_id, b.line
              FROM denial d
             LEFT JOIN basis b ON b.id = d.basis
            """;

    private final ReasonText reasons = new ReasonText();

    /// Allowed attempts, `a`, with `o` and `s`, what became of them, and `r`, the denial of one
    /// that was rehearsed.
    List<Decision> allowed(Connection ledger, Condition condition) throws SQLException {
        return read(ledger, ALLOWED, condition, this::allowed);
    }

    /// Denials, `d`.
    List<Decision> denied(Connection ledger, Condition condition) throws SQLException {
        return read(ledger, DENIED, condition, this::denied);
    }

    @FunctionalInterface
    private interface Reader {
        Decision read(ResultSet row) throws SQLException;
    }

    private static List<Decision> read(
            Connection ledger, String select, Condition condition, Reader reader)
            throws SQLException {
        List<Decision> found = new ArrayList<>();
        try (PreparedStatement statement = ledger.prepareStatement(select + condition.sql())) {
            condition.bind(statement);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(reader.read(row));
                }
            }
        }
        return found;
    }

    private Decision allowed(ResultSet row) throws SQLException {
        row.getLong("settled");
        boolean settled = !row.wasNull();
        Optional<Long> denial = number(row, "denial");
        Permit permit =
                new Permit(
                        new PhoneNumber(row.getLong("caller_id")),
                        Duration.ofMillis(row.getLong("timeout")),
                        instant(row, "silent"),
                        settled ? Optional.of(became(row)) : Optional.empty());
        return new Decision(
                new DecisionId(Ruling.ALLOWED, row.getLong("id")),
                Instant.ofEpochMilli(row.getLong("start")),
                Optional.of(new PhoneNumber(row.getLong("number"))),
                row.getString("campaign"),
                Optional.ofNullable(row.getString("agent")).orElse(""),
                Kind.valueOf(row.getString("kind")),
                denial.isPresent() ? reasons.read(row.getString("reasons")) : List.of(),
                instant(row, "retry_at"),
                row.getString("unique_id"),
                row.getString("line"),
                Optional.of(permit),
                denial.map(id -> new DecisionId(Ruling.DENIED, id)));
    }

    private static Became became(ResultSet row) throws SQLException {
        return new Became(
                Instant.ofEpochMilli(row.getLong("ended")),
                row.getString("status"),
                Answer.valueOf(row.getString("answer")),
                row.getBoolean("counted"),
                row.getBoolean("reached"),
                number(row, "rang_millis").map(Duration::ofMillis),
                number(row, "answered_millis").map(Duration::ofMillis),
                Optional.ofNullable(row.getString("breach")).map(Breach::valueOf),
                Optional.ofNullable(row.getString("ended_by")).map(EndedBy::valueOf));
    }

    private Decision denied(ResultSet row) throws SQLException {
        return new Decision(
                new DecisionId(Ruling.DENIED, row.getLong("id")),
                Instant.ofEpochMilli(row.getLong("at")),
                number(row, "number").map(PhoneNumber::new),
                row.getString("campaign"),
                row.getString("agent"),
                Kind.valueOf(row.getString("kind")),
                reasons.read(row.getString("reasons")),
                instant(row, "retry_at"),
                row.getString("unique_id"),
                row.getString("line"),
                Optional.empty(),
                number(row, "rehearsed").map(id -> new DecisionId(Ruling.ALLOWED, id)));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return number(row, column).map(Instant::ofEpochMilli);
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
