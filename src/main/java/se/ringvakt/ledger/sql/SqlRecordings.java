package se.ringvakt.ledger.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.AttemptId;
import se.ringvakt.ledger.Recordings;

/// Recordings in the ledger's file. Any process may use it beside the gate's.
public final class SqlRecordings implements Recordings {
    private static final String CONSENT =
            """
            INSERT INTO recording (attempt, consented, unique_id, file)
            SELECT a.id, :at, :uniqueId, :file
              FROM attempt a
             WHERE a.id = :attempt
               AND NOT EXISTS (SELECT 1 FROM outcome o WHERE o.attempt = a.id)
            ON CONFLICT (attempt) DO NOTHING
            """;

    /// A consent that stands is told again only while its call goes on.
    private static final String STANDS =
            """
            SELECT count(*) > 0
              FROM recording r
             WHERE r.attempt = :attempt
               AND NOT EXISTS (SELECT 1 FROM outcome o WHERE o.attempt = r.attempt)
            """;

    private static final String STANDING =
            """
            SELECT r.attempt, r.consented, r.unique_id, r.file
              FROM recording r
             WHERE r.consented < :before
               AND r.attempt > :after
               AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.attempt = r.attempt)
             ORDER BY r.attempt
             LIMIT :most
            """;

    private static final String ERASED =
            """
            INSERT INTO erasure (attempt, at, by, file, bytes)
            VALUES (:attempt, :at, :by, :file, :bytes)
            ON CONFLICT (attempt) DO NOTHING
            """;

    private static final String LIST =
            """
            SELECT r.attempt, r.consented, r.unique_id, r.file,
                   e.at, e.by, e.file AS erased, e.bytes
              FROM recording r
              LEFT JOIN erasure e ON e.attempt = r.attempt
             WHERE CAST(:attempt AS BIGINT) IS NULL OR r.attempt = :attempt
             ORDER BY r.attempt DESC
            """;

    private final Database database;

    public SqlRecordings(Database database) {
        this.database = database;
    }

    @Override
    public boolean consent(Consented consented) {
        return database.write(handle -> {
            int added =
                    handle.createUpdate(CONSENT)
                            .bind("attempt", consented.attempt().value())
                            .bind("at", consented.at().toEpochMilli())
                            .bind("uniqueId", consented.uniqueId())
                            .bind("file", consented.file())
                            .execute();
            return added > 0
                    || handle.createQuery(STANDS)
                            .bind("attempt", consented.attempt().value())
                            .mapTo(boolean.class)
                            .one();
        });
    }

    @Override
    public List<Consented> standing(Instant before, AttemptId after, int most) {
        return database.read(handle ->
                handle.createQuery(STANDING)
                        .bind("before", before.toEpochMilli())
                        .bind("after", after.value())
                        .bind("most", most)
                        .map((row, context) -> consented(row))
                        .list());
    }

    @Override
    public void erased(Erasure erasure) {
        database.write(handle ->
                handle.createUpdate(ERASED)
                        .bind("attempt", erasure.attempt().value())
                        .bind("at", erasure.at().toEpochMilli())
                        .bind("by", erasure.by())
                        .bind("file", erasure.file())
                        .bind("bytes", bytes(erasure.bytes()))
                        .execute());
    }

    @Override
    public List<Recorded> list(Optional<AttemptId> attempt) {
        return database.read(handle ->
                handle.createQuery(LIST)
                        .bind("attempt", attempt.map(AttemptId::value))
                        .map(SqlRecordings::recorded)
                        .list());
    }

    private static Recorded recorded(ResultSet row, StatementContext context) throws SQLException {
        Optional<Erasure> erasure =
                row.getString("by") == null ? Optional.empty() : Optional.of(erasure(row));
        return new Recorded(consented(row), erasure);
    }

    private static Consented consented(ResultSet row) throws SQLException {
        return new Consented(
                new AttemptId(row.getLong("attempt")),
                Instant.ofEpochMilli(row.getLong("consented")),
                row.getString("unique_id"),
                row.getString("file"));
    }

    private static Erasure erasure(ResultSet row) throws SQLException {
        long bytes = row.getLong("bytes");
        OptionalLong size = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(bytes);
        return new Erasure(
                new AttemptId(row.getLong("attempt")),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("by"),
                row.getString("erased"),
                size);
    }

    private static @Nullable Long bytes(OptionalLong size) {
        return size.isPresent() ? size.getAsLong() : null;
    }
}
