package se.ringvakt.rule;

import java.util.Optional;

/// §3.4: no prerecorded or digital call without prior consent (Kontakta and SWEDMA, Etiska
/// riktlinjer, 2021-07-01); no call at all under a policy that puts consent first, but to those
/// whose customer relation it lets stand for one, and to businesses about their business.
final class NoConsent implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return isNeeded(facts) && !Exemptions.consented(facts)
                ? Optional.of(Objection.never(Reason.NO_CONSENT))
                : Optional.empty();
    }

    private static boolean isNeeded(Facts facts) {
        return facts.request().kind().needsConsent()
                || (facts.policy().consentFirst()
                        && !BusinessScope.exempts(facts)
                        && !Exemptions.countsAsConsented(facts));
    }
}
