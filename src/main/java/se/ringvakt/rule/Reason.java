package se.ringvakt.rule;

/// Why a dial is denied, in the order in which reasons are given; the names are stable.
public enum Reason {
    /// Not a number of the plan.
    INVALID_NUMBER,
    /// No such campaign.
    UNKNOWN_CAMPAIGN,
    /// A supervisor's stop, of everything or of this campaign.
    STOPPED,
    /// Outside the policy's country.
    FOREIGN_NUMBER,
    /// Before the campaign's first day or after its last.
    CAMPAIGN_CLOSED,
    /// No caller id that may be shown (§3.1).
    CALLER_ID,
    /// On a block list.
    BLOCKED,
    /// The register's version is too old, or there is none.
    REGISTER_STALE,
    /// The register's version says nothing of this area.
    NOT_COVERED,
    /// In the register.
    LISTED,
    /// A call that needs prior consent has none (§3.4).
    NO_CONSENT,
    /// Two other campaigns have made the same offer within a year (§3.2).
    OFFER_LIMIT,
    /// Twenty attempts within thirty days (§3.2).
    PERIOD_LIMIT,
    /// A day on which nobody may be called (§3.2).
    HOLIDAY,
    /// Outside calling hours (§3.2).
    OUTSIDE_HOURS,
    /// Two attempts on this day (§3.2).
    DAILY_LIMIT,
    /// Less than four hours after the last attempt, or an attempt is open (§3.2).
    SPACING,
    /// No agent on the line (§3.3).
    AGENT_REQUIRED,
    /// The agent already holds an attempt (§3.3).
    AGENT_BUSY,
    /// The gate cannot decide or cannot record.
    UNAVAILABLE
}
