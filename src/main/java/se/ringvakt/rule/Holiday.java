package se.ringvakt.rule;

import java.time.LocalDate;
import java.util.Optional;

/// §3.2: no attempts on julafton, påskafton and midsommarafton (Kontakta and SWEDMA, Etiska
/// riktlinjer, 2021-07-01).
final class Holiday implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        LocalDate today = facts.moment().today();
        return facts.policy().closedDays().isClosed(today)
                ? Optional.of(untilNextOpenDay(facts, today))
                : Optional.empty();
    }

    private static Objection untilNextOpenDay(Facts facts, LocalDate today) {
        LocalDate last = today.plusDays(Rulebook.HORIZON.toDays() + 1);
        LocalDate day = today.plusDays(1);
        while (facts.policy().closedDays().isClosed(day)) {
            if (!day.isBefore(last)) {
                return Objection.never(Reason.HOLIDAY);
            }
            day = day.plusDays(1);
        }
        return Objection.until(Reason.HOLIDAY, day.atStartOfDay(facts.moment().zone()).toInstant());
    }
}
