package se.ringvakt.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.calendar.WeeklyHours.Hours;

class WeeklyHoursTest {
    private static Hours hours(String open, String close) {
        return new Hours(LocalTime.parse(open), LocalTime.parse(close));
    }

    @Test
    void keepsTheHoursThatAreInBoth() {
        WeeklyHours all =
                new WeeklyHours(
                        Map.of(
                                DayOfWeek.MONDAY, hours("08:00", "21:00"),
                                DayOfWeek.TUESDAY, hours("08:00", "12:00"),
                                DayOfWeek.SUNDAY, hours("10:00", "18:00")));
        WeeklyHours some =
                new WeeklyHours(
                        Map.of(
                                DayOfWeek.MONDAY, hours("09:00", "17:00"),
                                DayOfWeek.TUESDAY, hours("12:00", "17:00"),
                                DayOfWeek.SATURDAY, hours("10:00", "18:00")));
        assertThat(all.within(some).byDay())
                .containsOnly(Map.entry(DayOfWeek.MONDAY, hours("09:00", "17:00")));
        assertThat(some.within(all)).isEqualTo(all.within(some));
    }

    @Test
    void refusesHoursThatDoNotOpenBeforeTheyClose() {
        assertThatIllegalArgumentException().isThrownBy(() -> hours("08:00", "08:00"));
        assertThatIllegalArgumentException().isThrownBy(() -> hours("21:00", "08:00"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:00:00Z, 2026-11-23T12:00, 2026-11-23T11:00:00Z",
        "2027-03-28T00:00:00Z, 2027-03-28T02:30, 2027-03-28T01:00:00Z",
        "2026-10-25T00:00:00Z, 2026-10-25T02:30, 2026-10-25T00:30:00Z",
        "2026-10-25T00:29:59.999Z, 2026-10-25T02:30, 2026-10-25T00:30:00Z",
        "2026-10-25T00:30:00Z, 2026-10-25T02:30, 2026-10-25T01:30:00Z",
        "2026-10-25T01:00:00Z, 2026-10-25T02:30, 2026-10-25T01:30:00Z",
    })
    void theClockOnTheWallComesToATime(Instant after, LocalDateTime time, Instant first) {
        assertThat(LocalTimes.firstAfter(after, time, ZoneId.of("Europe/Stockholm")))
                .isEqualTo(first);
    }
}
