package se.ringvakt.rule;

import java.util.Optional;

/// NIX-Telefon registers Swedish numbers only (kan endast spärra svensk-registrerade nummer, seen
/// 2026-11): no call abroad unless the campaign allows it.
final class ForeignNumber implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return !facts.campaign().foreignNumbers() && !facts.number().isIn(facts.moment().country())
                ? Optional.of(Objection.never(Reason.FOREIGN_NUMBER))
                : Optional.empty();
    }
}
