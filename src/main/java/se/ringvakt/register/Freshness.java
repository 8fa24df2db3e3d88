package se.ringvakt.register;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// How old a version is on a day, and for how long it may still be used.
///
/// @param ageDays since its update date
/// @param lastDay on which it may be used
/// @param daysLeft on which it may be used, the day itself included; 0: none
/// @param overdueSince the day on which the next version was to be expected, when that is over;
///   empty: nothing is overdue
public record Freshness(
        long ageDays, LocalDate lastDay, long daysLeft, Optional<LocalDate> overdueSince) {

    /// A fortnight is two weekly versions that did not come.
    public static final long SOON_DAYS = 14;

    /// A version's freshness.
    ///
    /// @param usual the policy's validity
    public static Freshness of(LocalDate updated, Upkeep upkeep, Period usual, LocalDate today) {
        LocalDate end = updated.plus(upkeep.validity().orElse(usual));
        return new Freshness(
                ChronoUnit.DAYS.between(updated, today),
                end.minusDays(1),
                Math.max(0, ChronoUnit.DAYS.between(today, end)),
                upkeep.expectedEvery().map(updated::plus).filter(today::isAfter));
    }
}
