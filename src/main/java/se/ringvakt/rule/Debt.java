package se.ringvakt.rule;

/// The call a consumer is owed after a silent one (§3.3).
final class Debt {
    private Debt() {}

    /// Whether this campaign owes this number a call.
    static boolean isOwed(Facts facts) {
        return !facts.history().debts().isEmpty()
                && facts.history().debts().contains(facts.campaign().id());
    }

    /// Whether the call owed may break the limits per period and day and the spacing.
    static boolean waivesLimits(Facts facts) {
        return facts.policy().debtWaivesLimits() && isOwed(facts);
    }
}
