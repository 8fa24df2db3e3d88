package se.ringvakt.calendar;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.Month.APRIL;
import static java.time.Month.DECEMBER;
import static java.time.Month.JANUARY;
import static java.time.Month.JUNE;
import static java.time.Month.MARCH;
import static java.time.Month.MAY;
import static java.time.Month.OCTOBER;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Optional;

/// The days that carry a name in a calendar of ours, Swedish, Dutch or English, computed for any
/// year.
public enum NamedDay {
    NYARSDAGEN("nyårsdagen", "nieuwjaarsdag", "New Year's Day"),
    TRETTONDAGEN("trettondagen"),
    LANGFREDAGEN("långfredagen", "goede vrijdag", "Good Friday"),
    /// The Saturday before Easter Sunday.
    PASKAFTON("påskafton"),
    PASKDAGEN("påskdagen", "eerste paasdag", "Easter Sunday"),
    ANNANDAG_PASK("annandag påsk", "tweede paasdag", "Easter Monday"),
    FORSTA_MAJ("första maj"),
    KRISTI_HIMMELSFARD("Kristi himmelsfärd", "hemelvaartsdag"),
    PINGSTDAGEN("pingstdagen", "eerste pinksterdag"),
    NATIONALDAGEN("nationaldagen"),
    /// The Friday from 19 to 25 June.
    MIDSOMMARAFTON("midsommarafton"),
    MIDSOMMARDAGEN("midsommardagen"),
    /// The Saturday from 31 October to 6 November.
    ALLA_HELGONS_DAG("alla helgons dag"),
    JULAFTON("julafton", "kerstavond", "Christmas Eve"),
    JULDAGEN("juldagen", "eerste kerstdag", "Christmas Day"),
    ANNANDAG_JUL("annandag jul", "tweede kerstdag", "Boxing Day"),
    NYARSAFTON("nyårsafton", "oudejaarsavond", "New Year's Eve"),
    /// 27 April, or the Saturday before where that is a Sunday.
    KONINGSDAG("koningsdag"),
    DODENHERDENKING("dodenherdenking"),
    BEVRIJDINGSDAG("bevrijdingsdag"),
    /// The Monday after Whitsun.
    TWEEDE_PINKSTERDAG("tweede pinksterdag"),
    SINTERKLAASAVOND("sinterklaasavond");

    private static final int DAYS_IN_WEEK = 7;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes lists that nobody can change
    private final List<String> names;

    NamedDay(String... names) {
        this.names = List.of(names);
    }

    /// The day with this name, in any letter case.
    public static Optional<NamedDay> named(String name) {
        for (NamedDay day : values()) {
            if (day.names.stream().anyMatch(name::equalsIgnoreCase)) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    /// What it is called, in each language that has a name for it here.
    public List<String> names() {
        return names;
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
            case KONINGSDAG -> isKoningsdag(date);
            case DODENHERDENKING -> is(date, MAY, 4);
            case BEVRIJDINGSDAG -> is(date, MAY, 5);
            case TWEEDE_PINKSTERDAG -> isAfterEaster(date, 50);
            case SINTERKLAASAVOND -> is(date, DECEMBER, 5);
        };
    }

    private static boolean is(LocalDate date, Month month, int day) {
        return date.getMonth() == month && date.getDayOfMonth() == day;
    }

    private static boolean isKoningsdag(LocalDate date) {
        return date.getDayOfWeek() == SATURDAY
                ? is(date, APRIL, 26) || is(date, APRIL, 27)
                : is(date, APRIL, 27) && date.getDayOfWeek() != SUNDAY;
    }

    private static boolean isAfterEaster(LocalDate date, int days) {
        // From 20 March (the earliest Good Friday) to 14 June (the latest Whit Monday): most days
        // are
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
