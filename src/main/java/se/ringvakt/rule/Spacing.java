package se.ringvakt.rule;

import java.time.Instant;
import java.util.Optional;
import se.ringvakt.call.History.Counted;

/// §3.2: at least four hours between attempts at a consumer in a campaign (Kontakta and SWEDMA,
/// Etiska riktlinjer, 2021-07-01); and never two at once, in whatever campaigns.
final class Spacing implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        Instant lapse = facts.now();
        for (Counted attempt : facts.history().counted()) {
            if (attempt.end().isEmpty()) {
                lapse = later(lapse, attempt.start().plus(facts.policy().attemptMax()));
            }
            if (attempt.campaign().equals(facts.campaign().id()) && !Debt.waivesLimits(facts)) {
                lapse = later(lapse, end(attempt).plus(facts.policy().spacing()));
            }
        }
        return lapse.isAfter(facts.now())
                ? Optional.of(Objection.until(Reason.SPACING, lapse))
                : Optional.empty();
    }

    /// When an attempt ended, for the spacing; one that never got an outcome, at its start. An end
    /// before the start is a clock that was set back.
    private static Instant end(Counted attempt) {
        return attempt.end().isPresent()
                ? later(attempt.start(), attempt.end().get())
                : attempt.start();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
