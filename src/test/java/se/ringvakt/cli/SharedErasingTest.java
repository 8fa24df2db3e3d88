package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.ledger.postgres.PostgresServer;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.metrics.Meters;
import se.ringvakt.retention.Erasing;
import se.ringvakt.retention.KeyRefused;
import se.ringvakt.retention.MemoryKeys;
import se.ringvakt.site.InstalledSite;

/// Installations that share a ledger: who may erase from it, and who may start.
class SharedErasingTest {
    @TempDir private Path folder;
    private String ledger = "";

    @BeforeEach
    void prepare() {
        PostgresSettings shared = PostgresServer.shared().ledger(folder.resolve("mark"));
        ledger =
                "ledger: {url: 'postgresql://%s/%s', user: %s, password-file: %s}\n"
                        .formatted(
                                shared.servers().getFirst(),
                                shared.database(),
                                shared.user(),
                                shared.passwordFile().orElseThrow());
    }

    private InstalledSite site(String name) throws IOException {
        Path settings = folder.resolve(name + ".yaml");
        Files.writeString(settings, "state: " + name + "\n" + ledger);
        return InstalledSite.open(settings, InstantSource.system());
    }

    private static Erasing erasing(InstalledSite site) {
        return DailyErasing.erasing(site, new Meters(new SimpleMeterRegistry()), Erasing.Rest.NONE);
    }

    @Test
    void eachErasesInTurnAndWhatLiesBesideTheLedgerAlways() throws Exception {
        try (InstalledSite north = site("north");
                InstalledSite south = site("south")) {
            Erasing mine = erasing(north);
            assertThat(mine.run("test", true)).isZero();
            assertThat(mine.isWhole()).isTrue();

            assertThat(south.retention().takeTurn()).isTrue();
            assertThat(mine.run("test", false)).isZero();
            assertThat(mine.isWhole()).isFalse();
            assertThat(north.retention().runs(9))
                    .hasSize(2)
                    .allSatisfy(run -> assertThat(run.ended()).isPresent());
        }
    }

    /// With a key of its own it would not find what the others remember.
    @Test
    void aGateWithoutAKeyThatIsUsedIsNotStarted() throws IOException {
        try (InstalledSite north = site("north");
                InstalledSite south = site("south");
                InstalledSite west = site("west")) {
            assertThat(south.memoryKeys().marks()).hasSize(1);
            String mark = north.memoryKeys().marks().getFirst();
            remember(mark);

            assertThat(north.ledger().fault()).isEmpty();
            try (InstalledSite again = site("south")) {
                assertThatThrownBy(again::ledger)
                        .isInstanceOf(KeyRefused.class)
                        .hasMessageContaining(
                                "south/retention.key: has no key " + MemoryKeys.name(mark))
                        .hasMessageContaining("(expected: retention.key of a gate that has it");
            }
            assertThatThrownBy(west::ledger).isInstanceOf(KeyRefused.class);
            assertThat(folder.resolve("west/retention.key")).doesNotExist();

            Files.copy(folder.resolve("north/retention.key"), folder.resolve("west/retention.key"));
            assertThat(west.ledger().fault()).isEmpty();
        }
    }

    private void remember(String mark) {
        String database = ledger.replaceAll("(?s).*/(ledger_[0-9]+)'.*", "$1");
        PostgresServer.shared()
                .execute(database, "INSERT INTO memory_key (mark) VALUES ('" + mark + "')");
    }
}
