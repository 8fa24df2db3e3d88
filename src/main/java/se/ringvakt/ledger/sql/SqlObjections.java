package se.ringvakt.ledger.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.Objections;

/// Objections in the ledger's file. Any process may use it beside the gate's.
public final class SqlObjections implements Objections {
    private static final String ADD =
            """
            INSERT INTO objection (attempt, number, principal, at, register)
            VALUES (:attempt, :number, :principal, :at, :register)
            ON CONFLICT (attempt) DO UPDATE SET register = 1 WHERE excluded.register = 1
            """;

    private static final String WAITING =
            """
            SELECT attempt, number, principal, at, register
              FROM objection
             WHERE register = 1 AND batch IS NULL
             ORDER BY at, attempt
            """;

    private static final String LIST =
            """
            SELECT o.attempt, o.number, o.principal, o.at, o.register,
                   b.at AS exported, b.who, b.file
              FROM objection o
              LEFT JOIN objection_batch b ON b.id = o.batch
             ORDER BY o.at DESC, o.attempt DESC
            """;

    private static final String ADD_BATCH =
            "INSERT INTO objection_batch (at, who, file) VALUES (:at, :who, :file) RETURNING id";

    private static final String EXPORTED =
            """
            UPDATE objection
               SET batch = :batch
             WHERE attempt = :attempt AND register = 1 AND batch IS NULL
            """;

    private final Database database;

    public SqlObjections(Database database) {
        this.database = database;
    }

    @Override
    public void add(Objection objection) {
        database.write(handle ->
                handle.createUpdate(ADD)
                        .bind("attempt", objection.attempt().value())
                        .bind("number", objection.number().e164())
                        .bind("principal", objection.principal().value())
                        .bind("at", objection.at().toEpochMilli())
                        .bind("register", objection.register())
                        .execute());
    }

    @Override
    public List<Objection> waiting() {
        return database.read(
                handle -> handle.createQuery(WAITING).map((row, context) -> objection(row)).list());
    }

    @Override
    public List<Recorded> list() {
        return database.read(
                handle -> handle.createQuery(LIST).map(SqlObjections::recorded).list());
    }

    @Override
    public long exported(List<Objection> objections, Batch batch) {
        return database.write(handle -> {
            long id =
                    handle.createQuery(ADD_BATCH)
                            .bind("at", batch.at().toEpochMilli())
                            .bind("who", batch.who())
                            .bind("file", batch.file())
                            .mapTo(long.class)
                            .one();
            long marked = 0;
            for (Objection objection : objections) {
                marked +=
                        handle.createUpdate(EXPORTED)
                                .bind("batch", id)
                                .bind("attempt", objection.attempt().value())
                                .execute();
            }
            return marked;
        });
    }

    private static Recorded recorded(ResultSet row, StatementContext context) throws SQLException {
        String who = row.getString("who");
        Optional<Batch> batch =
                who == null
                        ? Optional.empty()
                        : Optional.of(
                                new Batch(
                                        Instant.ofEpochMilli(row.getLong("exported")),
                                        who,
                                        row.getString("file")));
        return new Recorded(objection(row), batch);
    }

    private static Objection objection(ResultSet row) throws SQLException {
        return new Objection(
                new AttemptId(row.getLong("attempt")),
                new PhoneNumber(row.getLong("number")),
                new PrincipalId(row.getString("principal")),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getBoolean("register"));
    }
}
