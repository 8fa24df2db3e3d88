package se.ringvakt.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import se.ringvakt.calendar.LocalTimes;
import se.ringvakt.calendar.WeeklyHours;
import se.ringvakt.calendar.WeeklyHours.Hours;
import se.ringvakt.call.Subscription;

/// §3.2: attempts only Monday to Friday 08:00-21:00, Saturday and Sunday 10:00-18:00 (Kontakta and
/// SWEDMA, Etiska riktlinjer, 2021-07-01); a company's subscription only in office hours.
final class OutsideHours implements Rule {
    private static final int DAYS_IN_WEEK = 7;

    @Override
    public Optional<Objection> objection(Facts facts) {
        Optional<Hours> today = hours(facts).on(facts.moment().today().getDayOfWeek());
        LocalTime now = facts.moment().local().toLocalTime();
        if (today.isPresent()
                && !now.isBefore(today.get().open())
                && fits(facts.policy(), now, today.get())) {
            return Optional.empty();
        }
        return Optional.of(untilNextOpening(facts, now));
    }

    /// The hours that hold for this number's subscription.
    static WeeklyHours hours(Facts facts) {
        return facts.known().subscription() == Subscription.COMPANY
                ? facts.policy().companyHours()
                : facts.policy().hours();
    }

    /// Whether a dial may begin at this time and, where the policy says so, the shortest permit
    /// ends by closing time.
    private static boolean fits(Policy policy, LocalTime start, Hours hours) {
        return start.isBefore(hours.close())
                && (!policy.mustFit()
                        || start.until(hours.close(), ChronoUnit.NANOS)
                                >= policy.shortestTimeout().toNanos());
    }

    private static Objection untilNextOpening(Facts facts, LocalTime now) {
        LocalDate today = facts.moment().today();
        for (int ahead = 0; ahead <= DAYS_IN_WEEK; ahead++) {
            LocalDate day = today.plusDays(ahead);
            Optional<Hours> hours = hours(facts).on(day.getDayOfWeek());
            if (hours.isPresent()
                    && fits(facts.policy(), hours.get().open(), hours.get())
                    && (ahead > 0 || now.isBefore(hours.get().open()))) {
                Instant opening =
                        LocalTimes.firstAfter(
                                facts.now(), day.atTime(hours.get().open()), facts.moment().zone());
                return Objection.until(Reason.OUTSIDE_HOURS, opening);
            }
        }
        return Objection.never(Reason.OUTSIDE_HOURS);
    }
}
