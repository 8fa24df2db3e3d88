package se.ringvakt.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import se.ringvakt.call.CountryCode;

/// The policies of one country over time: one is in force on every local date.
public final class Policies {
    private final ZoneId zone;
    private final CountryCode country;
    private final NavigableMap<LocalDate, Policy> byFirstDay;

    /// @param byFirstDay each policy under the first day it is in force; must reach back to
    ///   [LocalDate#MIN]
    public Policies(ZoneId zone, CountryCode country, Map<LocalDate, Policy> byFirstDay) {
        this.zone = zone;
        this.country = country;
        this.byFirstDay = new TreeMap<>(byFirstDay);
        if (!this.byFirstDay.containsKey(LocalDate.MIN)) {
            throw new IllegalArgumentException(
                    "first policy: from "
                            + this.byFirstDay.firstKey()
                            + " (expected: from the beginning of time)");
        }
    }

    /// This instant, with the policy in force.
    public Facts.Moment at(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        Policy policy = byFirstDay.floorEntry(local.toLocalDate()).getValue();
        return new Facts.Moment(now, local, policy, country);
    }

    /// When the policy next changes after this instant.
    public Optional<Instant> changeAfter(Instant now) {
        LocalDate next = byFirstDay.higherKey(now.atZone(zone).toLocalDate());
        return Optional.ofNullable(next).map(day -> day.atStartOfDay(zone).toInstant());
    }

    public ZoneId zone() {
        return zone;
    }

    public CountryCode country() {
        return country;
    }
}
