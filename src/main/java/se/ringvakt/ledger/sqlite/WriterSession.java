package se.ringvakt.ledger.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.ledger.Denial;
import se.ringvakt.ledger.sql.HistoryChange;
import se.ringvakt.ledger.sql.KnownAttempt;
import se.ringvakt.ledger.sql.OutcomeFacts;
import se.ringvakt.rule.Reason;

/// The writer's connection and its statements. Used by the writer's thread alone.
///
/// Plain JDBC, not Jdbi: the statements stay prepared for the life of the connection, and a group
/// of 64 attempts is 130 executions, where Jdbi's binding alone would cost more than SQLite does.
final class WriterSession implements AutoCloseable {
    /// Different lines seen recently; there are few, one for each set of versions in force.
    private static final int BASIS_LINES = 1_000;

    private final Connection connection;
    private final PreparedStatement lock;
    private final PreparedStatement change;
    private final PreparedStatement nextChange;
    private final PreparedStatement version;
    private final PreparedStatement unchange;
    private final PreparedStatement attempt;
    private final PreparedStatement find;
    private final PreparedStatement outcome;
    private final PreparedStatement moreOutcome;
    private final PreparedStatement silent;
    private final PreparedStatement isSilent;
    private final PreparedStatement owes;
    private final PreparedStatement bypass;
    private final PreparedStatement denial;
    private final PreparedStatement addBasis;
    private final PreparedStatement findBasis;
    private final Map<String, Long> basis = new LinkedHashMap<>();

    static WriterSession open(SqliteDatabase database, Duration busyWait) throws SQLException {
        Connection connection = database.connect(busyWait);
        try {
            return new WriterSession(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private WriterSession(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute(WriterSql.CACHE);
        }
        connection.setAutoCommit(false);
        this.lock = connection.prepareStatement(WriterSql.LOCK);
        this.change = connection.prepareStatement(WriterSql.CHANGE);
        this.nextChange = connection.prepareStatement(WriterSql.NEXT_CHANGE);
        this.version = connection.prepareStatement(WriterSql.VERSION);
        this.unchange = connection.prepareStatement(WriterSql.UNCHANGE);
        this.attempt = connection.prepareStatement(WriterSql.ATTEMPT);
        this.find = connection.prepareStatement(WriterSql.FIND_ATTEMPT);
        this.outcome = connection.prepareStatement(WriterSql.OUTCOME);
        this.moreOutcome = connection.prepareStatement(WriterSql.MORE_OUTCOME);
        this.silent = connection.prepareStatement(WriterSql.SILENT);
        this.isSilent = connection.prepareStatement(WriterSql.IS_SILENT);
        this.owes = connection.prepareStatement(WriterSql.OWES);
        this.bypass = connection.prepareStatement(WriterSql.BYPASS);
        this.denial = connection.prepareStatement(WriterSql.DENIAL);
        this.addBasis = connection.prepareStatement(WriterSql.ADD_BASIS);
        this.findBasis = connection.prepareStatement(WriterSql.FIND_BASIS);
    }

    /// Takes the write lock, waiting for other processes as long as the connection may.
    void begin() throws SQLException {
        lock.executeUpdate();
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        basis.clear();
        connection.rollback();
    }

    /// Writes to the file although nothing changes, to see whether it can be done.
    void probe() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(WriterSql.PROBE);
        }
    }

    /// Appends an allowed attempt if the number's record is still as it was seen.
    boolean allow(long seenVersion, Attempt allowed) throws SQLException {
        long number = allowed.number().e164();
        change.setLong(1, number);
        change.setLong(2, seenVersion + 1);
        change.setLong(3, allowed.id().value());
        change.setString(4, allowed.campaign().value());
        setText(change, 5, allowed.offer().map(Object::toString));
        change.setLong(6, allowed.start().toEpochMilli());
        if (change.executeUpdate() == 0) {
            return false;
        }
        if (insert(allowed)) {
            return true;
        }
        unchange.setLong(1, number);
        unchange.setLong(2, seenVersion + 1);
        unchange.executeUpdate();
        throw new UsedAttemptId(allowed.id());
    }

    private boolean insert(Attempt allowed) throws SQLException {
        attempt.setLong(1, allowed.id().value());
        attempt.setLong(2, allowed.number().e164());
        attempt.setString(3, allowed.campaign().value());
        setText(attempt, 4, allowed.offer().map(Object::toString));
        setText(attempt, 5, allowed.agent().map(Object::toString));
        attempt.setString(6, allowed.kind().name());
        attempt.setLong(7, allowed.callerId().e164());
        attempt.setLong(8, allowed.start().toEpochMilli());
        attempt.setLong(9, allowed.timeout().toMillis());
        attempt.setString(10, allowed.uniqueId());
        attempt.setLong(11, basis(allowed.basis()));
        return attempt.executeUpdate() == 1;
    }

