package se.ringvakt.ledger.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.sqlite.HistoryChange.Kind;

/// The changes a ledger knows.
final class Writes {
    private Writes() {}

    /// An allowed attempt, for one who has seen this version.
    static final class Append extends Write<Boolean> {
        private final long seenVersion;
        private final Attempt attempt;
        private final HistoryCache cache;

        Append(long seenVersion, Attempt attempt, HistoryCache cache) {
            this.seenVersion = seenVersion;
            this.attempt = attempt;
            this.cache = cache;
        }

        @Override
        Boolean apply(WriterSession session) throws SQLException {
            return session.allow(seenVersion, attempt);
        }

        @Override
        Optional<Write<?>> undo() {
            return Optional.of(new Withdraw(attempt.id(), attempt.start(), cache));
        }
    }

    /// What became of an attempt.
    static final class Settle extends Write<Boolean> {
        private final AttemptId id;
        private final Outcome outcome;
        private final Duration attemptMax;
        private final HistoryCache cache;
        private @Nullable Change change;

        Settle(AttemptId id, Outcome outcome, Duration attemptMax, HistoryCache cache) {
            this.id = id;
            this.outcome = outcome;
            this.attemptMax = attemptMax;
            this.cache = cache;
        }

        @Override
        Boolean apply(WriterSession session) throws SQLException {
            change = null;
            Optional<WriterSession.Known> known = session.find(id);
            if (known.isEmpty()) {
                return false;
            }
            boolean counted = outcome.reached() || tooLate(known.get());
            if (!session.settle(id, outcome, counted)) {
                session.complete(id, outcome);
                return false;
            }
            change = settled(session, known.get(), id, counted, outcome.end());
            return true;
        }

        @Override
        void committed() {
            if (change != null) {
                change.show(cache);
            }
        }

        private boolean tooLate(WriterSession.Known attempt) {
            return !outcome.report().at().isBefore(attempt.start().plus(attemptMax));
        }
    }

    /// An attempt whose permit never reached the switch; one that has an outcome did reach it, and
    /// stays as it is.
    static final class Withdraw extends Write<Boolean> {
        private final AttemptId id;
        private final Instant at;
        private final HistoryCache cache;
        private @Nullable Change change;

        Withdraw(AttemptId id, Instant at, HistoryCache cache) {
            this.id = id;
            this.at = at;
            this.cache = cache;
        }

        @Override
        Boolean apply(WriterSession session) throws SQLException {
            change = null;
            Optional<WriterSession.Known> known = session.find(id);
            if (known.isEmpty() || !session.settle(id, nothingHappened(known.get()), false)) {
                return false;
            }
            change = settled(session, known.get(), id, false, at);
            return true;
        }

        @Override
        void committed() {
            if (change != null) {
                change.show(cache);
            }
        }

        private Outcome nothingHappened(WriterSession.Known attempt) {
            OutcomeReport report =
                    new OutcomeReport(
                            id,
                            at,
                            "WITHDRAWN",
                            OptionalLong.empty(),
                            OptionalLong.empty(),
                            OptionalLong.empty(),
                            OptionalInt.empty(),
                            Optional.empty(),
                            Optional.empty());
            return new Outcome(
                    attempt.start(), false, false, Optional.empty(), Optional.empty(), report);
        }
    }

    /// A call owed to a number, or no longer owed.
    static final class Debt extends Write<Long> {
        private final PhoneNumber number;
        private final CampaignId campaign;
        private final boolean owed;
        private final Instant at;
        private final HistoryCache cache;
        private long version;

        Debt(
                PhoneNumber number,
                CampaignId campaign,
                boolean owed,
                Instant at,
                HistoryCache cache) {
            this.number = number;
            this.campaign = campaign;
            this.owed = owed;
            this.at = at;
            this.cache = cache;
        }

        @Override
        Long apply(WriterSession session) throws SQLException {
            Kind kind = owed ? Kind.OWED : Kind.REPAID;
            version = session.add(number, HistoryChange.ofDebt(kind, campaign, at));
            return version;
        }

        @Override
        void committed() {
            cache.debt(version, number, campaign, owed);
        }
    }

    private static Change settled(
            WriterSession session,
            WriterSession.Known attempt,
            AttemptId id,
            boolean counted,
            Instant end)
            throws SQLException {
        Kind kind = counted ? Kind.ENDED : Kind.RELEASED;
        long version = session.add(attempt.number(), HistoryChange.ofAttempt(kind, id, end));
        return new Change(version, attempt, counted ? Optional.of(end) : Optional.empty());
    }

    /// What an attempt's end did to its number's history.
    ///
    /// @param end empty: it no longer counts
    private record Change(long version, WriterSession.Known attempt, Optional<Instant> end) {
        void show(HistoryCache cache) {
            cache.settled(version, attempt, end);
        }
    }
}
