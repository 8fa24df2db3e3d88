package se.ringvakt.rule;

import java.util.Optional;

/// §3.4: no prerecorded or digital call without prior consent (Kontakta and SWEDMA, Etiska
/// riktlinjer, 2021-07-01); no call at all under a policy that puts consent first.
final class NoConsent implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return (facts.request().kind().needsConsent() || facts.policy().consentFirst())
                        && !Exemptions.consented(facts)
                ? Optional.of(Objection.never(Reason.NO_CONSENT))
                : Optional.empty();
    }
}
