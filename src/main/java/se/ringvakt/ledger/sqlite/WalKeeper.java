package se.ringvakt.ledger.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after the write-ahead log, once a second, so that the writer need not wait for the disk:
/// flushes it, and moves it into the database when it has grown. Sees, too, when the file is gone
/// or is another one, which an open file never tells.
final class WalKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WalKeeper.class);

    private static final long PERIOD_MILLIS = 100;
    private static final long FLUSH_PERIODS = 10;

    /// 32 MiB. A log that is used again and again costs half of one that grows, and a larger one is
    /// read for longer after a crash.
    private static final long CHECKPOINT_PAGES = 8_192;

    private static final int CHECKPOINT_TRIES = 4;

    /// 512 MiB.
    private static final long LOG_PAGES_MOST = 131_072;

    /// How long the last step of a checkpoint may hold up the writer.
    private static final Duration BUSY_WAIT = Duration.ofMillis(50);

    private final SqliteDatabase database;
    private final GroupWriter writer;
    private final Path wal;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Object file;
    private long flushedCommits;
    private @Nullable Connection connection;

    WalKeeper(SqliteDatabase database, GroupWriter writer) {
        this.database = database;
        this.writer = writer;
        this.wal = database.file().resolveSibling(database.file().getFileName() + "-wal");
        this.thread = Thread.ofPlatform().daemon().name("ledger-wal").unstarted(this::run);
    }

    void start() throws IOException {
        file = identity();
        thread.start();
    }

    /// The file was opened anew: this is the one to watch from now on.
    void reopened() {
        try {
            file = identity();
        } catch (IOException e) {
            writer.report(SqliteFault.describe(database.file(), e));
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long round = 0;
        while (!sleep()) {
            round++;
            try {
                if (round % FLUSH_PERIODS == 0) {
                    watch();
                    flush();
                }
                checkpoint();
            } catch (IOException | SQLException e) {
                disconnect();
                if (!SqliteFault.isBusy(e)) {
                    writer.report(SqliteFault.describe(database.file(), e));
                }
            }
        }
        disconnect();
    }

    /// Returns true when closed.
    private boolean sleep() {
        try {
            return closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void watch() throws IOException {
        Object now;
        try {
            now = identity();
        } catch (NoSuchFileException e) {
            writer.report("ledger " + database.file() + ": gone (expected: put it back)");
            return;
        }
        Object before = file;
        if (before != null && !before.equals(now)) {
            writer.report("ledger " + database.file() + ": replaced by another file");
        }
    }

    private Object identity() throws IOException {
        Object key = Files.readAttributes(database.file(), BasicFileAttributes.class).fileKey();
        return key == null ? database.file() : key;
    }

    /// Another descriptor of the log may be opened and closed at will: SQLite holds its locks on
    /// the other two files.
    private void flush() throws IOException {
        long commits = writer.commits();
        if (commits == flushedCommits || !Files.exists(wal)) {
            return;
        }
        try (FileChannel log = FileChannel.open(wal, StandardOpenOption.WRITE)) {
            log.force(false);
        }
        flushedCommits = commits;
    }

    /// The log can begin anew once all of it is in the database and the writer has added nothing
    /// meanwhile. That takes a moment's pause of the writer, so we try more than once: after the
    /// first time little is left. Only a log that never finds one is moved while the writer waits,
    /// because that wait is as long as the disk is slow.
    private void checkpoint() throws SQLException {
        if (log("NOOP").left() < CHECKPOINT_PAGES) {
            return;
        }
        Log log = log("PASSIVE");
        for (int again = 0; again < CHECKPOINT_TRIES && log.left() > 0; again++) {
            log = log("PASSIVE");
        }
        if (log.pages() > LOG_PAGES_MOST) {
            log("FULL");
        }
    }

    private Log log(String mode) throws SQLException {
        if (connection == null) {
            connection = database.connect(BUSY_WAIT);
        }
        try (Statement statement = connection.createStatement();
                ResultSet state = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            state.next();
            return new Log(state.getLong(2), state.getLong(3));
        }
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.warn("{}", SqliteFault.describe(database.file(), e));
        }
        connection = null;
    }

    /// How much the log holds, and how much of it is in the database already.
    private record Log(long pages, long moved) {
        long left() {
            return pages - moved;
        }
    }
}
