package se.ringvakt.ledger.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import se.ringvakt.access.Failures;
import se.ringvakt.access.Right;
import se.ringvakt.access.Role;
import se.ringvakt.access.SecretHash;
import se.ringvakt.access.Session;
import se.ringvakt.access.SessionStore;
import se.ringvakt.access.Token;
import se.ringvakt.access.User;
import se.ringvakt.access.UserName;

/// Rows of users, sessions and tokens as values.
final class AccessRows {
    private AccessRows() {}

    static User user(ResultSet row, StatementContext context) throws SQLException {
        return new User(
                new UserName(row.getString("name")),
                row.getString("display_name"),
                Role.valueOf(row.getString("role")),
                User.State.valueOf(row.getString("state")),
                row.getBoolean("must_change"),
                at(row, "created"),
                maybeAt(row, "last_login"),
                row.getLong("version"),
                Optional.ofNullable(row.getString("oidc_subject")));
    }

    static Failures failures(ResultSet row) throws SQLException {
        return new Failures(row.getInt("failures"), at(row, "failed_at"));
    }

    static Session session(ResultSet row, StatementContext context) throws SQLException {
        return new Session(
                new SecretHash(row.getString("id")),
                new UserName(row.getString("user")),
                at(row, "opened"),
                at(row, "seen"),
                row.getString("address"));
    }

    static SessionStore.Found found(ResultSet row, StatementContext context) throws SQLException {
        return new SessionStore.Found(session(row, context), user(row, context));
    }

    static Token token(ResultSet row, StatementContext context) throws SQLException {
        return new Token(
                row.getLong("id"),
                row.getString("name"),
                rights(row.getString("rights")),
                row.getString("created_by"),
                at(row, "created"),
                at(row, "expires"),
                maybeAt(row, "last_used"),
                maybeAt(row, "revoked"));
    }

    static String text(Set<Right> rights) {
        return rights.stream().map(Right::name).collect(Collectors.joining(" "));
    }

    private static Set<Right> rights(String text) {
        return Arrays.stream(text.split(" "))
                .map(Right::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Right.class)));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    private static Optional<Instant> maybeAt(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
