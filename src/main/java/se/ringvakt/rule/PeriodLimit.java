package se.ringvakt.rule;

import java.time.Instant;
import java.util.Optional;

/// §3.2: at most 20 attempts at a consumer in 30 days and a campaign (Kontakta and SWEDMA, Etiska
/// riktlinjer, 2021-07-01).
final class PeriodLimit implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        int most = facts.policy().attemptsPerPeriod();
        // An attempt exactly as old as the period no longer counts.
        Instant first = facts.now().minus(facts.policy().period()).plusNanos(1);
        if (facts.history().counted().size() < most
                || Attempts.since(first, facts) < most
                || Debt.waivesLimits(facts)) {
            return Optional.empty();
        }
        Instant lapse = Attempts.latestStart(most, facts).plus(facts.policy().period());
        return Optional.of(Objection.until(Reason.PERIOD_LIMIT, lapse));
    }
}
