package se.ringvakt.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.Numbering;

/// The policies of one country over time, and its numbering plan: one policy is in force on every
/// local date.
public final class Policies {
    private final ZoneId zone;
    private final Numbering numbering;

    /// The first day, as days since 1970, of the policy at the same index; ascending.
    private final long[] firstDays;

    private final List<Policy> policies;

    /// @param byFirstDay each policy under the first day it is in force; must reach back to
    ///   [LocalDate#MIN]
    public Policies(ZoneId zone, Numbering numbering, Map<LocalDate, Policy> byFirstDay) {
        TreeMap<LocalDate, Policy> sorted = new TreeMap<>(byFirstDay);
        if (!sorted.containsKey(LocalDate.MIN)) {
            throw new IllegalArgumentException(
                    "first policy: from "
                            + (sorted.isEmpty() ? "never" : sorted.firstKey())
                            + " (expected: from the beginning of time)");
        }
        this.zone = zone;
        this.numbering = numbering;
        this.firstDays = sorted.keySet().stream().mapToLong(LocalDate::toEpochDay).toArray();
        this.policies = List.copyOf(sorted.values());
    }

    /// This instant, with the policy in force.
    public Facts.Moment at(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        Policy policy = policies.get(indexOn(local.toLocalDate()));
        return new Facts.Moment(now, local, policy, numbering.country());
    }

    /// When the policy next changes after this instant.
    public Optional<Instant> changeAfter(Instant now) {
        int next = indexOn(now.atZone(zone).toLocalDate()) + 1;
        return next == firstDays.length
                ? Optional.empty()
                : Optional.of(LocalDate.ofEpochDay(firstDays[next]).atStartOfDay(zone).toInstant());
    }

    /// Every policy there is.
    public List<Policy> all() {
        return policies;
    }

    public ZoneId zone() {
        return zone;
    }

    public CountryCode country() {
        return numbering.country();
    }

    /// How numbers are dialled in this country.
    public Numbering numbering() {
        return numbering;
    }

    private int indexOn(LocalDate day) {
        int found = Arrays.binarySearch(firstDays, day.toEpochDay());
        return found >= 0 ? found : -found - 2;
    }
}
