package se.ringvakt.ledger.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import se.ringvakt.ledger.LedgerException;

/// Brings the database's schema up to date.
final class SqliteSchema {
    private SqliteSchema() {}

    /// Runs the migrations that have not run yet; one process at a time, by a lock file beside the
    /// database.
    static void migrate(Path file, DataSource source) throws IOException {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel =
                        FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            Flyway flyway =
                    Flyway.configure().dataSource(source).locations("classpath:db/sqlite").load();
            refuseNewer(file, flyway);
            flyway.migrate();
        } catch (FlywayException e) {
            throw SqliteFault.of(file, e);
        }
    }

    private static void refuseNewer(Path file, Flyway flyway) {
        for (MigrationInfo info : flyway.info().all()) {
            if (info.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new LedgerException(
                        "ledger "
                                + file
                                + ": schema "
                                + info.getVersion()
                                + " is newer than this program (expected: a newer program)");
            }
        }
    }
}
