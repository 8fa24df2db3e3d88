package se.ringvakt.ledger.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import se.ringvakt.ledger.LedgerException;

/// Brings the database's schema up to date.
final class SqliteSchema {
    /// The last migration's version. It is marked in the file's header, so that a file that is up
    /// to date opens without Flyway, which takes longer than everything else at start.
    static final int VERSION = 19;

    static final String MARK = "PRAGMA user_version = " + VERSION;

    private SqliteSchema() {}

    /// Runs the migrations that have not run yet; one process at a time, by a lock file beside the
    /// database.
    static void migrate(Path file, Connection connection, DataSource source)
            throws IOException, SQLException {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try (Statement statement = connection.createStatement()) {
            if (marked(file, statement) == VERSION) {
                return;
            }
            try (FileChannel channel =
                            FileChannel.open(
                                    lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                Flyway.configure()
                        .dataSource(source)
                        .locations("classpath:db/sqlite")
                        .load()
                        .migrate();
                statement.execute(MARK);
            }
        } catch (FlywayException e) {
            throw SqliteFault.of(file, e);
        }
    }

    /// The version that the file says it has.
    ///
    /// @throws LedgerException when a newer program has used it
    static int marked(Path file, Statement statement) throws SQLException {
        int version = SqliteDatabase.number(statement, "PRAGMA user_version");
        if (version > VERSION) {
            throw new LedgerException(
                    "ledger "
                            + file
                            + ": schema "
                            + version
                            + " (expected: at most "
                            + VERSION
                            + "; a newer program has used it)");
        }
        return version;
    }
}
