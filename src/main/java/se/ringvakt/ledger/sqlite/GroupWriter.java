package se.ringvakt.ledger.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.ledger.Denial;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.metrics.Count;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.metrics.Sizes;
import se.ringvakt.metrics.Times;

/// The only thread that writes attempts: takes what waits, one transaction for all of it, answers
/// after the commit.
///
/// While one group commits the next one gathers, so groups grow with the load and a caller alone
/// waits for nobody. While another process holds the lock, changes wait as long as their callers
/// do. When the database fails, all callers are refused at once, whatever may have been committed
/// all the same is taken back, and the file is opened anew, again and again, until it works.
final class GroupWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

    private static final int GROUP_MOST = 1_024;
    private static final int DENIALS_MOST = 256;
    private static final long IDLE_MILLIS = 50;

    /// Short, because SQLite looks ever more rarely whether the lock is free: after this we look
    /// again ourselves, and drop what nobody waits for any more.
    private static final Duration BUSY_WAIT = Duration.ofMillis(2);

    private static final long BACK_OFF_FIRST_MILLIS = 50;
    private static final long BACK_OFF_MOST_MILLIS = 1_000;

    private final SqliteDatabase database;
    private final Runnable reopened;
    private final BlockingQueue<Write<?>> queue;
    private final BlockingQueue<Denial> denials;
    private final Count droppedDenials;
    private final Times commitTime;
    private final Sizes commitSize;
    private final WriteDeadlines deadlines;
    private final Thread thread;

    // The writer's thread alone uses these.
    private final List<Write<?>> group = new ArrayList<>(GROUP_MOST);
    private final List<Denial> denied = new ArrayList<>(DENIALS_MOST);
    private final List<Write<?>> undo = new ArrayList<>();
    private WriterSession session;
    private long busySinceNanos;

    private volatile @Nullable String fault;
    private volatile @Nullable String reported;
    private volatile boolean closing;
    private final AtomicLong commits = new AtomicLong();

    /// @param reopened told, by the writer's thread, after the file was opened anew
    GroupWriter(SqliteDatabase database, Meters meters, Runnable reopened) throws SQLException {
        this.database = database;
        this.reopened = reopened;
        this.queue = new ArrayBlockingQueue<>(database.settings().queue());
        this.denials = new ArrayBlockingQueue<>(database.settings().denialQueue());
        this.droppedDenials = meters.counter(Meter.DENIALS_DROPPED);
        this.commitTime = meters.timer(Meter.COMMIT_TIME);
        this.commitSize = meters.sizes(Meter.COMMIT_SIZE);
        this.session = WriterSession.open(database, BUSY_WAIT);
        this.deadlines = new WriteDeadlines(database.settings().writeWait());
        this.thread = Thread.ofPlatform().name("ledger-writer").unstarted(this::run);
        meters.watch(Meter.LEDGER_UP, () -> fault == null && !closing);
        meters.show(Meter.CHANGES_WAITING, queue::size);
        meters.show(Meter.DENIALS_WAITING, denials::size);
    }

    void start() {
        deadlines.start();
        thread.start();
    }

    /// Hands a change to the writer and waits until it is committed.
    <T> T write(Write<T> write) {
        String broken = fault;
        if (broken != null) {
            throw new LedgerException(broken);
        }
        if (closing) {
            throw refusal("closed");
        }
        deadlines.watch(write);
        if (!queue.offer(write)) {
            write.giveUp("refused");
            throw refusal(database.settings().queue() + " changes wait already");
        }
        return write.await();
    }

    /// Takes a denial to be written soon, or counts it as dropped.
    void record(Denial denial) {
        if (!denials.offer(denial)) {
            droppedDenials.one();
        }
    }

    long droppedDenials() {
        return droppedDenials.sum();
    }

    /// Why changes are refused; empty: they are not.
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /// Grows with every commit.
    long commits() {
        return commits.get();
    }

    /// Refuses changes until the file has been opened anew.
    void report(String what) {
        fault = what;
        reported = what;
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
        deadlines.close();
    }

    private void run() {
        try {
            while (step()) {
                // Each step is one group.
            }
            session.close();
        } catch (SQLException e) {
            LOG.warn("{}", SqliteFault.describe(database.file(), e));
        } catch (Throwable e) {
            report("ledger " + database.file() + ": the writer died: " + e);
            throw e;
        } finally {
            closing = true;
            refuseWaiting(refusal("closed"));
        }
    }

    /// One group. Returns false when closed and nothing is left to do.
    private boolean step() {
        boolean last = closing;
        gather();
        String what = reported;
        if (what != null) {
            refuseWaiting(new LedgerException(what));
            recover();
            return !closing;
        }
        boolean idle = group.isEmpty() && denied.isEmpty() && undo.isEmpty() && fault == null;
        if (idle) {
            return !last;
        }
        writeGroup();
        return !last || fault == null;
    }

    private void gather() {
        try {
            if (group.isEmpty()) {
                Write<?> first =
                        closing ? queue.poll() : queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                }
            }
            queue.drainTo(group, GROUP_MOST - group.size());
            denials.drainTo(denied, DENIALS_MOST - denied.size());
        } catch (InterruptedException e) {
            // Nobody has a reason to: close() sets a flag.
            LOG.warn("ledger writer: interrupted; goes on");
        }
    }

    private void writeGroup() {
        boolean committing = false;
        long beganNanos = System.nanoTime();
        try {
            session.begin();
            apply(undo);
            apply(group);
            for (Denial denial : denied) {
                session.deny(denial);
            }
            committing = true;
            session.commit();
        } catch (SQLException | RuntimeException e) {
            if (!SqliteFault.isBusy(e) || !carryOver()) {
                fail(e, committing);
            }
            return;
        }
        commitTime.since(beganNanos);
        commitSize.of(group.size() + denied.size());
        committed();
    }

    private void apply(List<Write<?>> writes) throws SQLException {
        for (Write<?> write : writes) {
            if (write.isOver()) {
                continue;
            }
            try {
                write.run(session);
            } catch (WriterSession.UsedAttemptId e) {
                write.fail(new LedgerException(String.valueOf(e.getMessage()), e));
            }
        }
    }

    private void committed() {
        commits.incrementAndGet();
        busySinceNanos = 0;
        clearFault();
        undo.forEach(Write::answer);
        undo.clear();
        for (Write<?> write : group) {
            write.answer().ifPresent(undo::add);
        }
        group.clear();
        denied.clear();
    }

    private void clearFault() {
        if (fault != null && reported == null) {
            LOG.info("ledger {}: works again", database.file());
            fault = null;
        }
    }

    /// Another process holds the lock: keeps what callers still wait for. Returns false when this
    /// connection is of no more use.
    private boolean carryOver() {
        long now = System.nanoTime();
        if (busySinceNanos == 0) {
            busySinceNanos = now;
        } else if (now - busySinceNanos > database.settings().writeWait().toNanos()) {
            setFault(SqliteFault.locked(database.file()));
        }
        try {
            session.rollback();
        } catch (SQLException e) {
            LOG.warn("{}", SqliteFault.describe(database.file(), e));
            return false;
        }
        group.removeIf(Write::isOver);
        group.forEach(Write::forget);
        return true;
    }

    /// The database failed. A commit that failed may yet turn out to have happened, so its changes
    /// are taken back later.
    private void fail(Exception cause, boolean committing) {
        LedgerException refusal = SqliteFault.of(database.file(), cause);
        setFault(String.valueOf(refusal.getMessage()));
        if (committing) {
            for (Write<?> write : group) {
                write.undo().ifPresent(undo::add);
            }
        }
        droppedDenials.add(denied.size());
        denied.clear();
        refuseWaiting(refusal);
        recover();
    }

    private void setFault(String what) {
        if (!what.equals(fault)) {
            LOG.error("{}", what);
            fault = what;
        }
    }

    private void refuseWaiting(LedgerException refusal) {
        queue.drainTo(group);
        group.forEach(write -> write.fail(refusal));
        group.clear();
    }

    private void recover() {
        long pauseMillis = BACK_OFF_FIRST_MILLIS;
        while (!closing) {
            try {
                Thread.sleep(pauseMillis);
                reopen();
                return;
            } catch (SQLException | RuntimeException e) {
                setFault(SqliteFault.describe(database.file(), e));
            } catch (InterruptedException e) {
                LOG.warn("ledger writer: interrupted; goes on");
            }
            refuseWaiting(refusal(String.valueOf(fault)));
            pauseMillis = Math.min(2 * pauseMillis, BACK_OFF_MOST_MILLIS);
        }
    }

    /// Opens the file anew and shows that it can be written.
    private void reopen() throws SQLException {
        try {
            session.close();
        } catch (SQLException e) {
            LOG.warn("{}", SqliteFault.describe(database.file(), e));
        }
        session = WriterSession.open(database, BUSY_WAIT);
        session.begin();
        session.probe();
        undo.forEach(Write::forget);
        apply(undo);
        session.commit();
        undo.clear();
        reopened.run();
        reported = null;
        clearFault();
    }

    private LedgerException refusal(String why) {
        return new LedgerException("ledger " + database.file() + ": " + why);
    }
}
