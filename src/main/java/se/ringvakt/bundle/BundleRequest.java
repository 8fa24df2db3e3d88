package se.ringvakt.bundle;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.StoredVersion;
import se.ringvakt.site.Site;

/// What a bundle is to hold.
///
/// @param from the first instant
/// @param to the instant after the last
/// @param languages of the report, such as `sv` and `en`
/// @param zone in which times are shown
/// @param now when it is made
/// @param others whether the centre has other gates, which keep records of their own
/// @param versions what is known of a register's versions, by the register's name
public record BundleRequest(
        PhoneNumber number,
        Instant from,
        Instant to,
        List<Locale> languages,
        ZoneId zone,
        Instant now,
        boolean others,
        Function<String, List<StoredVersion>> versions) {
    public BundleRequest {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "from: " + from + " (expected: before to, " + to + ")");
        }
        languages = List.copyOf(languages);
    }

    /// For this installation, now.
    public static BundleRequest of(
            Site site, PhoneNumber number, Instant from, Instant to, List<Locale> languages) {
        return new BundleRequest(
                number,
                from,
                to,
                languages,
                site.zone(),
                site.now(),
                site.isShared(),
                name -> versions(site, name));
    }

    private static List<StoredVersion> versions(Site site, String register) {
        return site.registers().stream()
                .filter(each -> each.name().equals(register))
                .flatMap(each -> each.store().versions(register).stream())
                .toList();
    }

    /// As records disclose it.
    String digits() {
        return Long.toString(number.e164());
    }
}
