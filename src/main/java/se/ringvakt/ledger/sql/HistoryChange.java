package se.ringvakt.ledger.sql;

import java.time.Instant;
import java.util.Optional;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;

/// A row of a number's history that is not an allowed attempt.
///
/// @param attempt set for what happens to an attempt, and for a debt: the silent call
/// @param campaign set for a debt
public record HistoryChange(
        Kind kind, Optional<AttemptId> attempt, Optional<CampaignId> campaign, Instant at) {

    /// What a row says; the codes stand in the database.
    public enum Kind {
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

        /// As it stands in the database.
        public int code() {
            return code;
        }

        /// What a code says.
        public static Kind of(int code) {
            return BY_CODE[code - 1];
        }
    }

    /// What happened to an attempt.
    public static HistoryChange ofAttempt(Kind kind, AttemptId attempt, Instant at) {
        return new HistoryChange(kind, Optional.of(attempt), Optional.empty(), at);
    }

    /// A call is owed after a silent one.
    public static HistoryChange owed(AttemptId silent, CampaignId campaign, Instant at) {
        return new HistoryChange(Kind.OWED, Optional.of(silent), Optional.of(campaign), at);
    }

    /// It no longer is.
    public static HistoryChange repaid(CampaignId campaign, Instant at) {
        return new HistoryChange(Kind.REPAID, Optional.empty(), Optional.of(campaign), at);
    }
}
