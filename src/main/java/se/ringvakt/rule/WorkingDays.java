package se.ringvakt.rule;

import java.time.DayOfWeek;
import java.time.LocalDate;

/// Days that are neither Saturday nor Sunday nor closed by the policy in force on them.
public final class WorkingDays {
    /// A policy may close every day; then some day must do.
    private static final int DAYS_MOST = 1000;

    private WorkingDays() {}

    /// The working day that is so many working days after this day.
    ///
    /// @param count 1: the next working day
    public static LocalDate after(LocalDate day, int count, Policies policies) {
        LocalDate last = day.plusDays(DAYS_MOST);
        LocalDate found = day;
        int left = count;
        while (left > 0 && found.isBefore(last)) {
            found = found.plusDays(1);
            if (isOne(found, policies)) {
                left--;
            }
        }
        return found;
    }

    /// How many working days lie between: 0 on the same day, negative when `to` has passed.
    public static int between(LocalDate from, LocalDate to, Policies policies) {
        boolean passed = to.isBefore(from);
        LocalDate end = passed ? from : to;
        int count = 0;
        for (LocalDate day = (passed ? to : from).plusDays(1);
                !day.isAfter(end);
                day = day.plusDays(1)) {
            count += isOne(day, policies) ? 1 : 0;
        }
        return passed ? -Math.max(1, count) : count;
    }

    private static boolean isOne(LocalDate day, Policies policies) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !policies.at(day.atStartOfDay(policies.zone()).toInstant())
                        .policy()
                        .closedDays()
                        .isClosed(day);
    }
}
