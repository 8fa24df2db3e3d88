package se.ringvakt.ledger.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.Outcome.Answer;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Dialling;
import se.ringvakt.call.OutcomeReport.Talk;

/// What was told of an attempt, as parameters of a statement that records it.
public final class OutcomeFacts {
    /// The status of an attempt whose permit never reached its switch.
    public static final String WITHDRAWN = "WITHDRAWN";

    private OutcomeFacts() {}

    /// Binds eleven columns: rang_millis, status, ring_millis, progress_millis, cause,
    /// dial_started, dial_ended, answered_millis, met, met_millis, ended_by.
    ///
    /// @param first where the first of them stands
    public static void bind(PreparedStatement statement, int first, Outcome told)
            throws SQLException {
        OutcomeReport report = told.report();
        Dialling dialling = report.dialling();
        Talk talk = report.talk();
        setLong(statement, first, told.rang().map(Duration::toMillis));
        statement.setString(first + 1, report.status());
        setLong(statement, first + 2, dialling.ringMillis());
        setLong(statement, first + 3, dialling.progressMillis());
        setInt(statement, first + 4, report.cause());
        setLong(statement, first + 5, dialling.started().map(Instant::toEpochMilli));
        setLong(statement, first + 6, dialling.ended().map(Instant::toEpochMilli));
        setLong(statement, first + 7, talk.millis());
        setLong(statement, first + 8, talk.met().map(met -> met ? 1L : 0L));
        setLong(statement, first + 9, talk.metMillis());
        statement.setObject(first + 10, orNull(told.endedBy().map(Enum::name)), Types.VARCHAR);
    }

    /// Who told it, joined by +.
    public static String sources(Outcome told) {
        return told.report().sources().stream()
                .sorted()
                .map(Enum::name)
                .collect(Collectors.joining("+"));
    }

    private static void setLong(PreparedStatement statement, int index, Optional<Long> value)
            throws SQLException {
        statement.setObject(index, orNull(value), Types.BIGINT);
    }

    private static <T> @Nullable T orNull(Optional<T> value) {
        return value.isPresent() ? value.get() : null;
    }

    private static void setLong(PreparedStatement statement, int index, OptionalLong value)
            throws SQLException {
        if (value.isPresent()) {
            statement.setLong(index, value.getAsLong());
        } else {
            statement.setNull(index, Types.BIGINT);
        }
    }

    private static void setInt(PreparedStatement statement, int index, OptionalInt value)
            throws SQLException {
        if (value.isPresent()) {
            statement.setInt(index, value.getAsInt());
        } else {
            statement.setNull(index, Types.INTEGER);
        }
    }

    /// The outcome of an attempt whose permit never reached its switch.
    public static Outcome withdrawn(AttemptId id, KnownAttempt attempt, Instant at) {
        OutcomeReport report =
                new OutcomeReport(
                        id,
                        at,
                        Set.of(),
                        WITHDRAWN,
                        OptionalInt.empty(),
                        Dialling.UNKNOWN,
                        Talk.UNKNOWN,
                        Optional.empty());
        return new Outcome(
                attempt.start(),
                false,
                Answer.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                report);
    }
}
