package se.ringvakt.calendar;

import java.time.LocalDate;

/// Days on which nobody may be called.
@FunctionalInterface
public interface ClosedDays {
    boolean isClosed(LocalDate day);
}
