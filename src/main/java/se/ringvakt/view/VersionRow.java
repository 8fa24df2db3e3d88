package se.ringvakt.view;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Optional;
import se.ringvakt.register.Freshness;
import se.ringvakt.register.RegisterVersion;
import se.ringvakt.register.StoredVersion;
import se.ringvakt.site.Site;

/// One version of a register as it is printed.
///
/// @param usableUntil the last day on which it may be used, by the register's validity or else by
///   the policy in force today
/// @param daysLeft on which it may be used, today included; empty: not in force
/// @param overdueSince when the next version was to be expected; empty: not in force, or none is
///   overdue
/// @param problem why it cannot be read; empty: it can
public record VersionRow(
        String register,
        String id,
        boolean inForce,
        Optional<LocalDate> updated,
        Optional<LocalDate> usableUntil,
        Optional<Long> daysLeft,
        Optional<LocalDate> overdueSince,
        Optional<Long> numbers,
        Optional<String> areas,
        Optional<ZonedDateTime> imported,
        Optional<String> source,
        String problem) {

    public static VersionRow of(Site.Register register, StoredVersion stored, Site site) {
        Optional<RegisterVersion> version = stored.version();
        Optional<Freshness> freshness =
                version.map(known -> register.freshness(known.updated(), site));
        Optional<Freshness> inForce = freshness.filter(_ -> stored.inForce());
        return new VersionRow(
                register.name(),
                stored.id(),
                stored.inForce(),
                version.map(RegisterVersion::updated),
                freshness.map(Freshness::lastDay),
                inForce.map(Freshness::daysLeft),
                inForce.flatMap(Freshness::overdueSince),
                version.map(RegisterVersion::count),
                version.map(v -> v.coverage().toString()),
                version.map(v -> v.imported().atZone(site.zone())),
                version.map(RegisterVersion::source),
                stored.problem());
    }
}
