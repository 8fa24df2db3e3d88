package se.ringvakt.ledger.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import org.postgresql.ds.PGSimpleDataSource;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.report.DenialIds;
import se.ringvakt.ledger.report.LedgerView;

/// The shared ledger for those who look back.
final class PostgresView implements LedgerView {
    private static final int WAIT_MILLIS = 10_000;
    private static final int IDLE_MILLIS = 60_000;

    /// A report may read much, but never for ever.
    private static final int STATEMENT_MILLIS = 30_000;

    private static final int GRACE_SECONDS = 5;

    private static final String BOUNDS =
            "SET statement_timeout = %d; SET idle_in_transaction_session_timeout = '10min'"
                    .formatted(STATEMENT_MILLIS);

    private final PostgresSettings settings;
    private final PGSimpleDataSource source;
    private final HikariDataSource pool;

    PostgresView(PostgresSettings settings, PGSimpleDataSource source) {
        this.settings = settings;
        this.source = source;
        source.setApplicationName("ringvakt-reports");
        source.setSocketTimeout(STATEMENT_MILLIS / 1_000 + GRACE_SECONDS);
        // Each question is another one: a plan kept for one would not fit the next.
        source.setPrepareThreshold(0);
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger-view");
        config.setDataSource(source);
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE_MILLIS);
        config.setReadOnly(true);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setConnectionInitSql(BOUNDS);
        this.pool = new HikariDataSource(config);
    }

    @Override
    public DenialIds denialIds() {
        return DenialIds.TIMED;
    }

    @Override
    public Connection reader() throws SQLException {
        Connection connection = pool.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(BOUNDS);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// No engine that speaks PostgreSQL tells it alike.
    @Override
    public OptionalLong version(Connection own) {
        return OptionalLong.empty();
    }

    @Override
    public LedgerException fault(SQLException cause) {
        return PostgresFault.of(settings, cause);
    }

    @Override
    public void close() {
        pool.close();
    }
}
