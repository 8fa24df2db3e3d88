package se.ringvakt.calendar;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.Month.DECEMBER;
import static java.time.Month.JANUARY;
import static java.time.Month.JUNE;
import static java.time.Month.MARCH;
import static java.time.Month.MAY;
import static java.time.Month.OCTOBER;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Optional;

/// The days that carry a name in the Swedish calendar, computed for any year.
public enum NamedDay {
    NYARSDAGEN("nyårsdagen"),
    TRETTONDAGEN("trettondagen"),
    LANGFREDAGEN("långfredagen"),
    /// The Saturday before Easter Sunday.
    PASKAFTON("påskafton"),
    PASKDAGEN("påskdagen"),
    ANNANDAG_PASK("annandag påsk"),
    FORSTA_MAJ("första maj"),
    KRISTI_HIMMELSFARD("Kristi himmelsfärd"),
    PINGSTDAGEN("pingstdagen"),
    NATIONALDAGEN("nationaldagen"),
    /// The Friday from 19 to 25 June.
    MIDSOMMARAFTON("midsommarafton"),
    MIDSOMMARDAGEN("midsommardagen"),
    /// The Saturday from 31 October to 6 November.
    ALLA_HELGONS_DAG("alla helgons dag"),
    JULAFTON("julafton"),
    JULDAGEN("juldagen"),
    ANNANDAG_JUL("annandag jul"),
    NYARSAFTON("nyårsafton");

    private static final int DAYS_IN_WEEK = 7;

    private final String swedish;

    NamedDay(String swedish) {
        this.swedish = swedish;
    }

    /// The day with this Swedish name, in any letter case.
    public static Optional<NamedDay> named(String swedish) {
        for (NamedDay day : values()) {
            if (day.swedish.equalsIgnoreCase(swedish)) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    public String swedish() {
        return swedish;
    }

    /// Whether this date is the named day of its year.
    public boolean isOn(LocalDate date) {
        return switch (this) {
            case NYARSDAGEN -> is(date, JANUARY, 1);
            case TRETTONDAGEN -> is(date, JANUARY, 6);
            case LANGFREDAGEN -> isAfterEaster(date, -2);
            case PASKAFTON -> isAfterEaster(date, -1);
            case PASKDAGEN -> isAfterEaster(date, 0);
            case ANNANDAG_PASK -> isAfterEaster(date, 1);
            case FORSTA_MAJ -> is(date, MAY, 1);
            case KRISTI_HIMMELSFARD -> isAfterEaster(date, 39);
            case PINGSTDAGEN -> isAfterEaster(date, 49);
            case NATIONALDAGEN -> is(date, JUNE, 6);
            case MIDSOMMARAFTON -> isFirst(FRIDAY, date, JUNE, 19);
            case MIDSOMMARDAGEN -> isFirst(SATURDAY, date, JUNE, 20);
            case ALLA_HELGONS_DAG -> isFirst(SATURDAY, date, OCTOBER, 31);
            case JULAFTON -> is(date, DECEMBER, 24);
            case JULDAGEN -> is(date, DECEMBER, 25);
            case ANNANDAG_JUL -> is(date, DECEMBER, 26);
            case NYARSAFTON -> is(date, DECEMBER, 31);
        };
    }

    private static boolean is(LocalDate date, Month month, int day) {
        return date.getMonth() == month && date.getDayOfMonth() == day;
    }

    private static boolean isAfterEaster(LocalDate date, int days) {
        // From 20 March (the earliest Good Friday) to 13 June (the latest Whitsun): most days are
        // spared the computation.
        return date.getMonthValue() >= MARCH.getValue()
                && date.getMonthValue() <= JUNE.getValue()
                && date.toEpochDay() == Easter.sunday(date.getYear()).toEpochDay() + days;
    }

    /// Whether this is the first such weekday on or after a day of the year.
    private static boolean isFirst(DayOfWeek weekday, LocalDate date, Month month, int day) {
        if (date.getDayOfWeek() != weekday) {
            return false;
        }
        long days = date.toEpochDay() - LocalDate.of(date.getYear(), month, day).toEpochDay();
        return days >= 0 && days < DAYS_IN_WEEK;
    }
}
