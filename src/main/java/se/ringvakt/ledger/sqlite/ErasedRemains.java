package se.ringvakt.ledger.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// What erasing leaves in the file. Erased rows are overwritten at once (`secure_delete`), but
/// copies may be left in the write-ahead log, and in pages that rows were moved from.
final class ErasedRemains {
    /// How often, and with what rest, the log is tried to be emptied: somebody may be reading it.
    private static final int LOG_TRIES = 50;

    private static final Duration LOG_REST = Duration.ofMillis(100);

    /// How long the gate's writer may have to wait for one try.
    private static final Duration LOG_WAIT = Duration.ofMillis(20);

    private final SqliteDatabase database;

    ErasedRemains(SqliteDatabase database) {
        this.database = database;
    }

    /// Writes the whole file anew.
    void compact() {
        try (Connection connection = database.connect(database.settings().busyWait());
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM");
        } catch (SQLException e) {
            throw SqliteFault.of(database.file(), e);
        }
    }

    /// Moves the write-ahead log into the file and cuts it to nothing. Most of it is moved without
    /// holding anybody up. Returns whether it is empty.
    boolean emptyLog() {
        try (Connection connection = database.connect(LOG_WAIT);
                Statement statement = connection.createStatement()) {
            boolean empty = false;
            for (int i = 0; !empty && i < LOG_TRIES; i++) {
                checkpoint(statement, "PASSIVE");
                empty = checkpoint(statement, "TRUNCATE");
                if (!empty) {
                    Thread.sleep(LOG_REST);
                }
            }
            return empty;
        } catch (SQLException e) {
            throw SqliteFault.of(database.file(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Returns whether nobody was in the way.
    private static boolean checkpoint(Statement statement, String mode) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            return row.next() && row.getInt(1) == 0;
        } catch (SQLException e) {
            if (SqliteFault.isBusy(e)) {
                return false;
            }
            throw e;
        }
    }
}
