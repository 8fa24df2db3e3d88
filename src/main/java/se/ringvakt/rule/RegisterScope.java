package se.ringvakt.rule;

/// Which calls the register binds: the common condition of rows 8 to 10.
final class RegisterScope {
    private RegisterScope() {}

    /// Whether the register's answers matter for this call.
    static boolean binds(Facts facts) {
        return facts.policy().registerRequired()
                && regulated(facts)
                && !isForeignAndAllowed(facts)
                && !BusinessScope.exempts(facts)
                && !Exemptions.hold(facts);
    }

    /// Whether the campaign's purpose is one that register and offer limit bind.
    static boolean regulated(Facts facts) {
        return facts.campaign().purpose().regulated() || !facts.policy().publicInterestExempt();
    }

    /// Whether a campaign that may call abroad calls abroad.
    static boolean isForeignAndAllowed(Facts facts) {
        return facts.campaign().foreignNumbers() && !facts.number().isIn(facts.moment().country());
    }
}
