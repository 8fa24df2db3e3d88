package se.ringvakt.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/// Instants at which the clock on the wall shows a time, also on days when the clocks change.
public final class LocalTimes {
    private LocalTimes() {}

    /// The first instant after `after` at which the wall clock comes to this time: where the clock
    /// skips it, the skip; where it comes twice, the first that is still ahead.
    public static Instant firstAfter(Instant after, LocalDateTime time, ZoneId zone) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(time);
        if (transition != null && transition.isGap()) {
            return transition.getInstant();
        }
        ZonedDateTime first = time.atZone(zone);
        return first.toInstant().isAfter(after)
                ? first.toInstant()
                : first.withLaterOffsetAtOverlap().toInstant();
    }
}
