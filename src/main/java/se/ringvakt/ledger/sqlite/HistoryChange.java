package se.ringvakt.ledger.sqlite;

import java.time.Instant;
import java.util.Optional;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;

/// A row of a number's history that is not an allowed attempt.
///
/// @param attempt set for what happens to an attempt, and for a debt: the silent call
/// @param campaign set for a debt
record HistoryChange(
        Kind kind, Optional<AttemptId> attempt, Optional<CampaignId> campaign, Instant at) {

    /// What a row says; the codes stand in the database.
    enum Kind {
        ALLOWED(1),
        ENDED(2),
        RELEASED(3),
        OWED(4),
        REPAID(5);

        private static final Kind[] BY_CODE = values();
        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Kind of(int code) {
            return BY_CODE[code - 1];
        }
    }

    static HistoryChange ofAttempt(Kind kind, AttemptId attempt, Instant at) {
        return new HistoryChange(kind, Optional.of(attempt), Optional.empty(), at);
    }

    static HistoryChange owed(AttemptId silent, CampaignId campaign, Instant at) {
        return new HistoryChange(Kind.OWED, Optional.of(silent), Optional.of(campaign), at);
    }

    static HistoryChange repaid(CampaignId campaign, Instant at) {
        return new HistoryChange(Kind.REPAID, Optional.empty(), Optional.of(campaign), at);
    }
}
