package se.ringvakt.calendar;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Opening and closing time for each day of the week; a day without is closed.
///
/// @param byDay only the days that open at all
public record WeeklyHours(Map<DayOfWeek, Hours> byDay) {

    /// One day's hours.
    ///
    /// @param open included
    /// @param close excluded
    public record Hours(LocalTime open, LocalTime close) {
        public Hours {
            if (!open.isBefore(close)) {
                throw new IllegalArgumentException(
                        "hours: " + open + "-" + close + " (expected: opening before closing)");
            }
        }
    }

    public WeeklyHours {
        byDay = Map.copyOf(byDay);
    }

    public Optional<Hours> on(DayOfWeek day) {
        return Optional.ofNullable(byDay.get(day));
    }

    /// The hours that are in both.
    public WeeklyHours within(WeeklyHours other) {
        Map<DayOfWeek, Hours> both = new EnumMap<>(DayOfWeek.class);
        byDay.forEach((day, hours) ->
                other.on(day)
                        .flatMap(theirs -> intersection(hours, theirs))
                        .ifPresent(common -> both.put(day, common)));
        return new WeeklyHours(both);
    }

    private static Optional<Hours> intersection(Hours a, Hours b) {
        LocalTime open = a.open().isAfter(b.open()) ? a.open() : b.open();
        LocalTime close = a.close().isBefore(b.close()) ? a.close() : b.close();
        return open.isBefore(close) ? Optional.of(new Hours(open, close)) : Optional.empty();
    }
}
