package se.ringvakt.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/// §3.2: at most two attempts at a consumer in a calendar day and a campaign (Kontakta and SWEDMA,
/// Etiska riktlinjer, 2021-07-01).
///
/// Attempts dated after today count as well: the clock was set back, and they may be today's.
final class DailyLimit implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        int most = facts.policy().attemptsPerDay();
        if (facts.history().counted().size() < most) {
            return Optional.empty();
        }
        ZoneId zone = facts.moment().zone();
        Instant midnight = facts.moment().today().atStartOfDay(zone).toInstant();
        if (Attempts.since(midnight, facts) < most || Debt.waivesLimits(facts)) {
            return Optional.empty();
        }
        LocalDate full = LocalDate.ofInstant(Attempts.latestStart(most, facts), zone);
        Instant lapse = full.plusDays(1).atStartOfDay(zone).toInstant();
        return Optional.of(Objection.until(Reason.DAILY_LIMIT, lapse));
    }
}
