package se.ringvakt.ledger.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.postgresql.ds.PGSimpleDataSource;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.postgres.PostgresSettings.Server;
import se.ringvakt.ledger.report.LedgerView;
import se.ringvakt.ledger.sql.Database;

/// The open database: its schema up to date, connections for readers and writers. Thread-safe.
///
/// The hot path has connections of its own, so that a long report never keeps a dial waiting. Every
/// connection gives up by itself: the server ends a statement that takes too long, and where no
/// answer comes at all the socket does.
public final class PostgresDatabase implements Database {
    /// How much later than the server the socket gives up.
    private static final Duration GRACE = Duration.ofMillis(300);

    /// Hikari waits at least so long for a connection.
    private static final long CONNECTION_WAIT_LEAST_MILLIS = 250;

    private static final int CONNECT_SECONDS = 2;

    /// For the first connection, which also loads what the others find loaded: on a busy machine
    /// that alone takes seconds.
    private static final int FIRST_LOGIN_SECONDS = 5;

    private static final int FETCHED_ROWS = 1_000;
    private static final long RETRY_PAUSE_MOST_MILLIS = 100;

    /// Long enough for the server to stop an autovacuum that is in the way (its deadlock_timeout, a
    /// second); dials wait meanwhile.
    private static final String OUTDATE_WAIT = "SET LOCAL lock_timeout = 1500";

    private final PostgresSettings settings;
    private final String sharer = UUID.randomUUID().toString();
    private final HikariDataSource stores;
    private final HikariDataSource hot;
    private final Jdbi jdbi;

    private PostgresDatabase(PostgresSettings settings, PGSimpleDataSource source) {
        this.settings = settings;
        this.stores =
                pool(
                        "ledger-stores",
                        source,
                        settings.storeConnections(),
                        settings.busyWait(),
                        settings.busyWait());
        this.hot =
                pool(
                        "ledger",
                        source,
                        settings.hotConnections(),
                        settings.writeWait(),
                        settings.writeWait());
        this.jdbi = Database.over(stores);
    }

    /// Opens the database and brings its schema up to date.
    ///
    /// @throws LedgerException when it cannot be reached, or is not this installation's
    public static PostgresDatabase open(PostgresSettings settings) {
        try {
            PGSimpleDataSource source = source(settings);
            source.setLoginTimeout(FIRST_LOGIN_SECONDS);
            new PostgresSchema(settings, source).open();
            source.setLoginTimeout(CONNECT_SECONDS);
            return new PostgresDatabase(settings, source);
        } catch (IOException | SQLException e) {
            throw PostgresFault.of(settings, e);
        }
    }

    PostgresSettings settings() {
        return settings;
    }

    @Override
    public <T> T read(HandleCallback<T, RuntimeException> query) {
        try (Handle handle = handle()) {
            T answer = query.withHandle(handle);
            handle.commit();
            return answer;
        } catch (JdbiException e) {
            throw fault(e);
        }
    }

    @Override
    public <T> T write(HandleCallback<T, RuntimeException> change) {
        long until = System.nanoTime() + settings.busyWait().toNanos();
        while (true) {
            try {
                return jdbi.inTransaction(TransactionIsolationLevel.SERIALIZABLE, change);
            } catch (JdbiException e) {
                if (!PostgresFault.isConflict(e) || System.nanoTime() > until) {
                    throw fault(e);
                }
                pause(e);
            }
        }
    }

