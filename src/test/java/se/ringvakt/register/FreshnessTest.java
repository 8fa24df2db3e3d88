package se.ringvakt.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FreshnessTest {
    @ParameterizedTest
    @CsvSource({
        // updated, validity, every, today, age, last day, left, overdue since
        "2026-11-20, , P7D, 2026-11-22, 2, 2027-01-19, 59, ",
        "2026-11-20, , P7D, 2026-11-27, 7, 2027-01-19, 54, ",
        "2026-11-20, , P7D, 2026-11-28, 8, 2027-01-19, 53, 2026-11-27",
        "2026-11-20, , , 2026-12-24, 34, 2027-01-19, 27, ",
        "2026-11-20, , P7D, 2027-01-19, 60, 2027-01-19, 1, 2026-11-27",
        "2026-11-20, , P7D, 2027-01-20, 61, 2027-01-19, 0, 2026-11-27",
        "2026-11-20, , P7D, 2027-02-20, 92, 2027-01-19, 0, 2026-11-27",
        "2026-11-20, P4W, P1M, 2026-11-20, 0, 2026-12-17, 28, ",
        // The rule's own calendar: two months from New Year's Eve.
        "2026-12-31, , P7D, 2027-02-27, 58, 2027-02-27, 1, 2027-01-07",
    })
    void countsDownToTheLastDay(
            LocalDate updated,
            @Nullable String validity,
            @Nullable String every,
            LocalDate today,
            long age,
            LocalDate lastDay,
            long left,
            @Nullable LocalDate overdue) {
        Upkeep upkeep = new Upkeep(period(validity), period(every), Optional.empty());
        assertThat(Freshness.of(updated, upkeep, Period.ofMonths(2), today))
                .isEqualTo(new Freshness(age, lastDay, left, Optional.ofNullable(overdue)));
    }

    private static Optional<Period> period(@Nullable String text) {
        return Optional.ofNullable(text).map(Period::parse);
    }
}
