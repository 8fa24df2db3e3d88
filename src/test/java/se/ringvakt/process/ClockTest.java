package se.ringvakt.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.agi.AgiClient;
import se.ringvakt.ledger.postgres.PostgresServer;

/// Two gates whose clocks differ by ten minutes.
@Tag("process")
class ClockTest {
    private static final long LOAD_MILLIS = 4_000;
    private static final long FIVE_MINUTES = 300_000;

    @Test
    @Timeout(120)
    void limitsHoldBetweenGatesWhoseClocksDiffer(@TempDir Path folder) throws Exception {
        Optional<Path> library = library();
        assumeTrue(library.isPresent(), "no other clock (expected: Debian's package faketime)");
        PostgresServer server = PostgresServer.shared();
        String database = server.empty(folder.resolve("unused")).database();
        String ledger = Cluster.ledger(server, database, server.port());
        Installation fast = Cluster.prepare(Files.createDirectory(folder.resolve("north")), ledger);
        Installation slow =
                Cluster.copy(folder.resolve("north"), folder.resolve("south"), ledger, ledger);
        fast.surround(clock(library.get(), "+5m"));
        slow.surround(clock(library.get(), "-5m"));
        try (Cluster cluster = Cluster.of(database, List.of(), fast, slow)) {
            long began = System.nanoTime();
            long real = System.currentTimeMillis();
            Thread.sleep(LOAD_MILLIS);
            long ended = System.nanoTime();

            denies(cluster, Cluster.NORTH, Cluster.SOUTH, "0701740605");
            denies(cluster, Cluster.SOUTH, Cluster.NORTH, "0701740606");
            LedgerCheck check = cluster.check(server, 0);
            try (Connection connection = server.connect(database);
                    var statement = connection.createStatement();
                    var row =
                            statement.executeQuery("SELECT min(start), max(start) FROM attempt")) {
                row.next();
                assertThat(row.getLong(1)).as("the slow one's").isLessThan(real);
                assertThat(row.getLong(2)).as("the fast one's").isGreaterThan(real + FIVE_MINUTES);
            }
            System.out.printf(
                    "figure: clocks 10 minutes apart: fast %s; slow %s; acknowledged %d, on record"
                            + " %d, limits exceeded %d%n",
                    cluster.told(Cluster.NORTH, began, ended),
                    cluster.told(Cluster.SOUTH, began, ended),
                    cluster.load().acknowledged().size(),
                    check.attempts().size(),
                    check.violations().size());
            for (int gate : List.of(Cluster.NORTH, Cluster.SOUTH)) {
                assertThat(cluster.between(gate, began, ended)).anyMatch(Load.Dial::isAllowed);
            }
        }
    }

    private static void denies(Cluster cluster, int first, int second, String number)
            throws IOException {
        assertThat(dial(cluster.address(first), number, "a1")).isEqualTo("");
        assertThat(dial(cluster.address(second), number, "a2")).isEqualTo("SPACING");
    }

    /// Returns why it is denied.
    private static String dial(InetSocketAddress gate, String number, String agent)
            throws IOException {
        return AgiClient.ask(
                        gate, "dial?number=" + number + "&campaign=el-2026&agent=" + agent + number)
                .getOrDefault("RINGVAKT_REASON", "");
    }

    private static Map<String, String> clock(Path library, String offset) {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME",
                offset,
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "DONT_FAKE_MONOTONIC",
                "1");
    }

    private static Optional<Path> library() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/usr/lib"))) {
            return files.map(each -> each.resolve("faketime/libfaketime.so.1"))
                    .filter(Files::exists)
                    .findFirst();
        }
    }
}
