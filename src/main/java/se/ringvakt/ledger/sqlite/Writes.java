package se.ringvakt.ledger.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.Outcome.Answer;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.ledger.Denial;
import se.ringvakt.ledger.sql.HistoryCache;
import se.ringvakt.ledger.sql.HistoryChange;
import se.ringvakt.ledger.sql.HistoryChange.Kind;
import se.ringvakt.ledger.sql.KnownAttempt;
import se.ringvakt.ledger.sql.OutcomeFacts;
import se.ringvakt.rule.Settlement;

/// The changes a ledger knows.
final class Writes {
    private Writes() {}

    /// An allowed attempt, for one who has seen this version; with the denial it would have been,
    /// when it is rehearsed.
    static final class Append extends Write<Boolean> {
        private final long seenVersion;
        private final Attempt attempt;
        private final Optional<Denial> denial;
        private final HistoryCache cache;

        Append(long seenVersion, Attempt attempt, Optional<Denial> denial, HistoryCache cache) {
            this.seenVersion = seenVersion;
            this.attempt = attempt;
            this.denial = denial;
            this.cache = cache;
        }

        @Override
        Boolean apply(WriterSession session) throws SQLException {
            boolean first = session.allow(seenVersion, attempt);
            if (first && denial.isPresent()) {
                session.deny(denial.get());
            }
            return first;
        }

        @Override
        Optional<Write<?>> undo() {
            return Optional.of(new Withdraw(attempt.id(), attempt.start(), cache));
        }
    }

    /// What became of an attempt. A silent call opens a debt, if it has not done so at once; a call
    /// on which consumer and agent met closes it.
    static final class Settle extends Write<Boolean> {
        private final AttemptId id;
        private final Outcome outcome;
        private final Duration attemptMax;
        private final HistoryCache cache;
        private final List<Shown> shown = new ArrayList<>();

        Settle(AttemptId id, Outcome outcome, Duration attemptMax, HistoryCache cache) {
            this.id = id;
            this.outcome = outcome;
            this.attemptMax = attemptMax;
            this.cache = cache;
        }

        @Override
        Boolean apply(WriterSession session) throws SQLException {
            shown.clear();
            Optional<KnownAttempt> known = session.find(id);
            if (known.isEmpty()) {
                return false;
            }
            boolean counted = Settlement.isCounted(known.get().start(), outcome, attemptMax);
            Answer answer = session.isSilent(id) ? Answer.SILENT : outcome.answer();
            if (!session.settle(id, outcome, answer, counted)) {
                session.complete(id, outcome);
                return false;
            }
            shown.add(settled(session, known.get(), id, counted, outcome.end()));
            if (answer == Answer.SILENT) {
                owe(session, known.get(), id, outcome.end()).ifPresent(shown::add);
            } else if (answer == Answer.MET) {
                repay(session, known.get().number(), known.get().campaign(), outcome.end())
                        .ifPresent(shown::add);
            }
            return true;
        }

        @Override
        void committed() {
            shown.forEach(each -> each.in(cache));
        }
    }

    /// An attempt whose permit never reached the switch; one that has an outcome did reach it, and
    /// stays as it is.
    static final class Withdraw extends Write<Boolean> {
        private final AttemptId id;
        private final Instant at;
        private final HistoryCache cache;
        private @Nullable Shown change;

        Withdraw(AttemptId id, Instant at, HistoryCache cache) {
            this.id = id;
            this.at = at;
            this.cache = cache;
        }

        @Override
        Boolean apply(WriterSession session) throws SQLException {
            change = null;
            Optional<KnownAttempt> known = session.find(id);
            if (known.isEmpty()
                    || !session.settle(
                            id, OutcomeFacts.withdrawn(id, known.get(), at), Answer.NONE, false)) {
                return false;
            }
            change = settled(session, known.get(), id, false, at);
            return true;
        }

        @Override
        void committed() {
            if (change != null) {
                change.in(cache);
            }
        }
    }

    /// An attempt that was answered to silence: on record at once, and a call owed.
    static final class Silent extends Write<Boolean> {
        private final AttemptId id;
        private final Instant at;
        private final HistoryCache cache;
        private Optional<Shown> shown = Optional.empty();

        Silent(AttemptId id, Instant at, HistoryCache cache) {
            this.id = id;
            this.at = at;
            this.cache = cache;
        }

        @Override
        Boolean apply(WriterSession session) throws SQLException {
            Optional<KnownAttempt> known = session.find(id);
            shown = known.isEmpty() ? Optional.empty() : owe(session, known.get(), id, at);
            return shown.isPresent();
        }

        @Override
        void committed() {
            shown.ifPresent(each -> each.in(cache));
        }
    }

    /// A debt that is no longer owed.
    static final class Repay extends Write<Boolean> {
        private final PhoneNumber number;
        private final CampaignId campaign;
        private final Instant at;
        private final HistoryCache cache;
        private Optional<Shown> shown = Optional.empty();

        Repay(PhoneNumber number, CampaignId campaign, Instant at, HistoryCache cache) {
            this.number = number;
            this.campaign = campaign;
            this.at = at;
            this.cache = cache;
        }

        @Override
        Boolean apply(WriterSession session) throws SQLException {
            shown = repay(session, number, campaign, at);
            return shown.isPresent();
        }

        @Override
        void committed() {
            shown.ifPresent(each -> each.in(cache));
        }
    }

    /// A dial past the gate.
    static final class Bypassed extends Write<Boolean> {
        private final Bypass seen;

        Bypassed(Bypass seen) {
            this.seen = seen;
        }

        @Override
        Boolean apply(WriterSession session) throws SQLException {
            session.bypassed(seen);
            return true;
        }
    }

    private static Shown settled(
            WriterSession session, KnownAttempt attempt, AttemptId id, boolean counted, Instant end)
            throws SQLException {
        Kind kind = counted ? Kind.ENDED : Kind.RELEASED;
        long version = session.add(attempt.number(), HistoryChange.ofAttempt(kind, id, end));
        Optional<Instant> stillCounted = counted ? Optional.of(end) : Optional.empty();
        return cache -> cache.settled(version, attempt, stillCounted);
    }

    /// Empty: that this attempt was silent is on record already.
    private static Optional<Shown> owe(
            WriterSession session, KnownAttempt attempt, AttemptId id, Instant at)
            throws SQLException {
        if (!session.silent(id, at)) {
            return Optional.empty();
        }
        CampaignId campaign = attempt.campaign();
        long version = session.add(attempt.number(), HistoryChange.owed(id, campaign, at));
        return Optional.of(cache -> cache.debt(version, attempt.number(), campaign, true));
    }

    /// Empty: nothing is owed.
    private static Optional<Shown> repay(
            WriterSession session, PhoneNumber number, CampaignId campaign, Instant at)
            throws SQLException {
        if (!session.owes(number, campaign)) {
            return Optional.empty();
        }
        long version = session.add(number, HistoryChange.repaid(campaign, at));
        return Optional.of(cache -> cache.debt(version, number, campaign, false));
    }

    /// What a change did to its number's history, shown to readers after the commit.
    @FunctionalInterface
    private interface Shown {
        void in(HistoryCache cache);
    }
}
