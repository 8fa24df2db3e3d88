package se.ringvakt.ledger.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.AuditLog;
import se.ringvakt.access.AuditSearch;
import se.ringvakt.access.Role;

/// The audit log in the ledger's file, which itself refuses to change or erase a row. Any process
/// may use it beside the gate's.
public final class SqlAuditLog implements AuditLog {
    private static final int PAGE_MOST = 1000;

    /// The time without its index, by which each page would sort all that is left of a period.
    private static final String AT_BY_ID = "+at";

    private static final String NOTE =
            """
            INSERT INTO audit (at, who, role, address, action, subject, before, after, reason)
            VALUES (:at, :who, :role, :address, :action, :subject, :before, :after, :reason)
            """;

    /// Jumps from value to value by the index, however many rows there are of each.
    private static final String WHO =
            """
            WITH RECURSIVE known (value) AS (
                SELECT min(who) FROM audit
                UNION ALL
                SELECT (SELECT min(who) FROM audit WHERE who > value) FROM known
                WHERE value IS NOT NULL)
            SELECT value FROM known WHERE value IS NOT NULL LIMIT :most
            """;

    private static final String ACTIONS =
            """
            WITH RECURSIVE known (value) AS (
                SELECT min(action) FROM audit
                UNION ALL
                SELECT (SELECT min(action) FROM audit WHERE action > value) FROM known
                WHERE value IS NOT NULL)
            SELECT value FROM known WHERE value IS NOT NULL LIMIT :most
            """;

    private final Database database;

    public SqlAuditLog(Database database) {
        this.database = database;
    }

    @Override
    public void note(AuditEntry entry) {
        database.write(handle -> {
            note(handle, entry);
            return entry;
        });
    }

    /// Puts an entry on record within somebody's transaction.
    static void note(Handle handle, AuditEntry entry) {
        handle.createUpdate(NOTE)
                .bind("at", entry.at().toEpochMilli())
                .bind("who", entry.who())
                .bind("role", entry.role().map(Role::name))
                .bind("address", entry.address())
                .bind("action", entry.action())
                .bind("subject", entry.subject())
                .bind("before", entry.before())
                .bind("after", entry.after())
                .bind("reason", entry.reason())
                .execute();
    }

    @Override
    public List<Noted> page(AuditSearch search, OptionalLong before, int most) {
        if (most < 1 || most > PAGE_MOST) {
            throw new IllegalArgumentException(
                    "most: " + most + " (expected: 1 to " + PAGE_MOST + ")");
        }
        Conditions conditions = Conditions.of(search, "at");
        before.ifPresent(id -> conditions.add("id < :beforeId", "beforeId", id));
        return database.read(handle ->
                handle.createQuery(conditions.select() + " ORDER BY id DESC LIMIT :most")
                        .bindMap(conditions.values)
                        .bind("most", most)
                        .map(SqlAuditLog::noted)
                        .list());
    }

    @Override
    public Stream<Noted> all(AuditSearch search) {
        return Stream.iterate(
                        pageAfter(search, 0),
                        page -> !page.isEmpty(),
                        page -> pageAfter(search, page.getLast().id()))
                .flatMap(List::stream);
    }

    private List<Noted> pageAfter(AuditSearch search, long id) {
        Conditions conditions = Conditions.of(search, AT_BY_ID);
        conditions.add("id > :afterId", "afterId", id);
        return database.read(handle ->
                handle.createQuery(conditions.select() + " ORDER BY id LIMIT :most")
                        .bindMap(conditions.values)
                        .bind("most", PAGE_MOST)
                        .map(SqlAuditLog::noted)
                        .list());
    }

    @Override
    public Known known(int most) {
        return database.read(handle ->
                new Known(
                        handle.createQuery(WHO).bind("most", most).mapTo(String.class).list(),
                        handle.createQuery(ACTIONS).bind("most", most).mapTo(String.class).list()));
    }

    private static Noted noted(ResultSet row, StatementContext context) throws SQLException {
        return new Noted(
                row.getLong("id"),
                new AuditEntry(
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("who"),
                        Optional.ofNullable(row.getString("role")).map(Role::valueOf),
                        row.getString("address"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("before"),
                        row.getString("after"),
                        row.getString("reason")));
    }

    /// A search as SQL.
    private static final class Conditions {
        private final StringBuilder where = new StringBuilder();
        private final Map<String, Object> values = new LinkedHashMap<>();

        /// @param time the column of the time, or an expression for it
        static Conditions of(AuditSearch search, String time) {
            Conditions conditions = new Conditions();
            search.from().ifPresent(at -> conditions.add(time + " >= :from", "from", millis(at)));
            search.to().ifPresent(at -> conditions.add(time + " < :to", "to", millis(at)));
            search.who().ifPresent(who -> conditions.add("who = :who", "who", who));
            search.subject().ifPresent(it -> conditions.add("subject = :subject", "subject", it));
            search.action().ifPresent(conditions::action);
            return conditions;
        }

        private static long millis(Instant at) {
            return at.toEpochMilli();
        }

        /// A word finds all that begins with it and a dot: all between that and the next character.
        private void action(String action) {
            String range = action.contains(".") ? "" : " OR (action > :first AND action < :last)";
            add("(action = :action" + range + ")", "action", action);
            if (!range.isEmpty()) {
                values.put("first", action + ".");
                values.put("last", action + "/");
            }
        }

        void add(String condition, String name, Object value) {
            where.append(where.isEmpty() ? " WHERE " : " AND ").append(condition);
            values.put(name, value);
        }

        String select() {
            return "SELECT * FROM audit" + where;
        }
    }
}
