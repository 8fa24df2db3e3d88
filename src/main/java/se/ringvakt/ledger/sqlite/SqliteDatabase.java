package se.ringvakt.ledger.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.report.LedgerView;
import se.ringvakt.ledger.sql.Database;

/// The open database file: its schema up to date, connections for readers and writers. Thread-safe.
public final class SqliteDatabase implements Database {
    /// "RVKT", in the file's header: a ledger of this program, not somebody else's database.
    private static final int APPLICATION_ID = 0x52564b54;

    /// A file up to this size is checked in full when it is opened, in some tenths of a second; of
    /// a larger one only what is read shows damage.
    private static final long CHECKED_BYTES = 64L << 20;

    private static final int READER_CACHE_KIBIBYTES = 8 << 10;

    /// How long SQLite itself waits for the lock: it looks after 1, 2 and 5 ms, then ever more
    /// rarely.
    private static final int LOCK_LOOK_MILLIS = 8;

    private final SqliteSettings settings;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private SqliteDatabase(SqliteSettings settings) {
        this.settings = settings;
        this.pool = pool(settings);
        this.jdbi = Database.over(pool);
    }

    /// Opens the file, makes it if there is none, brings its schema up to date.
    ///
    /// @throws LedgerException when it is damaged, not ours, or cannot be written
    public static SqliteDatabase open(SqliteSettings settings) {
        Path file = settings.file();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            SQLiteDataSource source = source(settings, LedgerSync.EVERY);
            try (Connection connection = source.getConnection()) {
                check(file, connection);
                SqliteSchema.migrate(file, connection, source);
            }
        } catch (IOException | SQLException e) {
            throw SqliteFault.of(file, e);
        }
        return new SqliteDatabase(settings);
    }

    SqliteSettings settings() {
        return settings;
    }

    Path file() {
        return settings.file();
    }

    /// The ledger for those who look back; whoever asks for it closes it.
    public LedgerView view() {
        return new SqliteView(this);
    }

    /// Reads one moment of the file; not for the hot path.
    @Override
    public <T> T read(HandleCallback<T, RuntimeException> query) {
        try {
            return jdbi.inTransaction(query);
        } catch (JdbiException e) {
            throw SqliteFault.of(file(), e);
        }
    }

    /// Writes in one transaction, waiting for others who write; not for the hot path.
    @Override
    public <T> T write(HandleCallback<T, RuntimeException> change) {
        return read(handle -> {
            lock(handle);
            return change.withHandle(handle);
        });
    }

    /// Takes the lock. SQLite looks ever more rarely whether it is free, so that a short change
    /// could miss every pause of a long load; this looks every few milliseconds.
    private void lock(Handle handle) {
        long until = System.nanoTime() + settings.busyWait().toNanos();
        busyTimeout(handle, LOCK_LOOK_MILLIS);
        try {
            boolean locked = false;
            while (!locked) {
                locked = locked(handle, System.nanoTime() < until);
            }
        } finally {
            busyTimeout(handle, (int) settings.busyWait().toMillis());
        }
    }

    /// Returns whether it got the lock; throws when it did not and may not try again.
    private static boolean locked(Handle handle, boolean again) {
        try {
            handle.execute(WriterSql.LOCK);
            return true;
        } catch (JdbiException e) {
            if (again && SqliteFault.isBusy(e)) {
                return false;
            }
            throw e;
        }
    }

    private void busyTimeout(Handle handle, int millis) {
        try {
            handle.getConnection().unwrap(SQLiteConnection.class).setBusyTimeout(millis);
        } catch (SQLException e) {
            throw SqliteFault.of(file(), e);
        }
    }

    /// A transaction of one's own that reads one moment of the file; the caller ends it.
    @Override
    public Handle handle() {
        try {
            return jdbi.open().begin();
        } catch (JdbiException e) {
            throw SqliteFault.of(file(), e);
        }
    }

    @Override
    public void compact() {
        new ErasedRemains(this).compact();
    }

    @Override
    public boolean forgetErased() {
        return new ErasedRemains(this).emptyLog();
    }

    @Override
    public LedgerException fault(Exception cause) {
        return SqliteFault.of(file(), cause);
    }

    /// A connection of one's own, for the hot path.
    ///
    /// @param busyWait how long it waits for other writers
    Connection connect(Duration busyWait) throws SQLException {
        if (!Files.exists(file())) {
            // SQLite would make an empty one, and an empty ledger allows everything.
            throw new SQLException("gone (expected: put it back, or restart to begin anew)");
        }
        Connection connection = source(settings, settings.sync()).getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + busyWait.toMillis());
            // The keeper of the log does it, beside the writer.
            statement.execute("PRAGMA wal_autocheckpoint = 0");
        }
        return connection;
    }

    /// Makes readers open the file anew, after it may have been replaced.
    void reopenReaders() {
        Optional.ofNullable(pool.getHikariPoolMXBean())
                .ifPresent(bean -> bean.softEvictConnections());
    }

    @Override
    public void close() {
        pool.close();
    }

    private static void check(Path file, Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            boolean empty = number(statement, "SELECT count(*) FROM sqlite_schema") == 0;
            if (empty) {
                statement.execute("PRAGMA application_id = " + APPLICATION_ID);
            } else {
                checkOurs(file, statement);
            }
            if (Files.size(file) <= CHECKED_BYTES) {
                checkPages(file, statement);
            }
        }
    }

    static void checkOurs(Path file, Statement statement) throws SQLException {
        if (number(statement, "PRAGMA application_id") != APPLICATION_ID) {
            throw new LedgerException(
                    "ledger " + file + ": another program's (expected: a ledger)");
        }
    }

    static void checkPages(Path file, Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("PRAGMA quick_check(1)")) {
            String first = found.next() ? found.getString(1) : "no answer";
            if (!first.equals("ok")) {
                throw new LedgerException(
                        "ledger "
                                + file
                                + ": damaged: "
                                + first.lines().skip(1).findFirst().orElse(first)
                                + " (expected: an intact database; restore a copy)");
            }
        }
    }

    static int number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    private static HikariDataSource pool(SqliteSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setDataSource(source(settings, LedgerSync.EVERY));
        config.setMaximumPoolSize(settings.readers());
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(Math.max(250, settings.busyWait().toMillis()));
        return new HikariDataSource(config);
    }

    private static SQLiteDataSource source(SqliteSettings settings, LedgerSync sync) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.valueOf(sync.pragma()));
        config.setBusyTimeout((int) settings.busyWait().toMillis());
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        // On by default, and asks for the last row id after every insert: twice the cost.
        config.setGetGeneratedKeys(false);
        // What is erased is overwritten with zeros.
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        // Negative: kibibytes, not pages.
        config.setCacheSize(-READER_CACHE_KIBIBYTES);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + settings.file());
        return source;
    }
}
