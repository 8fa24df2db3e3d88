package se.ringvakt.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;

/// How long everything is kept, and why.
///
/// @param at when the daily run begins, in local time
/// @param lines one for each [Kept]
/// @param request how long attempts and the like are kept of one who asks to be erased
public record Schedule(LocalTime at, Map<Kept, Line> lines, Period request) {
    private static final LocalDate ANY_DAY = LocalDate.of(2027, 1, 1);

    /// One period.
    ///
    /// @param why a sentence, with its source
    public record Line(Period keep, String why) {}

    public Schedule {
        for (Kept kept : Kept.values()) {
            Line line = lines.get(kept);
            if (line == null || line.keep().isZero() || line.keep().isNegative()) {
                throw new IllegalArgumentException(
                        kept.word()
                                + ".keep"
                                + ": "
                                + (line == null ? "none" : line.keep())
                                + " (expected: a period like P6M)");
            }
        }
        if (request.isZero() || request.isNegative()) {
            throw new IllegalArgumentException(
                    "request: " + request + " (expected: a period like P3M)");
        }
        lines = Map.copyOf(lines);
    }

    /// How long this is kept.
    public Period keep(Kept kept) {
        return line(kept).keep();
    }

    /// The whole line of this.
    public Line line(Kept kept) {
        Line line = lines.get(kept);
        if (line == null) {
            throw new IllegalStateException(kept + " has no line");
        }
        return line;
    }

    /// What happened before this is erased now; at exactly this instant it is kept still.
    public Instant before(Kept kept, Instant now, ZoneId zone) {
        return before(keep(kept), now, zone);
    }

    /// The same of everything.
    public Map<Kept, Instant> before(Instant now, ZoneId zone) {
        Map<Kept, Instant> before = new EnumMap<>(Kept.class);
        for (Kept kept : Kept.values()) {
            before.put(kept, before(kept, now, zone));
        }
        return before;
    }

    /// What lies so long back.
    public static Instant before(Period keep, Instant now, ZoneId zone) {
        return now.atZone(zone).minus(keep).toInstant();
    }

    /// Refuses a period that is shorter than a rule needs.
    ///
    /// @param why what needs it
    /// @throws IllegalArgumentException saying so
    public void atLeast(Kept kept, Period least, String why) {
        atLeast(kept.word() + ".keep", keep(kept), least, why);
    }

    /// The same of what is kept of one who asks to be erased.
    public void requestAtLeast(Period least, String why) {
        atLeast("request", request, least, why);
    }

    private static void atLeast(String key, Period keep, Period least, String why) {
        if (ANY_DAY.plus(keep).isBefore(ANY_DAY.plus(least))) {
            throw new IllegalArgumentException(
                    key + ": " + keep + " (expected: at least " + least + ", " + why + ")");
        }
    }
}
