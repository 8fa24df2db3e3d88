package se.ringvakt.ledger.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import se.ringvakt.ledger.LedgerException;

/// The ledger's file for those who look back: connections of their own, few, that cannot write and
/// never make the file, so that no question about the past takes anything from a decision but
/// processor time.
final class LedgerView implements AutoCloseable {
    static final int READERS = 2;
    private static final int CACHE_KIBIBYTES = 8 << 10;
    private static final int BUSY_MILLIS = 2_000;
    private static final int WAIT_MILLIS = 10_000;
    private static final int LIFE_MILLIS = 5 * 60_000;
    private static final int IDLE_MILLIS = 60_000;

    private final SqliteDatabase database;
    private final HikariDataSource pool;

    LedgerView(SqliteDatabase database) {
        this.database = database;
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger-view");
        config.setDataSource(source());
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(0);
        config.setMaxLifetime(LIFE_MILLIS);
        config.setIdleTimeout(IDLE_MILLIS);
        config.setReadOnly(true);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(WAIT_MILLIS);
        this.pool = new HikariDataSource(config);
    }

    LedgerException fault(SQLException cause) {
        return SqliteFault.of(database.file(), cause);
    }

    /// A connection that reads one moment from its first question on; closing gives it back.
    Connection reader() throws SQLException {
        Connection connection = pool.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /// A connection for oneself.
    Connection connect() throws SQLException {
        Connection connection = source().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public void close() {
        pool.close();
    }

    private SQLiteDataSource source() {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setCacheSize(-CACHE_KIBIBYTES);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + database.file());
        return source;
    }
}