    /// So that those who met do not meet again.
    private void pause(JdbiException conflict) {
        try {
            Thread.sleep(1 + ThreadLocalRandom.current().nextLong(RETRY_PAUSE_MOST_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw fault(conflict);
        }
    }

    @Override
    public Handle handle() {
        try {
            Handle handle = jdbi.open();
            try {
                handle.setReadOnly(true);
                handle.setTransactionIsolationLevel(TransactionIsolationLevel.REPEATABLE_READ);
                return handle.begin();
            } catch (JdbiException e) {
                handle.close();
                throw e;
            }
        } catch (JdbiException e) {
            throw fault(e);
        }
    }

    /// Lets each statement of this transaction take as long as it takes. The pool gives the
    /// connection its former patience back.
    void takeTime(Handle handle) {
        handle.execute("SET LOCAL statement_timeout = 0");
        try {
            handle.getConnection().setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException e) {
            throw fault(e);
        }
    }

    @Override
    public Optional<String> sharer() {
        return Optional.of(sharer);
    }

    /// Under a lock that lets no change of a history begin or go on: one that still goes by the
    /// former floor and one that goes by this one might both be the first after the same history.
    @Override
    public void outdate(long version) {
        int _ =
                write(handle -> {
                    handle.execute(OUTDATE_WAIT);
                    handle.execute("LOCK TABLE history IN SHARE ROW EXCLUSIVE MODE");
                    return handle.execute(
                            "UPDATE history_floor SET version = ? WHERE version < ?",
                            version,
                            version);
                });
    }

    @Override
    public boolean forgetErased() {
        new Partitions(this).dropEmpty();
        return true;
    }

    @Override
    public LedgerException fault(Exception cause) {
        return PostgresFault.of(settings, cause);
    }

    /// The ledger for those who look back; whoever asks for it closes it.
    public LedgerView view() {
        try {
            return new PostgresView(settings, source(settings));
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /// A connection for one statement of the hot path, each of which is a transaction.
    Connection hot() throws SQLException {
        Connection connection = hot.getConnection();
        try {
            // In milliseconds; the driver's own setting knows only seconds.
            connection.setNetworkTimeout(
                    Runnable::run, (int) settings.writeWait().plus(GRACE).toMillis());
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// Lets go of every connection that is not in use: the server may have been replaced.
    void reconnect() {
        for (HikariDataSource pool : List.of(hot, stores)) {
            Optional.ofNullable(pool.getHikariPoolMXBean())
                    .ifPresent(bean -> bean.softEvictConnections());
        }
    }

    @Override
    public void close() {
        hot.close();
        stores.close();
    }

    private static HikariDataSource pool(
            String name,
            PGSimpleDataSource source,
            int connections,
            Duration statement,
            Duration wait) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(connections);
        // Whoever needs a connection makes one, and keeps it. Were some kept ready, the pool would
        // try to, while the server is away, less and less often, and whoever asks had to wait.
        config.setMinimumIdle(0);
        config.setIdleTimeout(0);
        // Whether the server is there was seen when the schema was read; from now on it may go
        // away.
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(Math.max(CONNECTION_WAIT_LEAST_MILLIS, wait.toMillis()));
        config.setValidationTimeout(CONNECTION_WAIT_LEAST_MILLIS);
        config.setConnectionInitSql(
                "SET statement_timeout = %d; SET lock_timeout = %d;"
                                .formatted(statement.toMillis(), statement.toMillis())
                        + " SET idle_in_transaction_session_timeout = '10min'");
        return new HikariDataSource(config);
    }

    private static PGSimpleDataSource source(PostgresSettings settings) throws IOException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(settings.servers().stream().map(Server::host).toArray(String[]::new));
        source.setPortNumbers(settings.servers().stream().mapToInt(Server::port).toArray());
        if (settings.servers().size() > 1) {
            // After a failover it is another one; a replica takes no appends.
            source.setTargetServerType("primary");
            source.setHostRecheckSeconds(1);
        }
        source.setDatabaseName(settings.database());
        source.setUser(settings.user());
        if (settings.passwordFile().isPresent()) {
            source.setPassword(password(settings.passwordFile().get()));
        }
        source.setApplicationName("ringvakt");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(CONNECT_SECONDS);
        source.setSocketTimeout((int) settings.busyWait().plusSeconds(5).toSeconds());
        source.setCancelSignalTimeout(CONNECT_SECONDS);
        source.setTcpKeepAlive(true);
        // Prepared by the server at the first use, and kept with the connection.
        source.setPrepareThreshold(1);
        source.setDefaultRowFetchSize(FETCHED_ROWS);
        return source;
    }

    private static String password(Path file) throws IOException {
        return Files.readString(file).lines().findFirst().orElse("");
    }
}
