package se.ringvakt.ledger.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import se.ringvakt.web.Idempotency;

/// Requests with a key, in the ledger's file.
public final class SqlIdempotency implements Idempotency {
    private static final int NOT_ANSWERED = 0;
    private static final int NOT_KEPT = -1;
    private static final String THIS =
            " WHERE caller = :caller AND operation = :operation AND key = :key";
    private static final String BEGIN =
            """
            INSERT INTO idempotency (caller, operation, key, body_hash, begun)
            VALUES (:caller, :operation, :key, :hash, :begun)
            ON CONFLICT DO NOTHING
            """;

    private final Database database;

    public SqlIdempotency(Database database) {
        this.database = database;
    }

    @Override
    public Standing begin(Key key, String bodyHash, Instant now) {
        return database.write(handle -> {
            int begun =
                    bound(handle.createUpdate(BEGIN), key)
                            .bind("hash", bodyHash)
                            .bind("begun", now.toEpochMilli())
                            .execute();
            return begun == 1 ? new Standing.Begun() : standing(handle, key, bodyHash);
        });
    }

    private static Standing standing(Handle handle, Key key, String bodyHash) {
        return bound(handle.createQuery("SELECT * FROM idempotency" + THIS), key)
                .map((row, _) -> standing(row, bodyHash))
                .one();
    }

    private static Standing standing(ResultSet row, String bodyHash) throws SQLException {
        if (!row.getString("body_hash").equals(bodyHash)) {
            return new Standing.Different();
        }
        return switch (row.getInt("status")) {
            case NOT_ANSWERED -> new Standing.UnderWay();
            case NOT_KEPT -> new Standing.Done(Optional.empty());
            default -> new Standing.Done(Optional.of(answer(row)));
        };
    }

    private static Answer answer(ResultSet row) throws SQLException {
        Map<String, String> headers = new LinkedHashMap<>();
        row.getString("headers")
                .lines()
                .map(line -> line.split(": ", 2))
                .forEach(pair -> headers.put(pair[0], pair[1]));
        byte[] body = row.getBytes("body");
        return new Answer(
                row.getInt("status"),
                headers,
                row.getString("type"),
                body == null ? new byte[0] : body);
    }

    @Override
    public void end(Key key, Optional<Answer> answer) {
        String update =
                "UPDATE idempotency SET status = :status, headers = :headers, type = :type,"
                        + " body = :body"
                        + THIS;
        database.write(handle ->
                bound(handle.createUpdate(update), key)
                        .bind("status", answer.map(Answer::status).orElse(NOT_KEPT))
                        .bind("headers", answer.map(SqlIdempotency::headers).orElse(""))
                        .bind("type", answer.map(Answer::type).orElse(""))
                        .bind("body", answer.map(Answer::body).orElse(new byte[0]))
                        .execute());
    }

    /// No header's value has a line break: none could be sent.
    private static String headers(Answer answer) {
        StringBuilder text = new StringBuilder();
        answer.headers()
                .forEach(
                        (name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    @Override
    public void abandon(Key key) {
        database.write(handle ->
                bound(handle.createUpdate("DELETE FROM idempotency" + THIS), key).execute());
    }

    @Override
    public int erase(Instant before) {
        return database.write(handle ->
                handle.createUpdate("DELETE FROM idempotency WHERE begun < :before")
                        .bind("before", before.toEpochMilli())
                        .execute());
    }

    private static <T extends SqlStatement<T>> T bound(T statement, Key key) {
        return statement
                .bind("caller", key.caller())
                .bind("operation", key.operation())
                .bind("key", key.key());
    }
}
