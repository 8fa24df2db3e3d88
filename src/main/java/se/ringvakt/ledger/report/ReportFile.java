package se.ringvakt.ledger.report;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The file of counts: everything in it follows from the ledger, so it is made anew when it is
/// missing, damaged, of another version or of another zone.
///
/// A power cut may cost its last seconds, which are then counted again: counts and the place they
/// reach to are committed together.
final class ReportFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReportFile.class);

    /// "RVRP", in the file's header.
    private static final int APPLICATION_ID = 0x52565250;

    /// Grows with every change of what stands in the file or how it is counted.
    private static final int VERSION = 3;

    private static final int BUSY_MILLIS = 2_000;
    private static final int READERS = 2;
    private static final int READER_CACHE_KIBIBYTES = 8 << 10;
    private static final int WRITER_CACHE_KIBIBYTES = 32 << 10;
    private static final int WAIT_MILLIS = 10_000;

    private static final String[] TABLES = {
        // The zone whose days are counted.
        "CREATE TABLE zone (name TEXT NOT NULL)",
        // Campaigns and agents as asked for.
        "CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",
        // How far the ledger is counted: denials by id, attempts by start and id. What started
        // before the floor is not looked for again.
        """
        CREATE TABLE position (
            denial    INTEGER NOT NULL,
            denial_at INTEGER NOT NULL,
            start     INTEGER NOT NULL,
            attempt   INTEGER NOT NULL,
            floor     INTEGER NOT NULL
        )
        """,
        "INSERT INTO position VALUES (0, 0, 0, 0, 0)",
        // Attempts of which more may be told, as they were counted.
        """
        CREATE TABLE recent (
            attempt  INTEGER PRIMARY KEY,
            start    INTEGER NOT NULL,
            campaign INTEGER NOT NULL,
            agent    INTEGER NOT NULL,
            open     INTEGER NOT NULL,
            leaves   INTEGER NOT NULL,
            fate     TEXT NOT NULL
        )
        """,
        "CREATE INDEX recent_start ON recent (start)",
        "CREATE INDEX recent_leaves ON recent (leaves)",
        "CREATE INDEX recent_open ON recent (start) WHERE open = 1",
        // Denials that were counted, where others with lower ids may come yet.
        "CREATE TABLE recent_denial (id INTEGER PRIMARY KEY)",
        // A number's denials. By blocks of ids, so that new rows go where other new rows are; a
        // look-up asks each block.
        """
        CREATE TABLE denial_number (
            block  INTEGER NOT NULL,
            number INTEGER NOT NULL,
            id     INTEGER NOT NULL,
            PRIMARY KEY (block, number, id)
        ) WITHOUT ROWID
        """,
    };

    private final Path file;
    private final HikariDataSource pool;

    private ReportFile(Path file) {
        this.file = file;
        this.pool = pool(file);
    }

    /// Opens the file, makes it if there is none or it is of no use.
    ///
    /// @throws se.ringvakt.ledger.LedgerException when it cannot be written
    static ReportFile open(Path file, ZoneId zone) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (Files.exists(file) && !isOurs(file, zone)) {
                LOG.info("reports {}: made anew", file);
                delete(file);
            }
            if (!Files.exists(file)) {
                create(file, zone);
            }
        } catch (IOException | SQLException e) {
            throw ReportFault.of(file, e);
        }
        return new ReportFile(file);
    }

    Path file() {
        return file;
    }

    /// The one connection that writes.
    Connection writer() throws SQLException {
        Connection connection = source(file, WRITER_CACHE_KIBIBYTES).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /// A connection that reads one moment; closing gives it back.
    Connection reader() throws SQLException {
        Connection connection = pool.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /// Forgets everything that was counted, in one transaction.
    void empty(Connection writer) throws SQLException {
        LOG.info("reports {}: counted anew, they are of another ledger", file);
        try (Statement statement = writer.createStatement()) {
            statement.executeUpdate("DELETE FROM recent");
            statement.executeUpdate("DELETE FROM recent_denial");
            statement.executeUpdate("DELETE FROM denial_number");
            for (Cube cube : Cube.values()) {
                statement.executeUpdate("DELETE FROM " + cube.table());
            }
        }
        Position.NONE.write(writer);
        writer.commit();
    }

    @Override
    public void close() {
        pool.close();
    }

    private static boolean isOurs(Path file, ZoneId zone) throws IOException {
        try (Connection connection = source(file, READER_CACHE_KIBIBYTES).getConnection();
                Statement statement = connection.createStatement()) {
            if (number(statement, "PRAGMA application_id") != APPLICATION_ID) {
                throw new IOException("another program's (expected: counts, which may be deleted)");
            }
            return number(statement, "PRAGMA user_version") == VERSION
                    && zone(statement).equals(zone.getId());
        } catch (SQLException e) {
            LOG.warn("{}", ReportFault.of(file, e).getMessage());
            return false;
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String zone(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT name FROM zone")) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private static void delete(Path file) throws IOException {
        for (String end : new String[] {"", "-wal", "-shm"}) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
        }
    }

    /// In one transaction: a file that is half made is never taken for a whole one.
    private static void create(Path file, ZoneId zone) throws SQLException {
        try (Connection connection = source(file, READER_CACHE_KIBIBYTES).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA application_id = " + APPLICATION_ID);
            connection.setAutoCommit(false);
            for (String table : TABLES) {
                statement.execute(table);
            }
            for (Cube cube : Cube.values()) {
                statement.execute(cube.create());
            }
            try (var insert = connection.prepareStatement("INSERT INTO zone VALUES (?)")) {
                insert.setString(1, zone.getId());
                insert.executeUpdate();
            }
            statement.execute("PRAGMA user_version = " + VERSION);
            connection.commit();
        }
    }

    private static HikariDataSource pool(Path file) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("reports");
        config.setDataSource(source(file, READER_CACHE_KIBIBYTES));
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(0);
        config.setConnectionInitSql("PRAGMA query_only = ON");
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(WAIT_MILLIS);
        return new HikariDataSource(config);
    }

    private static SQLiteDataSource source(Path file, int cacheKibibytes) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setGetGeneratedKeys(false);
        // What is erased is overwritten with zeros.
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        config.setCacheSize(-cacheKibibytes);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