    /// Adds to a number's record whatever its version. Returns the new version.
    long add(PhoneNumber number, HistoryChange what) throws SQLException {
        nextChange.setLong(1, number.e164());
        nextChange.setInt(2, what.kind().code());
        setLong(nextChange, 3, what.attempt().map(AttemptId::value));
        setText(nextChange, 4, what.campaign().map(CampaignId::value));
        nextChange.setLong(5, what.at().toEpochMilli());
        nextChange.setLong(6, number.e164());
        nextChange.executeUpdate();
        version.setLong(1, number.e164());
        try (ResultSet row = version.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    Optional<KnownAttempt> find(AttemptId id) throws SQLException {
        find.setLong(1, id.value());
        try (ResultSet row = find.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            return Optional.of(
                    new KnownAttempt(
                            new PhoneNumber(row.getLong(1)),
                            new CampaignId(row.getString(2)),
                            Instant.ofEpochMilli(row.getLong(3))));
        }
    }

    /// Records the first outcome. Returns false when there is one already.
    boolean settle(AttemptId id, Outcome settled, Outcome.Answer answer, boolean counted)
            throws SQLException {
        outcome.setLong(1, id.value());
        outcome.setLong(2, settled.end().toEpochMilli());
        outcome.setBoolean(3, counted);
        outcome.setBoolean(4, settled.reached());
        outcome.setBoolean(5, settled.answered());
        outcome.setString(6, answer.name());
        setText(outcome, 7, settled.breach().map(Enum::name));
        outcome.setLong(8, settled.report().at().toEpochMilli());
        OutcomeFacts.bind(outcome, 9, settled);
        outcome.setString(20, OutcomeFacts.sources(settled));
        return outcome.executeUpdate() == 1;
    }

    /// Adds what the first outcome did not tell.
    void complete(AttemptId id, Outcome later) throws SQLException {
        OutcomeFacts.bind(moreOutcome, 1, later);
        moreOutcome.setString(12, OutcomeFacts.sources(later));
        moreOutcome.setLong(13, id.value());
        moreOutcome.executeUpdate();
    }

    /// Records that an attempt was answered to silence. Returns false when that is on record.
    boolean silent(AttemptId id, Instant at) throws SQLException {
        silent.setLong(1, id.value());
        silent.setLong(2, at.toEpochMilli());
        return silent.executeUpdate() == 1;
    }

    boolean isSilent(AttemptId id) throws SQLException {
        isSilent.setLong(1, id.value());
        try (ResultSet row = isSilent.executeQuery()) {
            return row.next();
        }
    }

    /// Whether the campaign owes the number a call.
    boolean owes(PhoneNumber number, CampaignId campaign) throws SQLException {
        owes.setLong(1, number.e164());
        owes.setString(2, campaign.value());
        try (ResultSet row = owes.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    void bypassed(Bypass seen) throws SQLException {
        bypass.setLong(1, seen.at().toEpochMilli());
        bypass.setString(2, seen.switchName());
        bypass.setString(3, seen.channel());
        bypass.setString(4, seen.dialled());
        setLong(bypass, 5, seen.number().map(PhoneNumber::e164));
        bypass.setString(6, seen.place());
        bypass.setBoolean(7, seen.hungUp());
        bypass.executeUpdate();
    }

    void deny(Denial denied) throws SQLException {
        denial.setLong(1, denied.at().toEpochMilli());
        denial.setString(2, denied.uniqueId());
        setLong(denial, 3, denied.number().map(PhoneNumber::e164));
        denial.setString(4, denied.campaign());
        denial.setString(5, denied.agent());
        denial.setString(6, denied.kind().name());
        denial.setString(7, String.join("&", denied.reasons().stream().map(Reason::name).toList()));
        setLong(denial, 8, denied.retryAt().map(Instant::toEpochMilli));
        denial.setLong(9, basis(denied.basis()));
        setLong(denial, 10, denied.rehearsed().map(AttemptId::value));
        denial.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private long basis(String line) throws SQLException {
        Long known = basis.get(line);
        if (known != null) {
            return known;
        }
        if (basis.size() >= BASIS_LINES) {
            basis.clear();
        }
        addBasis.setString(1, line);
        addBasis.executeUpdate();
        findBasis.setString(1, line);
        try (ResultSet row = findBasis.executeQuery()) {
            row.next();
            long id = row.getLong(1);
            basis.put(line, id);
            return id;
        }
    }

    private static void setText(PreparedStatement statement, int index, Optional<String> value)
            throws SQLException {
        statement.setString(index, orNull(value));
    }

    private static <T> @Nullable T orNull(Optional<T> value) {
        return value.isPresent() ? value.get() : null;
    }

    private static void setLong(PreparedStatement statement, int index, Optional<Long> value)
            throws SQLException {
        statement.setObject(index, orNull(value), Types.BIGINT);
    }

    /// Two attempts with one id: a fault of the caller, and of this one change alone.
    static final class UsedAttemptId extends SQLException {
        private static final long serialVersionUID = 1;

        UsedAttemptId(AttemptId id) {
            super("attempt id: " + id + " (expected: one not yet used)");
        }
    }
}
