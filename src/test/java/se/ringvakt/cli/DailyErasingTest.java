package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.access.AuditSearch;
import se.ringvakt.access.Caller;
import se.ringvakt.metrics.Meters;
import se.ringvakt.retention.Erasing;
import se.ringvakt.site.InstalledSite;

class DailyErasingTest {
    private static final Instant NOW = Instant.parse("2026-11-23T11:00:00Z");

    @TempDir private Path folder;

    private InstalledSite site() throws IOException {
        Path settings = folder.resolve("ringvakt.yaml");
        Files.writeString(settings, "state: state\n");
        return InstalledSite.open(settings, () -> NOW);
    }

    private static void ran(InstalledSite site, String by, Instant begun) {
        boolean _ = site.retention().end(site.retention().begin(begun, by), begun);
    }

    @Test
    void onlyARunOfTheGateWithinADayIsTodays() throws IOException {
        try (InstalledSite site = site()) {
            assertThat(DailyErasing.isDue(site)).isTrue();
            ran(site, "serve", NOW.minus(Duration.ofDays(1)).minusMillis(1));
            ran(site, "kim", NOW.minusSeconds(60));
            assertThat(DailyErasing.isDue(site)).as("kim erased one number").isTrue();
            long _ = site.retention().begin(NOW.minusSeconds(50), "serve");
            assertThat(DailyErasing.isDue(site)).as("it never ended").isTrue();

            ran(site, "serve", NOW.minus(Duration.ofDays(1)));
            ran(site, "kim", NOW.minusSeconds(40));
            assertThat(DailyErasing.isDue(site)).isFalse();
        }
    }

    @Test
    void theAuditLogIsToldOfTheRunItself() throws Exception {
        try (InstalledSite site = site()) {
            Erasing erasing = DailyErasing.erasing(site, Meters.unseen(), Erasing.Rest.NONE);
            assertThat(erasing.run("serve", false)).isZero();
            ran(site, "kim", NOW);

            DailyErasing.note(site, Caller.system("serve"), erasing);

            assertThat(
                            site.access()
                                    .audit()
                                    .page(AuditSearch.ALL, java.util.OptionalLong.empty(), 1))
                    .singleElement()
                    .satisfies(noted ->
                            assertThat(noted.entry().subject()).isEqualTo("run " + erasing.id()));
        }
    }
}
