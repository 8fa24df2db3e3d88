package se.ringvakt.ledger.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.Outcome.Answer;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.sql.HistoryCache;
import se.ringvakt.ledger.sql.HistoryChange;
import se.ringvakt.ledger.sql.HistoryChange.Kind;
import se.ringvakt.ledger.sql.KnownAttempt;
import se.ringvakt.ledger.sql.OutcomeFacts;
import se.ringvakt.rule.Settlement;

/// The changes that a ledger knows, each a look and one statement that writes only if the number
/// still is as it was seen; if not, looks again.
final class Changes {
    /// Each round that fails means that somebody else's change went through.
    private static final int ROUNDS_MAX = 64;

    private static final long PAUSE_MOST_MICROS = 2_000;

    private final Connection connection;
    private final HistoryCache cache;

    Changes(Connection connection, HistoryCache cache) {
        this.connection = connection;
        this.cache = cache;
    }

    /// What an attempt was seen to be.
    ///
    /// @param status of its outcome; empty: it has none
    private record Seen(
            KnownAttempt attempt,
            Optional<String> status,
            boolean silent,
            long version,
            boolean owes) {

        boolean isSettled() {
            return status.isPresent() && !isWithdrawn();
        }

        boolean isWithdrawn() {
            return status.equals(Optional.of(OutcomeFacts.WITHDRAWN));
        }
    }

    /// Appends an allowed attempt if the number's record is still as it was seen.
    ///
    /// @param basis its line's id
    boolean append(long seenVersion, Attempt allowed, long basis) throws SQLException {
        Optional<String> offer = allowed.offer().map(Object::toString);
        try (Bound statement = new Bound(connection, HotSql.APPEND)) {
            long number = allowed.number().e164();
            return statement
                    .number(number)
                    .number(seenVersion + 1)
                    .number(Kind.ALLOWED.code())
                    .number(allowed.id().value())
                    .text(allowed.campaign().value())
                    .text(offer)
                    .number(allowed.start().toEpochMilli())
                    .number(seenVersion)
                    .number(number)
                    .number(allowed.id().value())
                    .number(number)
                    .text(allowed.campaign().value())
                    .text(offer)
                    .text(allowed.agent().map(Object::toString))
                    .text(allowed.kind().name())
                    .number(allowed.callerId().e164())
                    .number(allowed.start().toEpochMilli())
                    .number(allowed.timeout().toMillis())
                    .text(allowed.uniqueId())
                    .number(basis)
                    .writes();
        }
    }

    /// Returns whether this outcome settled the attempt.
    boolean settle(AttemptId id, Outcome outcome, Duration attemptMax) throws SQLException {
        for (int round = 0; round < ROUNDS_MAX; round++) {
            Optional<Seen> seen = look(id);
            if (seen.isEmpty()) {
                return false;
            }
            if (seen.get().isSettled()) {
                complete(id, outcome);
                return false;
            }
            boolean counted =
                    Settlement.isCounted(seen.get().attempt().start(), outcome, attemptMax);
            if (settle(id, seen.get(), outcome, counted)) {
                return true;
            }
            pause();
        }
        throw tooMany();
    }

    /// Takes back an attempt that has no outcome. Returns whether it exists.
    boolean withdraw(AttemptId id, Instant at) throws SQLException {
        for (int round = 0; round < ROUNDS_MAX; round++) {
            Optional<Seen> seen = look(id);
            if (seen.isEmpty()) {
                return false;
            }
            if (seen.get().status().isPresent()) {
                return true;
            }
            Outcome nothing = OutcomeFacts.withdrawn(id, seen.get().attempt(), at);
            if (settle(id, seen.get(), nothing, false)) {
                return true;
            }
            pause();
        }
        throw tooMany();
    }

    /// Returns false when the number has changed.
    private boolean settle(AttemptId id, Seen seen, Outcome outcome, boolean counted)
            throws SQLException {
        Instant end = isWithdrawal(outcome) ? outcome.report().at() : outcome.end();
        Answer answer = seen.silent() && !isWithdrawal(outcome) ? Answer.SILENT : outcome.answer();
        boolean opens = answer == Answer.SILENT && !seen.silent();
        boolean closes = answer == Answer.MET && seen.owes();
        String sql = opens ? HotSql.SETTLE_SILENT : closes ? HotSql.SETTLE_DEBT : HotSql.SETTLE;
        CampaignId campaign = seen.attempt().campaign();
        PhoneNumber number = seen.attempt().number();
        Kind kind = counted ? Kind.ENDED : Kind.RELEASED;
        try (Bound statement = new Bound(connection, sql)) {
            next(statement, number, seen.version(), HistoryChange.ofAttempt(kind, id, end));
            if (opens || closes) {
                second(
                        statement,
                        opens
                                ? HistoryChange.owed(id, campaign, end)
                                : HistoryChange.repaid(campaign, end));
            }
            if (opens) {
                statement.number(id.value()).number(end.toEpochMilli());
            }
            if (!outcome(statement, id, outcome, answer, counted).writes()) {
                return false;
            }
        }
        long version = seen.version() + 1;
        cache.settled(version, seen.attempt(), counted ? Optional.of(end) : Optional.empty());
        if (opens || closes) {
            cache.debt(version + 1, number, campaign, opens);
        }
        return true;
    }

