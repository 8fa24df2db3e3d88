package se.ringvakt.calendar;

import java.time.LocalDate;
import java.util.Set;

/// Days on which nobody may be called.
@FunctionalInterface
public interface ClosedDays {
    boolean isClosed(LocalDate day);

    /// Named days of every year, and single dates.
    static ClosedDays of(Set<NamedDay> named, Set<LocalDate> dates) {
        return new NamedAndDated(named.stream().sorted().toList(), dates);
    }
}
