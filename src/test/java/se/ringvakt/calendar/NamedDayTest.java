package se.ringvakt.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NamedDayTest {
    private static List<LocalDate> in(int year, NamedDay day) {
        return Stream.iterate(LocalDate.of(year, 1, 1), date -> date.plusDays(1))
                .takeWhile(date -> date.getYear() == year)
                .filter(day::isOn)
                .toList();
    }

    /// Computed by Gauss's formula and equal to the npm package date-holidays 3.37.0.
    @ParameterizedTest
    @CsvSource({
        "2024-03-30, 2024-06-21",
        "2025-04-19, 2025-06-20",
        "2026-04-04, 2026-06-19",
        "2027-03-27, 2027-06-25",
        "2028-04-15, 2028-06-23",
        "2029-03-31, 2029-06-22",
        "2030-04-20, 2030-06-21",
        "2031-04-12, 2031-06-20",
        "2032-03-27, 2032-06-25",
        "2033-04-16, 2033-06-24",
        "2034-04-08, 2034-06-23",
        "2035-03-24, 2035-06-22",
        "2036-04-12, 2036-06-20",
        "2037-04-04, 2037-06-19",
        "2038-04-24, 2038-06-25",
        "2039-04-09, 2039-06-24",
        "2040-03-31, 2040-06-22",
    })
    void thePaskaftonAndMidsommaraftonOfAYear(LocalDate paskafton, LocalDate midsommarafton) {
        int year = paskafton.getYear();
        assertThat(in(year, NamedDay.PASKAFTON)).containsExactly(paskafton);
        assertThat(in(year, NamedDay.MIDSOMMARAFTON)).containsExactly(midsommarafton);
        assertThat(in(year, NamedDay.JULAFTON)).containsExactly(LocalDate.of(year, 12, 24));
        assertThat(in(year, NamedDay.MIDSOMMARDAGEN)).containsExactly(midsommarafton.plusDays(1));
        assertThat(in(year, NamedDay.LANGFREDAGEN)).containsExactly(paskafton.minusDays(1));
        assertThat(in(year, NamedDay.PASKDAGEN)).containsExactly(paskafton.plusDays(1));
        assertThat(in(year, NamedDay.ANNANDAG_PASK)).containsExactly(paskafton.plusDays(2));
        assertThat(in(year, NamedDay.KRISTI_HIMMELSFARD)).containsExactly(paskafton.plusDays(40));
        assertThat(in(year, NamedDay.PINGSTDAGEN)).containsExactly(paskafton.plusDays(50));
    }

    @ParameterizedTest
    @CsvSource({
        "NYARSDAGEN, 2027-01-01",
        "TRETTONDAGEN, 2027-01-06",
        "FORSTA_MAJ, 2027-05-01",
        "NATIONALDAGEN, 2027-06-06",
        "ALLA_HELGONS_DAG, 2026-10-31",
        "ALLA_HELGONS_DAG, 2027-11-06",
        "JULDAGEN, 2027-12-25",
        "ANNANDAG_JUL, 2027-12-26",
        "NYARSAFTON, 2027-12-31",
        "KONINGSDAG, 2024-04-27",
        "KONINGSDAG, 2025-04-26",
        "KONINGSDAG, 2026-04-27",
        "KONINGSDAG, 2031-04-26",
        "DODENHERDENKING, 2026-05-04",
        "BEVRIJDINGSDAG, 2026-05-05",
        "TWEEDE_PINKSTERDAG, 2026-05-25",
        "TWEEDE_PINKSTERDAG, 2038-06-14",
        "SINTERKLAASAVOND, 2026-12-05",
    })
    void theOtherDaysOfAYear(NamedDay day, LocalDate date) {
        assertThat(in(date.getYear(), day)).containsExactly(date);
    }

    @ParameterizedTest
    @CsvSource({"1818-03-22", "2285-03-22", "1943-04-25", "2038-04-25", "1954-04-18", "1981-04-19"})
    void easterAtItsExtremesAndExceptions(LocalDate sunday) {
        assertThat(Easter.sunday(sunday.getYear())).isEqualTo(sunday);
        assertThat(in(sunday.getYear(), NamedDay.LANGFREDAGEN)).hasSize(1);
        assertThat(in(sunday.getYear(), NamedDay.PINGSTDAGEN)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsNameInAnyCase(NamedDay day) {
        assertThat(day.names()).isNotEmpty();
        for (String name : day.names()) {
            assertThat(NamedDay.named(name)).contains(day);
            assertThat(NamedDay.named(name.toUpperCase(Locale.ROOT))).contains(day);
        }
    }

    @Test
    void closedDaysAreNamedOnesOfEveryYearAndDatesOfOne() {
        ClosedDays days =
                ClosedDays.of(Set.of(NamedDay.JULAFTON), Set.of(LocalDate.of(2026, 12, 31)));
        assertThat(days.isClosed(LocalDate.of(2026, 12, 24))).isTrue();
        assertThat(days.isClosed(LocalDate.of(2031, 12, 24))).isTrue();
        assertThat(days.isClosed(LocalDate.of(2026, 12, 31))).isTrue();
        assertThat(days.isClosed(LocalDate.of(2027, 12, 31))).isFalse();
    }
}
