package se.ringvakt.calendar;

import java.time.LocalDate;

/// Easter Sunday in the Gregorian calendar.
final class Easter {
    private Easter() {}

    /// Easter Sunday of a year.
    static LocalDate sunday(int year) {
        // The anonymous algorithm of Nature, 20 April 1876, as in Meeus, Astronomical Algorithms,
        // chapter 8. One letter a line there; the names say what each stands for.
        int moonCycle = year % 19;
        int century = year / 100;
        int yearOfCentury = year % 100;
        int lunarShift = (century - (century + 8) / 25 + 1) / 3;
        int epact = (19 * moonCycle + century - century / 4 - lunarShift + 15) % 30;
        int daysToSunday =
                (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7;
        int correction = (moonCycle + 11 * epact + 22 * daysToSunday) / 451;
        int monthAndDay = epact + daysToSunday - 7 * correction + 114;
        return LocalDate.of(year, monthAndDay / 31, monthAndDay % 31 + 1);
    }
}
