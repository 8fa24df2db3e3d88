package se.ringvakt.rule;

import java.util.Optional;

/// A supervisor's stop, of everything or of one campaign (the house's own rule, 2026-11-22).
final class Stopped implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return facts.stopped() ? Optional.of(Objection.open(Reason.STOPPED)) : Optional.empty();
    }
}
