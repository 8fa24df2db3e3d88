package se.ringvakt.ledger.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.ledger.Denial;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.sql.AttemptReader;
import se.ringvakt.ledger.sql.HistoryCache;
import se.ringvakt.metrics.Meters;
import se.ringvakt.retention.MemoryKeys;

/// The ledger in one SQLite file. One process at a time runs it.
///
/// Reads come from memory where they can; writes go through one thread that commits groups
/// ([GroupWriter]). When the file cannot be written, changes are refused until it can.
public final class SqliteLedger implements Ledger {
    private final SqliteDatabase database;
    private final InstantSource clock;
    private final HistoryCache cache;
    private final HistoryReaders readers;
    private final Optional<MemoryKeys> keys;
    private final AttemptReader attempts;
    private final GroupWriter writer;
    private final WalKeeper keeper;

    private SqliteLedger(
            SqliteDatabase database, InstantSource clock, Meters meters, Optional<MemoryKeys> keys)
            throws SQLException {
        SqliteSettings settings = database.settings();
        this.database = database;
        this.clock = clock;
        this.keys = keys;
        this.cache = new HistoryCache(settings.cachedHistories(), settings.memory());
        this.readers = new HistoryReaders(database);
        this.attempts = new AttemptReader(database);
        this.writer = new GroupWriter(database, meters, this::reopened);
        this.keeper = new WalKeeper(database, writer);
    }

    /// Starts the ledger of this database, measured by nobody, from which nothing was ever erased.
    public static SqliteLedger start(SqliteDatabase database, InstantSource clock) {
        return start(database, clock, Meters.unseen(), Optional.empty());
    }

    /// Starts the ledger of this database; the database stays its caller's to close, afterwards.
    ///
    /// @param keys under which offers are remembered whose attempts were erased
    public static SqliteLedger start(
            SqliteDatabase database, InstantSource clock, Meters meters, MemoryKeys keys) {
        return start(database, clock, meters, Optional.of(keys));
    }

    private static SqliteLedger start(
            SqliteDatabase database,
            InstantSource clock,
            Meters meters,
            Optional<MemoryKeys> keys) {
        try {
            SqliteLedger ledger = new SqliteLedger(database, clock, meters, keys);
            ledger.writer.start();
            ledger.keeper.start();
            return ledger;
        } catch (SQLException | IOException e) {
            throw SqliteFault.of(database.file(), e);
        }
    }

    @Override
    public History history(PhoneNumber number) {
        History hot = cache.get(number);
        if (hot != null) {
            return hot;
        }
        History read = readers.read(number, clock.instant().minus(database.settings().memory()));
        cache.put(read);
        return read;
    }

    @Override
    public History history(PhoneNumber number, Optional<OfferId> offer) {
        History history = history(number);
        if (keys.isEmpty() || offer.isEmpty()) {
            return history;
        }
        List<Counted> remembered =
                readers.remembered(offer.get(), keys.get().hashes(number, offer.get()));
        return remembered.isEmpty() ? history : history.with(remembered);
    }

    @Override
    public boolean append(History seen, Attempt attempt) {
        return append(seen, attempt, Optional.empty());
    }

    @Override
    public boolean rehearse(History seen, Attempt attempt, Denial denial) {
        return append(seen, attempt, Optional.of(denial));
    }

    private boolean append(History seen, Attempt attempt, Optional<Denial> denial) {
        if (!seen.number().equals(attempt.number())) {
            throw new IllegalArgumentException(
                    "attempt: to " + attempt.number() + " (expected: " + seen.number() + ")");
        }
        boolean first = writer.write(new Writes.Append(seen.version(), attempt, denial, cache));
        if (first) {
            cache.allowed(seen, attempt);
        } else {
            cache.drop(seen.number());
        }
        return first;
    }

    @Override
    public Optional<Attempt> attempt(AttemptId id) {
        return attempts.attempt(id);
    }

    @Override
    public List<Attempt> permitted(String uniqueId, Optional<PhoneNumber> number, Instant since) {
        return attempts.permitted(uniqueId, number, since);
    }

    @Override
    public Optional<Attempt> last(PhoneNumber number, PhoneNumber callerId) {
        return attempts.last(number, callerId);
    }

    @Override
    public boolean settle(AttemptId id, Outcome outcome) {
        return writer.write(
                new Writes.Settle(id, outcome, database.settings().attemptMax(), cache));
    }

    @Override
    public void withdraw(AttemptId id) {
        writer.write(new Writes.Withdraw(id, clock.instant(), cache));
    }

    @Override
    public void record(Denial denial) {
        writer.record(denial);
    }

    @Override
    public List<Attempt> open() {
        return attempts.open(clock.instant().minus(database.settings().attemptMax()));
    }

    @Override
    public boolean silent(AttemptId id, Instant at) {
        return writer.write(new Writes.Silent(id, at, cache));
    }

    @Override
    public boolean repay(PhoneNumber number, CampaignId campaign, Instant at) {
        return writer.write(new Writes.Repay(number, campaign, at, cache));
    }

    @Override
    public void record(Bypass bypass) {
        writer.write(new Writes.Bypassed(bypass));
    }

    /// Drops what is in memory of numbers, after something was erased from the file.
    @Override
    public void forget() {
        cache.clear();
    }

    /// Why changes are refused now; empty: they are not.
    @Override
    public Optional<String> fault() {
        return writer.fault();
    }

    /// How many groups have been committed.
    public long commits() {
        return writer.commits();
    }

    /// How many denials were not recorded because too many waited, or the file could not be
    /// written.
    public long droppedDenials() {
        return writer.droppedDenials();
    }

    /// Writes what waits and moves the write-ahead log into the database.
    @Override
    public void close() {
        keeper.close();
        writer.close();
        readers.close();
        try (var connection = database.connect(database.settings().busyWait());
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            throw new LedgerException(
                    SqliteFault.describe(database.file(), e) + " (nothing is lost)", e);
        }
    }

    private void reopened() {
        keeper.reopened();
        readers.reopen();
        database.reopenReaders();
        cache.clear();
    }
}
