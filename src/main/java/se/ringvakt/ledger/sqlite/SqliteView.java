package se.ringvakt.ledger.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.report.DenialIds;
import se.ringvakt.ledger.report.LedgerView;

/// The ledger's file for those who look back; its connections never make the file.
final class SqliteView implements LedgerView {
    private static final int CACHE_KIBIBYTES = 8 << 10;
    private static final int BUSY_MILLIS = 2_000;
    private static final int WAIT_MILLIS = 10_000;
    private static final int LIFE_MILLIS = 5 * 60_000;
    private static final int IDLE_MILLIS = 60_000;

    private final SqliteDatabase database;
    private final HikariDataSource pool;

    SqliteView(SqliteDatabase database) {
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

    @Override
    public DenialIds denialIds() {
        return DenialIds.COUNTED;
    }

    @Override
    public OptionalLong version(Connection own) throws SQLException {
        try (Statement statement = own.createStatement()) {
            return OptionalLong.of(SqliteDatabase.number(statement, "PRAGMA data_version"));
        }
    }

    @Override
    public LedgerException fault(SQLException cause) {
        return SqliteFault.of(database.file(), cause);
    }

    @Override
    public Connection reader() throws SQLException {
        Connection connection = pool.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public Connection connect() throws SQLException {
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
