package se.ringvakt.view;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Times as people read and write them, in the policy's zone.
public final class Times {
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm:ss xxx", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ENGLISH);
    private static final int OFFSET_MOST_CHARACTERS = 40;

    private Times() {}

    public static String shown(ZonedDateTime time) {
        return SHOWN.format(time);
    }

    public static String shown(Instant time, ZoneId zone) {
        return shown(time.atZone(zone));
    }

    /// Without weekday and offset, for tables.
    public static String brief(Instant time, ZoneId zone) {
        return brief(offset(time, zone));
    }

    public static String brief(OffsetDateTime time) {
        return SHORT.format(time);
    }

    /// As JSON holds it.
    public static OffsetDateTime offset(Instant time, ZoneId zone) {
        return time.atZone(zone).toOffsetDateTime();
    }

    /// Reads `2026-11-23`, which means its 00:00 in this zone, or a time as [#read] does.
    ///
    /// @throws DateTimeException with a message that says what was expected
    public static Instant readBegin(String text, ZoneId zone) {
        try {
            return LocalDate.parse(text.strip()).atStartOfDay(zone).toInstant();
        } catch (DateTimeException _) {
            return read(text, zone);
        }
    }

    /// Reads `2026-11-23T12:00`, in this zone, or a time with its offset.
    ///
    /// @throws DateTimeException with a message that says what was expected
    public static Instant read(String text, ZoneId zone) {
        if (text.length() > OFFSET_MOST_CHARACTERS) {
            throw refused(text, zone);
        }
        String spelt = text.strip().replace(' ', 'T');
        try {
            return OffsetDateTime.parse(spelt).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException _) {
            return readLocal(text, spelt, zone);
        }
    }

    private static Instant readLocal(String text, String spelt, ZoneId zone) {
        LocalDateTime local;
        try {
            local = LocalDateTime.parse(spelt);
        } catch (DateTimeException _) {
            throw refused(text, zone);
        }
        if (zone.getRules().getValidOffsets(local).size() != 1) {
            // Skipped or passed twice when the clocks change.
            throw new DateTimeException(
                    text + " (expected: with its offset, since the clocks change then)");
        }
        return local.atZone(zone).toInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    /// Reads `2026-11-23`.
    ///
    /// @throws DateTimeException with a message that says what was expected
    public static LocalDate readDate(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException _) {
            throw new DateTimeException(text + " (expected: a date like 2026-11-23)");
        }
    }

    private static DateTimeException refused(String text, ZoneId zone) {
        return new DateTimeException(
                text
                        + " (expected: 2026-11-23T12:00 in "
                        + zone
                        + ", or with an offset, 2026-11-23T12:00+01:00)");
    }
}
