package se.ringvakt.ledger.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

/// Which day, hour and minute an instant is in. For zones that are whole hours from UTC, so that a
/// day is made of hours.
final class LocalDays {
    static final long MINUTE = TimeUnit.MINUTES.toMillis(1);
    static final long HOUR = TimeUnit.HOURS.toMillis(1);
    static final int MINUTES_AN_HOUR = 60;

    private static final int SECONDS_AN_HOUR = 3_600;

    private final ZoneId zone;

    /// @throws IllegalArgumentException a zone that is not whole hours from UTC
    LocalDays(ZoneId zone) {
        Instant winter = Instant.parse("2026-01-01T00:00:00Z");
        Instant summer = Instant.parse("2026-07-01T00:00:00Z");
        for (Instant at : new Instant[] {winter, summer}) {
            if (zone.getRules().getOffset(at).getTotalSeconds() % SECONDS_AN_HOUR != 0) {
                throw new IllegalArgumentException(
                        "zone: " + zone + " (expected: whole hours from UTC)");
            }
        }
        this.zone = zone;
    }

    ZoneId zone() {
        return zone;
    }

    static long minute(long millis) {
        return Math.floorDiv(millis, MINUTE);
    }

    static long hour(long millis) {
        return Math.floorDiv(millis, HOUR);
    }

    /// A bit for the minute within its hour.
    static long minuteBit(long millis) {
        return 1L << Math.floorMod(minute(millis), MINUTES_AN_HOUR);
    }

    LocalDateTime local(long hour) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(hour * HOUR), zone);
    }

    /// The day that an hour is in, in days since 1970.
    long dayOfHour(long hour) {
        return local(hour).toLocalDate().toEpochDay();
    }

    /// The first hour of a day.
    long firstHour(long day) {
        return hour(LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant().toEpochMilli());
    }
}
