package se.ringvakt.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.DecisionIds;
import se.ringvakt.ledger.Denial;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.metrics.Count;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Reason;

/// Writes denials soon, many to a transaction, on one thread. While the database is away they wait,
/// as many as there is room for; what finds no room, or fails while it is written, is dropped and
/// counted. Thread-safe.
final class DenialWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DenialWriter.class);

    private static final int MOST = 256;
    private static final long IDLE_MILLIS = 50;

    private final Link link;
    private final BasisLines lines;
    private final IntSupplier node;
    private final DecisionIds ids = new DecisionIds();
    private final InstantSource clock;
    private final BlockingQueue<Denial> queue;
    private final Count dropped;
    private final Thread thread =
            Thread.ofPlatform().name("ledger-denials").daemon().unstarted(this::run);
    private volatile boolean closing;

    /// @param node this gate's number, as [NodeLease] has it
    /// @param most how many may wait
    DenialWriter(
            Link link,
            BasisLines lines,
            IntSupplier node,
            int most,
            InstantSource clock,
            Meters meters) {
        this.link = link;
        this.lines = lines;
        this.node = node;
        this.clock = clock;
        this.queue = new ArrayBlockingQueue<>(most);
        this.dropped = meters.counter(Meter.DENIALS_DROPPED);
        meters.show(Meter.DENIALS_WAITING, queue::size);
    }

    void start() {
        thread.start();
    }

    void record(Denial denial) {
        if (closing || !queue.offer(denial)) {
            dropped.one();
        }
    }

    long dropped() {
        return dropped.sum();
    }

    /// Writes what waits, then stops.
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        dropped.add(queue.size());
    }

    private void run() {
        try {
            while (!closing || (!queue.isEmpty() && link.fault().isEmpty())) {
                if (link.fault().isPresent()) {
                    Thread.sleep(IDLE_MILLIS);
                } else {
                    write(gather());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted: nobody but the end of the process does that", e);
        }
    }

    private List<Denial> gather() throws InterruptedException {
        List<Denial> batch = new ArrayList<>();
        Denial first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch, MOST - 1);
        }
        return batch;
    }

    private void write(List<Denial> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            int own = node.getAsInt();
            link.ask(connection -> write(connection, batch, own));
        } catch (LedgerException e) {
            LOG.warn("{} denials are not on record: {}", batch.size(), e.getMessage());
            dropped.add(batch.size());
        }
    }

    private int write(Connection connection, List<Denial> batch, int own) throws SQLException {
        List<Long> basis = new ArrayList<>();
        for (Denial each : batch) {
            basis.add(lines.id(connection, each.basis()));
        }
        // An id tells when it is written, not when it was decided: one that waited while the
        // database was away must not come in among others that were counted long ago.
        Instant now = clock.instant();
        connection.setAutoCommit(false);
        try (Bound statement = new Bound(connection, HotSql.DENIAL)) {
            for (int i = 0; i < batch.size(); i++) {
                bind(statement, batch.get(i), ids.next(now, own), basis.get(i));
            }
            statement.statement().executeBatch();
            connection.commit();
        }
        // Of a connection that failed the pool takes care.
        connection.setAutoCommit(true);
        return batch.size();
    }

    /// The id of one that somebody else writes.
    ///
    /// @param own this gate's number
    long id(Denial denied, int own) {
        return ids.next(denied.at(), own);
    }

    /// One, within the connection's transaction.
    static void insert(Connection connection, Denial denied, long id, long basis)
            throws SQLException {
        try (Bound statement = new Bound(connection, HotSql.DENIAL)) {
            bind(statement, denied, id, basis);
            statement.statement().executeBatch();
        }
    }

    private static void bind(Bound statement, Denial denied, long id, long basis)
            throws SQLException {
        statement.number(id).number(denied.at().toEpochMilli()).text(denied.uniqueId());
        statement.number(denied.number().map(PhoneNumber::e164));
        statement.text(denied.campaign()).text(denied.agent()).text(denied.kind().name());
        statement.text(String.join("&", denied.reasons().stream().map(Reason::name).toList()));
        statement.number(denied.retryAt().map(Instant::toEpochMilli)).number(basis);
        statement.number(denied.rehearsed().map(AttemptId::value)).batch();
    }
}
