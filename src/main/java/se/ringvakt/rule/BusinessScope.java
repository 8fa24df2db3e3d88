package se.ringvakt.rule;

/// Which calls are made to a business about its business, and so are not the consumer's.
final class BusinessScope {
    private BusinessScope() {}

    /// Whether the law that protects consumers leaves this call alone.
    static boolean exempts(Facts facts) {
        return facts.campaign().aboutBusiness()
                && facts.policy().businessExempts().contains(facts.known().subscription());
    }
}
