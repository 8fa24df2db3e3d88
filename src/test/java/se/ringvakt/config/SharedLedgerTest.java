package se.ringvakt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.ledger.sqlite.SqliteSettings;

/// Where the shared ledger is.
final class SharedLedgerTest {
    private static final Path STATE = Path.of("/var/lib/ringvakt");

    @Test
    void withoutAUrlThereIsNone() {
        assertThat(read("", "")).isEmpty();
    }

    @Test
    void thePortMayBeLeftOutAndThePasswordIsBesideTheSettings() {
        PostgresSettings settings =
                read("postgresql://db.example.com/ringvakt", "db-secret").orElseThrow();

        assertThat(settings.host()).isEqualTo("db.example.com");
        assertThat(settings.port()).isEqualTo(5432);
        assertThat(settings.database()).isEqualTo("ringvakt");
        assertThat(settings.user()).isEqualTo("gate");
        assertThat(settings.passwordFile()).contains(Path.of("/etc/ringvakt/db-secret"));
        assertThat(settings.mark()).isEqualTo(STATE.resolve("ledger.installation"));
        assertThat(settings.hotConnections()).isEqualTo(8);
    }

    @Test
    void aPortIsTaken() {
        assertThat(read("postgresql://127.0.0.1:6432/x", "").orElseThrow().port()).isEqualTo(6432);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example.com/x",
                "mysql://db.example.com/x",
                "postgresql://db.example.com",
                "postgresql://db.example.com/",
                "postgresql://db.example.com/x/y",
                "postgresql:///x",
                "hello there"
            })
    void whatIsNoDatabaseIsRefused(String url) {
        assertThatThrownBy(() -> read(url, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("url: " + url + " (expected: postgresql://host:port/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://gate:hemligt@db.example.com/x",
                "postgresql://db.example.com/x?password=hemligt"
            })
    void aPasswordInItIsRefusedAndNotRepeated(String url) {
        assertThatThrownBy(() -> read(url, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("url: names a user or options (expected: ")
                .hasMessageNotContaining("hemligt");
    }

    private static Optional<PostgresSettings> read(String url, String passwordFile) {
        return new SharedLedger(url, "gate", passwordFile, 8)
                .settings(
                        SqliteSettings.of(STATE.resolve("ledger.db")),
                        STATE,
                        Path.of("/etc/ringvakt/ringvakt.yaml")::resolveSibling);
    }
}
