package se.ringvakt.rule;

/// What a reason does to a dial of a campaign that rehearses.
///
/// The line: what the rules protect the consumer from is rehearsed, as it happened before there was
/// a gate. What somebody ordered, what cannot be dialled, and what nobody could judge or record
/// stays a denial.
enum InRehearsal {
    /// Dialled, and recorded as one that would have been denied.
    GOES_OUT,
    /// Denied, as ever.
    STAYS;

    /// One line of why for each reason.
    static InRehearsal of(Reason reason) {
        return switch (reason) {
            // There is nothing to dial.
            case INVALID_NUMBER -> STAYS;
            // Without a campaign nothing says whose call it is, which number to show, or whether it
            // rehearses at all.
            case UNKNOWN_CAMPAIGN -> STAYS;
            // A supervisor who presses stop means it, in a rehearsal too.
            case STOPPED -> STAYS;
            // A number like others; its calls are what the rehearsal shows.
            case FOREIGN_NUMBER -> GOES_OUT;
            // The campaign's days are data, which a rehearsal is there to correct.
            case CAMPAIGN_CLOSED -> GOES_OUT;
            // A permit names the number to show, and the gate never names one that may not be.
            case CALLER_ID -> STAYS;
            // Lists and registers: what the rehearsal is for.
            case BLOCKED, REGISTER_STALE, NOT_COVERED, LISTED, NO_CONSENT -> GOES_OUT;
            // Limits and hours: the call counts, so that the next one is judged as if there had
            // been no gate.
            case OFFER_LIMIT, PERIOD_LIMIT, HOLIDAY, OUTSIDE_HOURS, DAILY_LIMIT, SPACING ->
                    GOES_OUT;
            // Calls without a named agent are what diallers do before they are set up for the gate.
            case AGENT_REQUIRED -> GOES_OUT;
            // The agent stays held by the attempt it holds; this one is recorded without a hold.
            case AGENT_BUSY -> GOES_OUT;
            // Nobody judged it, or it cannot be recorded: a gate that is blind lets nothing out.
            case UNAVAILABLE -> STAYS;
        };
    }
}
