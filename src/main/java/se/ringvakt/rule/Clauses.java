package se.ringvakt.rule;

import java.util.List;

/// All clauses, in the order of [Reason].
///
/// What is no valid number or no known campaign never becomes facts, and what the gate cannot
/// decide it does not ask: those reasons have no clause.
final class Clauses {
    static final List<Rule> ALL =
            List.of(
                    new Stopped(),
                    new ForeignNumber(),
                    new CampaignClosed(),
                    new CallerIdMissing(),
                    new Blocked(),
                    new RegisterStale(),
                    new NotCovered(),
                    new Listed(),
                    new NoConsent(),
                    new OfferLimit(),
                    new PeriodLimit(),
                    new Holiday(),
                    new OutsideHours(),
                    new DailyLimit(),
                    new Spacing(),
                    new AgentRequired(),
                    new AgentBusy());

    /// Those that number, principal and date decide, whoever dials, when, and how often before.
    static final List<Rule> OF_NUMBER =
            List.of(
                    new ForeignNumber(),
                    new Blocked(),
                    new RegisterStale(),
                    new NotCovered(),
                    new Listed(),
                    new NoConsent());

    private Clauses() {}
}
