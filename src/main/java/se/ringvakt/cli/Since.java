package se.ringvakt.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;
import se.ringvakt.site.Site;
import se.ringvakt.view.Times;

/// From when on something is listed.
final class Since {
    private final Common common;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description =
                    "A date (its 00:00) or a time, 2026-11-23T12:00, in the policy's zone or with "
                            + "an offset (default: today's 00:00).")
    private Optional<String> since = Optional.empty();

    Since(Common common) {
        this.common = common;
    }

    Instant instant(Site site) {
        try {
            return since.map(text -> Times.readBegin(text, site.zone()))
                    .orElseGet(() -> site.today().atStartOfDay(site.zone()).toInstant());
        } catch (DateTimeException e) {
            throw common.misuse("--since: " + e.getMessage() + " or a date, 2026-11-23", e);
        }
    }
}
