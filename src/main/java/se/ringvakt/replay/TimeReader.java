package se.ringvakt.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the times of a file, to the millisecond. For one thread.
///
/// A time without offset in the hour that the clock change passes twice means its first pass,
/// unless rows come in order of time and that would be before the row before: then it means the
/// second. One in the hour that is skipped is refused: the zone is likely to be wrong.
final class TimeReader {
    private static final int DATE_LENGTH = 10;
    private static final int LENGTH_MOST = 40;
    private static final int MILLIS_DIGITS = 3;

    private final ZoneId zone;
    private final String format;
    private final @Nullable DateTimeFormatter pattern;
    private final boolean inOrder;
    private Instant before = Instant.MIN;

    /// @param format `iso`, `epoch` or a pattern
    /// @param inOrder no row tells of an earlier time than the one before it
    TimeReader(ZoneId zone, String format, boolean inOrder) {
        this.zone = zone;
        this.format = format;
        this.inOrder = inOrder;
        this.pattern =
                format.equals("iso") || format.equals("epoch")
                        ? null
                        : DateTimeFormatter.ofPattern(format, Locale.ENGLISH);
    }

    /// @throws BadCell when it is none
    Instant read(String text) {
        if (text.length() > LENGTH_MOST) {
            throw refused(text.substring(0, LENGTH_MOST) + "...");
        }
        try {
            before = parse(text).truncatedTo(ChronoUnit.MILLIS);
            return before;
        } catch (DateTimeException | ArithmeticException | NumberFormatException _) {
            throw refused(text);
        }
    }

    private Instant parse(String text) {
        if (pattern != null) {
            TemporalAccessor parsed =
                    pattern.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime exact
                    ? exact.toInstant()
                    : local((LocalDateTime) parsed, text);
        }
        if (format.equals("epoch")) {
            BigDecimal millis = new BigDecimal(text).movePointRight(MILLIS_DIGITS);
            return Instant.ofEpochMilli(millis.setScale(0, RoundingMode.DOWN).longValueExact());
        }
        String iso = text.replace(' ', 'T');
        return hasOffset(iso)
                ? OffsetDateTime.parse(iso).toInstant()
                : local(LocalDateTime.parse(iso), text);
    }

    private static boolean hasOffset(String iso) {
        for (int i = DATE_LENGTH; i < iso.length(); i++) {
            char c = iso.charAt(i);
            if (c == 'Z' || c == '+' || c == '-') {
                return true;
            }
        }
        return false;
    }

    private Instant local(LocalDateTime time, String text) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.isEmpty()) {
            throw new BadCell(
                    "time: %s (expected: a time that there was in %s, whose clocks skip it)"
                            .formatted(text, zone));
        }
        Instant first = time.toInstant(offsets.getFirst());
        return inOrder && first.isBefore(before) ? time.toInstant(offsets.getLast()) : first;
    }

    private BadCell refused(String text) {
        String expected =
                switch (format) {
                    case "iso" -> "a time like 2026-11-23 12:00:00, or with an offset";
                    case "epoch" -> "seconds since 1970";
                    default -> "a time as " + format;
                };
        return new BadCell("time: '" + text + "' (expected: " + expected + ")");
    }
}
