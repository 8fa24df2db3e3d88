package se.ringvakt.rule;

import java.util.Optional;
import se.ringvakt.calendar.WeeklyHours;
import se.ringvakt.call.Subscription;

/// §3.2: attempts only Monday to Friday 08:00-21:00, Saturday and Sunday 10:00-18:00 (Kontakta and
/// SWEDMA, Etiska riktlinjer, 2021-07-01); a company's subscription only in office hours.
final class OutsideHours implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return Optional.of(Objection.open(Reason.OUTSIDE_HOURS));
    }

    /// The hours that hold for this number's subscription.
    static WeeklyHours hours(Facts facts) {
        return facts.known().subscription() == Subscription.COMPANY
                ? facts.policy().companyHours()
                : facts.policy().hours();
    }
}
