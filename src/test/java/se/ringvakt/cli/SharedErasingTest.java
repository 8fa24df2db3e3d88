package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.config.ConfigException;
import se.ringvakt.ledger.postgres.PostgresServer;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.metrics.Meters;
import se.ringvakt.retention.Erasing;
import se.ringvakt.site.InstalledSite;

/// Nothing is erased from a ledger that gates share: the year's offers would be remembered under a
/// key that only one of them has.
class SharedErasingTest {
    @TempDir private Path folder;

    @Test
    void aSharedLedgerIsLeftAlone() throws IOException {
        PostgresSettings shared = PostgresServer.shared().ledger(folder.resolve("mark"));
        String ledger =
                "ledger: {url: 'postgresql://%s/%s', user: %s, password-file: %s}\n"
                        .formatted(
                                shared.servers().getFirst(),
                                shared.database(),
                                shared.user(),
                                shared.passwordFile().orElseThrow());
        try (InstalledSite site = site(ledger)) {
            assertThatThrownBy(() -> erasing(site))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("not available with a shared ledger");
        }
        try (InstalledSite site = site("")) {
            assertThat(erasing(site)).isNotNull();
        }
    }

    private static Erasing erasing(InstalledSite site) {
        return DailyErasing.erasing(site, new Meters(new SimpleMeterRegistry()), Erasing.Rest.NONE);
    }

    private InstalledSite site(String more) throws IOException {
        Path settings = folder.resolve("ringvakt.yaml");
        Files.writeString(settings, "state: state\n" + more);
        return InstalledSite.open(settings, InstantSource.system());
    }
}
