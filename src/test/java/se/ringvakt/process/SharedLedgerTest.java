package se.ringvakt.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.agi.AgiClient;
import se.ringvakt.ledger.postgres.PostgresServer;
import se.ringvakt.ledger.postgres.PostgresSettings;

/// Two gates' processes on one PostgreSQL: one limit.
@Tag("process")
class SharedLedgerTest {
    private final List<Installation> installations = new ArrayList<>();

    @AfterEach
    void end() {
        installations.forEach(Installation::close);
    }

    @Test
    @Timeout(300)
    void whatOneGateAllowedTheOtherDenies(@TempDir Path one, @TempDir Path two) throws Exception {
        PostgresServer server = PostgresServer.shared();
        PostgresSettings ledger = server.empty(one.resolve("unused"));
        InetSocketAddress north = gate(server, ledger, one);
        InetSocketAddress south = gate(server, ledger, two);

        Map<String, String> first = dial(north, "0701740605", "101");
        Map<String, String> second = dial(south, "0701740605", "102");
        Map<String, String> another = dial(south, "0701740606", "103");

        assertThat(first.get("RINGVAKT_VERDICT")).startsWith("ALLOW:");
        assertThat(second.get("RINGVAKT_VERDICT")).startsWith("DENY:");
        assertThat(second.get("RINGVAKT_REASON")).isEqualTo("SPACING");
        assertThat(another.get("RINGVAKT_VERDICT")).startsWith("ALLOW:");
        assertThat(node(first)).isNotEqualTo(node(another));
        assertThat(count(server, ledger, "SELECT count(*) FROM attempt")).isEqualTo(2);
        assertThat(count(server, ledger, "SELECT count(*) FROM gate")).isEqualTo(2);

        // North has it open; south tells it never reached the phone; north may dial again.
        AgiClient.ask(
                south,
                "outcome?attempt=" + first.get("RINGVAKT_ATTEMPT") + "&status=CHANUNAVAIL&cause=3");
        assertThat(dial(north, "0701740605", "104").get("RINGVAKT_VERDICT")).startsWith("ALLOW:");
    }

    private InetSocketAddress gate(PostgresServer server, PostgresSettings ledger, Path folder)
            throws IOException, InterruptedException {
        return prepare(ledger, server.password(), folder).serve().address();
    }

    private Installation prepare(PostgresSettings ledger, Path password, Path folder)
            throws IOException, InterruptedException {
        Installation installation =
                Installation.prepare(
                        folder,
                        """
                        url: postgresql://127.0.0.1:%d/%s
                        user: ringvakt
                        password-file: %s
                        """
                                .formatted(
                                        ledger.servers().getFirst().port(),
                                        ledger.database(),
                                        password));
        installations.add(installation);
        return installation;
    }

    private static Map<String, String> dial(InetSocketAddress gate, String number, String agent)
            throws IOException {
        return AgiClient.ask(gate, "dial?number=" + number + "&campaign=el-2026&agent=" + agent);
    }

    private static long node(Map<String, String> allowed) {
        return Long.parseLong(allowed.get("RINGVAKT_ATTEMPT")) >> 12 & 255;
    }

    private static long count(PostgresServer server, PostgresSettings ledger, String sql)
            throws SQLException {
        try (Connection connection = server.connect(ledger.database());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
