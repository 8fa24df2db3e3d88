package se.ringvakt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.ledger.postgres.PostgresSettings.Server;
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

        assertThat(settings.servers()).containsExactly(new Server("db.example.com", 5432));
        assertThat(settings.database()).isEqualTo("ringvakt");
        assertThat(settings.user()).isEqualTo("gate");
        assertThat(settings.passwordFile()).contains(Path.of("/etc/ringvakt/db-secret"));
        assertThat(settings.mark()).isEqualTo(STATE.resolve("ledger.installation"));
        assertThat(settings.hotConnections()).isEqualTo(8);
    }

    @Test
    void aPortIsTaken() {
        assertThat(servers("postgresql://127.0.0.1:6432/x"))
                .containsExactly(new Server("127.0.0.1", 6432));
    }

    @Test
    void aReplicaIsNamedBesideThePrimary() {
        assertThat(servers("postgresql://db-1:6432,db-2,[::1]:5433/x"))
                .containsExactly(
                        new Server("db-1", 6432),
                        new Server("db-2", 5432),
                        new Server("::1", 5433));
    }

    private static List<Server> servers(String url) {
        return read(url, "").orElseThrow().servers();
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
                "postgresql://db-1,/x",
                "postgresql://db-1,,db-2/x",
                "postgresql://db-1:port/x",
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