    private static boolean isWithdrawal(Outcome outcome) {
        return outcome.report().status().equals(OutcomeFacts.WITHDRAWN);
    }

    /// Returns whether this is the first that is told of its silence.
    boolean silent(AttemptId id, Instant at) throws SQLException {
        for (int round = 0; round < ROUNDS_MAX; round++) {
            Optional<Seen> seen = look(id);
            if (seen.isEmpty() || seen.get().silent()) {
                return false;
            }
            CampaignId campaign = seen.get().attempt().campaign();
            PhoneNumber number = seen.get().attempt().number();
            long version = seen.get().version();
            try (Bound statement = new Bound(connection, HotSql.SILENT)) {
                next(statement, number, version, HistoryChange.owed(id, campaign, at));
                statement.number(id.value()).number(at.toEpochMilli());
                if (statement.writes()) {
                    cache.debt(version + 1, number, campaign, true);
                    return true;
                }
            }
            pause();
        }
        throw tooMany();
    }

    /// Returns whether anything was owed.
    boolean repay(PhoneNumber number, CampaignId campaign, Instant at) throws SQLException {
        for (int round = 0; round < ROUNDS_MAX; round++) {
            long version;
            try (Bound look = new Bound(connection, HotSql.OWES)) {
                look.number(number.e164()).number(number.e164()).text(campaign.value());
                try (ResultSet row = look.statement().executeQuery()) {
                    if (!row.next() || !row.getBoolean(2)) {
                        return false;
                    }
                    version = row.getLong(1);
                }
            }
            try (Bound statement = new Bound(connection, HotSql.REPAY)) {
                next(statement, number, version, HistoryChange.repaid(campaign, at));
                try (ResultSet written = statement.statement().executeQuery()) {
                    if (written.next()) {
                        cache.debt(version + 1, number, campaign, false);
                        return true;
                    }
                }
            }
            pause();
        }
        throw tooMany();
    }

    private Optional<Seen> look(AttemptId id) throws SQLException {
        try (Bound statement = new Bound(connection, HotSql.LOOK)) {
            statement.number(id.value());
            try (ResultSet row = statement.statement().executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                KnownAttempt attempt =
                        new KnownAttempt(
                                new PhoneNumber(row.getLong(1)),
                                new CampaignId(row.getString(2)),
                                Instant.ofEpochMilli(row.getLong(3)));
                return Optional.of(
                        new Seen(
                                attempt,
                                Optional.ofNullable(row.getString(4)),
                                row.getBoolean(5),
                                row.getLong(6),
                                row.getBoolean(7)));
            }
        }
    }

    /// Adds what the first outcome did not tell.
    private void complete(AttemptId id, Outcome later) throws SQLException {
        String sources = OutcomeFacts.sources(later);
        try (Bound statement = new Bound(connection, HotSql.MORE_OUTCOME)) {
            statement.facts(later).text(sources).text(sources).number(id.value()).writes();
        }
    }

    private static void next(
            Bound statement, PhoneNumber number, long seenVersion, HistoryChange what)
            throws SQLException {
        statement.number(number.e164()).number(seenVersion + 1).number(what.kind().code());
        statement.number(what.attempt().map(AttemptId::value));
        statement.text(what.campaign().map(CampaignId::value)).text(Optional.empty());
        statement.number(what.at().toEpochMilli()).number(seenVersion).number(number.e164());
    }

    private static void second(Bound statement, HistoryChange what) throws SQLException {
        statement.number(what.kind().code()).number(what.attempt().map(AttemptId::value));
        statement.text(what.campaign().map(CampaignId::value)).number(what.at().toEpochMilli());
    }

    private static Bound outcome(
            Bound statement, AttemptId id, Outcome outcome, Answer answer, boolean counted)
            throws SQLException {
        return statement
                .number(id.value())
                .number(outcome.end().toEpochMilli())
                .flag(counted)
                .flag(outcome.reached())
                .flag(outcome.answered())
                .text(answer.name())
                .text(outcome.breach().map(Enum::name))
                .number(outcome.report().at().toEpochMilli())
                .facts(outcome)
                .text(OutcomeFacts.sources(outcome));
    }

    /// So that those who met do not meet again.
    private static void pause() {
        LockSupport.parkNanos(1_000 * ThreadLocalRandom.current().nextLong(PAUSE_MOST_MICROS));
    }

    private static SQLException tooMany() {
        return new SQLException("others changed the number " + ROUNDS_MAX + " times", "40001");
    }
}
