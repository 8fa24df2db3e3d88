package se.ringvakt.rule;

import java.util.Optional;

/// §3.1: the number the consumer sees must be shown, be registered and be answered when rung back
/// (Kontakta and SWEDMA, Etiska riktlinjer, 2021-07-01).
final class CallerIdMissing implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return facts.request().withheld() || CallerIds.toShow(facts).isEmpty()
                ? Optional.of(Objection.never(Reason.CALLER_ID))
                : Optional.empty();
    }
}
