package se.ringvakt.ledger.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;
import se.ringvakt.ledger.LedgerException;

/// Brings the database's schema up to date, and refuses a database that is not this installation's.
/// Any number of gates may do it at once.
final class PostgresSchema {
    /// The last migration's version. A database that has it opens without Flyway.
    static final int VERSION = 6;

    private static final int SERVER_LEAST = 150_000;

    /// Flyway's, once a second: while another gate migrates this one waits so long.
    private static final int LOCK_TRIES = 600;

    private static final String TABLES =
            """
            SELECT count(*), count(*) FILTER (WHERE table_name = 'flyway_schema_history')
              FROM information_schema.tables
             WHERE table_schema = current_schema()
            """;

    private static final String APPLIED =
            """
            SELECT COALESCE(max(CAST(version AS INTEGER)) FILTER (WHERE success), 0),
                   min(CAST(version AS INTEGER)) FILTER (WHERE NOT success)
              FROM flyway_schema_history
             WHERE version IS NOT NULL
            """;

    private static final String NAME =
            "INSERT INTO installation (one, id) VALUES (1, ?) ON CONFLICT DO NOTHING";

    private final PostgresSettings settings;
    private final PGSimpleDataSource source;

    PostgresSchema(PostgresSettings settings, PGSimpleDataSource source) {
        this.settings = settings;
        this.source = source;
    }

    /// Checks it, runs the migrations that have not run yet, and sees that it is ours.
    void open() throws SQLException, IOException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            checkServer(statement);
            if (applied(statement) < VERSION) {
                migrate();
            }
            recognise(connection, statement);
        }
    }

    private void checkServer(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery(
                        "SELECT CAST(current_setting('server_version_num') AS INTEGER),"
                                + " current_setting('server_version')")) {
            row.next();
            if (row.getInt(1) < SERVER_LEAST) {
                throw fault("PostgreSQL " + row.getString(2) + " (expected: 15 or later)");
            }
        }
    }

    /// The last migration that has run; 0: none has.
    private int applied(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(TABLES)) {
            row.next();
            if (row.getLong(2) == 0) {
                if (row.getLong(1) > 0) {
                    throw fault(
                            "another program's tables (expected: an empty database or a ledger)");
                }
                return 0;
            }
        }
        try (ResultSet row = statement.executeQuery(APPLIED)) {
            row.next();
            int applied = row.getInt(1);
            int failed = row.getInt(2);
            if (!row.wasNull()) {
                throw fault(
                        "migration "
                                + failed
                                + " was begun and failed (expected: put a backup back)");
            }
            if (applied > VERSION) {
                throw fault(
                        "schema "
                                + applied
                                + " (expected: at most "
                                + VERSION
                                + "; a newer program has used it)");
            }
            return applied;
        }
    }

    /// Flyway takes its own lock: of gates that start at once one migrates, and the others find
    /// nothing left to do. An index over all that is kept takes its time, which no socket's end may
    /// cut short.
    private void migrate() {
        int timeout = source.getSocketTimeout();
        source.setSocketTimeout(0);
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/postgres")
                    .lockRetryCount(LOCK_TRIES)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new LedgerException(
                    "ledger "
                            + settings.name()
                            + ": cannot be migrated to schema "
                            + VERSION
                            + " (expected: put a backup back, or an empty database): "
                            + cause(e),
                    e);
        } finally {
            source.setSocketTimeout(timeout);
        }
    }

    private static String cause(FlywayException failure) {
        Throwable at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("---"))
                .findFirst()
                .orElse("");
    }

    /// The state folder and the database must know each other. An empty database that takes the
    /// place of a known one would allow everything once more.
    private void recognise(Connection connection, Statement statement)
            throws SQLException, IOException {
        Path mark = settings.mark();
        Optional<String> known =
                Files.exists(mark) ? Optional.of(Files.readString(mark).strip()) : Optional.empty();
        if (known.isEmpty()) {
            try (PreparedStatement name = connection.prepareStatement(NAME)) {
                name.setString(1, UUID.randomUUID().toString());
                name.executeUpdate();
            }
        }
        Optional<String> found = Optional.empty();
        try (ResultSet row = statement.executeQuery("SELECT id FROM installation")) {
            if (row.next()) {
                found = Optional.of(row.getString(1));
            }
        }
        if (known.isEmpty()) {
            Files.createDirectories(mark.toAbsolutePath().getParent());
            Files.writeString(mark, found.orElseThrow() + "\n");
        } else if (!known.equals(found)) {
            throw fault(
                    "installation "
                            + found.orElse("none, the database is new")
                            + " (expected: "
                            + known.get()
                            + ", which "
                            + mark
                            + " names; correct ledger.url, or delete that file to begin with"
                            + " this database)");
        }
    }

    private LedgerException fault(String what) {
        return PostgresFault.of(settings, what);
    }
}
