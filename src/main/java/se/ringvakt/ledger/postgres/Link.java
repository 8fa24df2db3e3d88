package se.ringvakt.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.ledger.LedgerException;

/// The way to the database: while it is away, everything is refused at once, and one thread tries
/// again and again until it is there. What is to be done from time to time has a thread of its own:
/// however long that takes, the gate finds the database at once. Thread-safe.
final class Link implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private static final long BACK_OFF_FIRST_MILLIS = 50;
    private static final long BACK_OFF_MOST_MILLIS = 1_000;

    /// A fault so soon after the last one is taken for the same: the database answers, but cannot
    /// do what is asked.
    private static final Duration SAME_FAULT = Duration.ofSeconds(2);

    private final PostgresDatabase database;
    private final Runnable back;
    private final ScheduledExecutorService probes = thread("ledger-link");
    private final ScheduledExecutorService upkeep = thread("ledger-upkeep");
    private volatile @Nullable String fault;
    private volatile boolean closed;
    private long nextWaitMillis = BACK_OFF_FIRST_MILLIS;
    private long backNanos = System.nanoTime();

    /// @param back told, by the thread that finds it, after the database was away
    Link(PostgresDatabase database, Runnable back) {
        this.database = database;
        this.back = back;
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    /// What a connection is asked; each of its statements is a transaction.
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /// Asks, unless the database is known to be away. Whatever was undone because of somebody else
    /// is tried again as long as a write may take.
    <T> T ask(Question<T> question) {
        long until = System.nanoTime() + database.settings().writeWait().toNanos();
        while (true) {
            check();
            try (Connection connection = database.hot()) {
                return question.ask(connection);
            } catch (SQLException e) {
                if (!PostgresFault.isConflict(e) || System.nanoTime() > until) {
                    throw failed(e);
                }
            }
        }
    }

    /// Asks by the stores' connections.
    <T> T asked(Supplier<T> question) {
        check();
        try {
            return question.get();
        } catch (LedgerException e) {
            Throwable cause = e.getCause();
            if (cause != null && PostgresFault.isAway(cause)) {
                report(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    /// Why everything is refused now; empty: it is not.
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /// Does this from time to time, one thing after another.
    void every(Duration pause, Runnable what) {
        try {
            ScheduledFuture<?> _ =
                    upkeep.scheduleWithFixedDelay(
                            () -> quietly(what),
                            pause.toMillis(),
                            pause.toMillis(),
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed", e);
        }
    }

    /// Does this at once, and then from time to time, one thing after another.
    void soonAndEvery(Duration pause, Runnable what) {
        ScheduledFuture<?> _ =
                upkeep.scheduleWithFixedDelay(
                        () -> quietly(what), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        closed = true;
        probes.shutdownNow();
        upkeep.shutdownNow();
    }

    private void check() {
        String broken = fault;
        if (broken != null) {
            throw new LedgerException(broken);
        }
    }

    private LedgerException failed(SQLException cause) {
        LedgerException refusal = database.fault(cause);
        if (PostgresFault.isAway(cause)) {
            report(String.valueOf(refusal.getMessage()));
        }
        return refusal;
    }

    private synchronized void report(String what) {
        if (fault == null && !closed) {
            LOG.error("{}", what);
            fault = what;
            if (System.nanoTime() - backNanos > SAME_FAULT.toNanos()) {
                nextWaitMillis = BACK_OFF_FIRST_MILLIS;
            }
            // The server may have been replaced.
            database.reconnect();
            probeSoon();
        }
    }

    private synchronized void probeSoon() {
        try {
            ScheduledFuture<?> _ =
                    probes.schedule(this::probe, nextWaitMillis, TimeUnit.MILLISECONDS);
            nextWaitMillis = Math.min(2 * nextWaitMillis, BACK_OFF_MOST_MILLIS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed", e);
        }
    }

    private void probe() {
        try (Connection connection = database.hot()) {
            change(connection);
        } catch (SQLException e) {
            fault = PostgresFault.describe(database.settings(), e);
            probeSoon();
            return;
        }
        LOG.info("ledger {}: works again", database.settings().name());
        works();
        quietly(back);
    }

    /// A connection is given up only when it answers wrong. One that takes long to come is kept:
    /// the next probe finds it.
    private void change(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(HotSql.PROBE);
        } catch (SQLException e) {
            database.reconnect();
            throw e;
        }
    }

    private synchronized void works() {
        backNanos = System.nanoTime();
        fault = null;
    }

    private static void quietly(Runnable what) {
        try {
            what.run();
        } catch (LedgerException e) {
            LOG.warn("{}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("ledger link", e);
        }
    }
}
