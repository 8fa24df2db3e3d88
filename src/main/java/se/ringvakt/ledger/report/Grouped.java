package se.ringvakt.ledger.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import se.ringvakt.ledger.report.Cube.Span;
import se.ringvakt.report.Counts.Group;

/// Tallies by the keys of an answer's rows.
final class Grouped {
    private final Group by;
    private final LocalDays days;
    private final Map<String, Tally> all = new HashMap<>();

    Grouped(Group by, LocalDays days) {
        this.by = by;
        this.days = days;
    }

    /// The tally in which a span counts.
    ///
    /// @param at the span's number since 1970
    /// @param name the campaign or agent, where the answer tells them apart
    Tally of(Span span, long at, String name) {
        return all.computeIfAbsent(key(span, at, name), _ -> new Tally());
    }

    Map<String, Tally> all() {
        return all;
    }

    private String key(Span span, long at, String name) {
        return switch (by) {
            case MINUTE -> Instant.ofEpochMilli(at * LocalDays.MINUTE).toString();
            case HOUR -> Instant.ofEpochMilli(hour(span, at) * LocalDays.HOUR).toString();
            case DAY -> day(span, at).toString();
            case WEEKDAY_HOUR -> weekdayHour(days.local(hour(span, at)));
            case CAMPAIGN, AGENT -> name;
            case REASON -> "";
        };
    }

    private LocalDate day(Span span, long at) {
        return span == Span.DAY
                ? LocalDate.ofEpochDay(at)
                : days.local(hour(span, at)).toLocalDate();
    }

    private static long hour(Span span, long at) {
        return switch (span) {
            case MINUTE -> Math.floorDiv(at, LocalDays.MINUTES_AN_HOUR);
            case HOUR -> at;
            case DAY -> throw new IllegalArgumentException("span: DAY (expected: an hour or less)");
        };
    }

    private static String weekdayHour(LocalDateTime local) {
        return String.format(
                Locale.ROOT, "%dT%02d", local.getDayOfWeek().getValue(), local.getHour());
    }
}
