package se.ringvakt.rule;

/// Which calls need an agent: the common condition of row 18.
final class Agents {
    private Agents() {}

    /// A call owed after a silent one needs an agent whatever its kind (§3.3).
    static boolean needed(Facts facts) {
        return facts.request().kind().needsAgent() || Debt.isOwed(facts);
    }
}
