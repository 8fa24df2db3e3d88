package se.ringvakt.ledger.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.ledger.DecisionIds;
import se.ringvakt.ledger.Denial;
import se.ringvakt.ledger.Gates;
import se.ringvakt.ledger.Leases;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.sql.AttemptReader;
import se.ringvakt.ledger.sql.HistoryCache;
import se.ringvakt.ledger.sql.HistoryRows;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.metrics.Times;
import se.ringvakt.retention.MemoryKeys;

/// The ledger that several gates share. Each appends by one statement, which the number's next
/// version decides; none waits for another gate.
///
/// An append whose answer was not heard is refused, and taken back as soon as the database answers
/// again. While the database is away every change is refused at once.
public final class PostgresLedger implements Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresLedger.class);

    private static final Duration LOOK_BACK_EVERY = Duration.ofSeconds(1);
    private static final double MILLIS_PER_SECOND = 1_000;

    private final PostgresDatabase database;
    private final InstantSource clock;
    private final HistoryCache cache;
    private final OfferLookup memory;
    private final AttemptReader attempts;
    private final BasisLines lines = new BasisLines();
    private final TakenBack takenBack = new TakenBack();
    private final Link link;
    private final DenialWriter denials;
    private final NodeLease lease;
    private final SharedLeases leases;
    private final SharedGates gates;
    private final Times commitTime;

    private PostgresLedger(
            PostgresDatabase database,
            InstantSource clock,
            Meters meters,
            Optional<MemoryKeys> keys) {
        PostgresSettings settings = database.settings();
        this.database = database;
        this.clock = clock;
        this.cache = new HistoryCache(settings.cachedHistories(), settings.memory());
        this.attempts = new AttemptReader(database);
        this.link = new Link(database, this::back);
        this.lease = new NodeLease(link, database, NodeLease.Terms.USUAL);
        this.denials =
                new DenialWriter(link, lines, lease::node, settings.denialQueue(), clock, meters);
        this.leases = new SharedLeases(link, settings.attemptMax(), clock);
        LedgerClock ledgerClock = new LedgerClock(link, clock);
        this.gates = new SharedGates(link, database, lease, ledgerClock, System::nanoTime);
        this.memory = new OfferLookup(link, database, keys);
        this.commitTime = meters.timer(Meter.COMMIT_TIME);
        meters.watch(Meter.LEDGER_UP, () -> link.fault().isEmpty());
        meters.show(Meter.LEDGER_CLOCK, () -> seconds(ledgerClock.ahead()));
    }

    private static double seconds(Optional<Duration> time) {
        return time.map(each -> each.toMillis() / MILLIS_PER_SECOND).orElse(Double.NaN);
    }

    /// Starts the ledger of this database, measured by nobody, from which nothing was ever erased.
    public static PostgresLedger start(PostgresDatabase database, InstantSource clock) {
        return start(database, clock, Meters.unseen(), Optional.empty());
    }

    /// Starts the ledger of this database; the database stays its caller's to close, afterwards.
    ///
    /// @param keys under which offers are remembered whose attempts were erased
    public static PostgresLedger start(
            PostgresDatabase database, InstantSource clock, Meters meters, MemoryKeys keys) {
        return start(database, clock, meters, Optional.of(keys));
    }

    private static PostgresLedger start(
            PostgresDatabase database,
            InstantSource clock,
            Meters meters,
            Optional<MemoryKeys> keys) {
        PostgresLedger ledger = new PostgresLedger(database, clock, meters, keys);
        ledger.denials.start();
        ledger.memory.start();
        ledger.link.every(LOOK_BACK_EVERY, ledger::lookBack);
        ledger.link.every(SharedLeases.COUNT_EVERY, ledger.leases::count);
        ledger.link.every(Partitions.EVERY, ledger.leases::clean);
        return ledger;
    }

    @Override
    public History history(PhoneNumber number) {
        History hot = cache.get(number);
        if (hot != null) {
            return hot;
        }
        Instant oldest = clock.instant().minus(database.settings().memory());
        History read = link.ask(connection -> read(connection, number, oldest));
        cache.put(read);
        return read;
    }

    private static History read(Connection connection, PhoneNumber number, Instant oldest)
            throws SQLException {
        try (Bound select = new Bound(connection, HotSql.HISTORY);
                ResultSet row = select.number(number.e164()).statement().executeQuery()) {
            row.next();
            long floor = row.getLong(7);
            row.getLong(1);
            if (row.wasNull()) {
                return new History(number, floor, List.of(), Set.of());
            }
            History folded = HistoryRows.fold(number, row, oldest);
            return new History(
                    number, Math.max(folded.version(), floor), folded.counted(), folded.debts());
        }
    }

    @Override
    public History history(PhoneNumber number, Optional<OfferId> offer) {
        History history = history(number);
        List<Counted> remembered =
                offer.map(each -> memory.remembered(number, each)).orElse(List.of());
        return remembered.isEmpty() ? history : history.with(remembered);
    }

    /// One look at the number's version: another gate may have changed it since it was read.
    @Override
    public boolean isCurrent(History seen) {
        long version = link.ask(connection -> version(connection, seen.number()));
        if (version != seen.version()) {
            cache.drop(seen.number());
        }
        return version == seen.version();
    }

    private static long version(Connection connection, PhoneNumber number) throws SQLException {
        try (Bound select = new Bound(connection, HotSql.CURRENT);
                ResultSet row = select.number(number.e164()).statement().executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public int node() {
        return lease.node();
    }

    @Override
    public boolean isOwn(long decision) {
        return lease.has(DecisionIds.node(decision));
    }

    @Override
    public Optional<Leases> leases() {
        return Optional.of(leases);
    }

    @Override
    public Optional<Gates> gates() {
        return Optional.of(gates);
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
        long began = System.nanoTime();
        boolean first = link.ask(connection -> append(connection, seen, attempt, denial));
        commitTime.since(began);
        if (first) {
            cache.allowed(seen, attempt);
        } else {
            cache.drop(seen.number());
        }
        return first;
    }

    private boolean append(
            Connection connection, History seen, Attempt attempt, Optional<Denial> denial)
            throws SQLException {
        long basis = lines.id(connection, attempt.basis());
        try {
            return denial.isEmpty()
                    ? new Changes(connection, cache).append(seen.version(), attempt, basis)
                    : rehearse(connection, seen, attempt, denial.get(), basis);
        } catch (SQLException e) {
            if (PostgresFault.isConflict(e)) {
                return false;
            }
            if (PostgresFault.isUsedKey(e)) {
                throw new LedgerException(
                        "attempt id: " + attempt.id() + " (expected: one not yet used)", e);
            }
            if (PostgresFault.isUnknown(e)) {
                takenBack.add(attempt.id(), attempt.start());
            }
            throw e;
        }
    }

    /// Both in one transaction. A connection that fails in between is rolled back by its pool.
    private boolean rehearse(
            Connection connection, History seen, Attempt attempt, Denial denial, long basis)
            throws SQLException {
        long deniedBy = lines.id(connection, denial.basis());
        connection.setAutoCommit(false);
        boolean first = new Changes(connection, cache).append(seen.version(), attempt, basis);
        if (first) {
            long id = denials.id(denial, DecisionIds.node(attempt.id().value()));
            DenialWriter.insert(connection, denial, id, deniedBy);
        }
        connection.commit();
        connection.setAutoCommit(true);
        return first;
    }

    @Override
    public Optional<Attempt> attempt(AttemptId id) {
        return link.asked(() -> attempts.attempt(id));
    }

    @Override
    public List<Attempt> permitted(String uniqueId, Optional<PhoneNumber> number, Instant since) {
        return link.asked(() -> attempts.permitted(uniqueId, number, since));
    }

    @Override
    public Optional<Attempt> last(PhoneNumber number, PhoneNumber callerId) {
        return link.asked(() -> attempts.last(number, callerId));
    }

    @Override
    public boolean settle(AttemptId id, Outcome outcome) {
        Duration longest = database.settings().attemptMax();
        return change(changes -> changes.settle(id, outcome, longest));
    }

    @Override
    public boolean silent(AttemptId id, Instant at) {
        return change(changes -> changes.silent(id, at));
    }

    @Override
    public boolean repay(PhoneNumber number, CampaignId campaign, Instant at) {
        return change(changes -> changes.repay(number, campaign, at));
    }

    /// What cannot be withdrawn now is as soon as the database answers again.
    @Override
    public void withdraw(AttemptId id) {
        Instant at = clock.instant();
        try {
            withdraw(id, at);
        } catch (LedgerException e) {
            LOG.warn("attempt {} is taken back later: {}", id, e.getMessage());
            takenBack.add(id, at);
        }
    }

    private boolean withdraw(AttemptId id, Instant at) {
        return change(changes -> changes.withdraw(id, at));
    }

    @Override
    public void record(Denial denial) {
        denials.record(denial);
    }

    @Override
    public void record(Bypass seen) {
        boolean _ =
                link.ask(connection -> {
                    try (Bound statement = new Bound(connection, HotSql.BYPASS)) {
                        statement.number(seen.at().toEpochMilli()).text(seen.switchName());
                        statement.text(seen.channel()).text(seen.dialled());
                        statement.number(seen.number().map(PhoneNumber::e164));
                        return statement.text(seen.place()).flag(seen.hungUp()).writes();
                    }
                });
    }

    @Override
    public List<Attempt> open() {
        Instant oldest = clock.instant().minus(database.settings().attemptMax());
        return link.asked(() -> attempts.open(oldest));
    }

    /// Drops what is in memory of numbers, after something was erased from the database.
    @Override
    public void forget() {
        cache.clear();
    }

    /// Why changes are refused now, or dials with an offer; empty: they are not.
    @Override
    public Optional<String> fault() {
        return link.fault().or(memory::fault);
    }

    /// How many denials were not recorded because too many waited, or the database was away.
    public long droppedDenials() {
        return denials.dropped();
    }

    /// How many attempts may be on record although their callers were told that they failed.
    int doubtful() {
        return takenBack.size();
    }

    /// Writes what waits.
    @Override
    public void close() {
        denials.close();
        memory.close();
        link.close();
    }

    /// One of the changes of [Changes].
    private interface Change {
        boolean make(Changes changes) throws SQLException;
    }

    private boolean change(Change change) {
        long began = System.nanoTime();
        boolean made = link.ask(connection -> change.make(new Changes(connection, cache)));
        commitTime.since(began);
        return made;
    }

    /// The database may be another one now: a replica that became the primary.
    private void back() {
        cache.clear();
        lines.forget();
        lookBack();
    }

    private void lookBack() {
        if (link.fault().isEmpty()) {
            takenBack.look(this::withdraw);
            leases.releaseRest();
        }
    }
}
