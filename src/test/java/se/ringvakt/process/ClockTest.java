package se.ringvakt.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.agi.AgiClient;
import se.ringvakt.ledger.postgres.PostgresServer;

/// Two gates' processes whose clocks are eight minutes apart, one ahead of the database's and one
/// behind it.
@Tag("process")
class ClockTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOAD_MILLIS = 10_000;

    /// Permits that the test itself was given, not the load.
    private static final int OF_THE_TEST = 2;

    @Test
    @Timeout(240)
    void limitsHoldOverClocksThatAreMinutesApartAndBothGatesTell(@TempDir Path folder)
            throws Exception {
        Path library = library().orElse(Path.of(""));
        assumeTrue(
                Files.isRegularFile(library), "no libfaketime (expected: Debian's package of it)");
        try (PostgresServer server = PostgresServer.durable()) {
            String database = server.empty(folder.resolve("unused")).database();
            String ledger = Cluster.ledger(server, database, server.port());
            Path north = Files.createDirectory(folder.resolve("north"));
            Installation ahead = Cluster.prepare(north, ledger);
            Installation behind = Cluster.copy(north, folder.resolve("south"), ledger, ledger);
            ahead.surround(Map.of("LD_PRELOAD", library.toString(), "FAKETIME", "+4m"));
            behind.surround(Map.of("LD_PRELOAD", library.toString(), "FAKETIME", "-4m"));
            try (Cluster cluster = Cluster.of(database, List.of(), ahead, behind)) {
                long began = System.nanoTime();
                Thread.sleep(LOAD_MILLIS);
                long ended = System.nanoTime();
                assertThat(cluster.between(Cluster.NORTH, began, ended))
                        .anyMatch(Load.Dial::isAllowed);
                assertThat(cluster.between(Cluster.SOUTH, began, ended))
                        .anyMatch(Load.Dial::isAllowed);
                oneLimit(cluster, "0701740605", Cluster.NORTH, Cluster.SOUTH);
                oneLimit(cluster, "0701740606", Cluster.SOUTH, Cluster.NORTH);
                told(cluster, Cluster.NORTH, " s ahead of the ledger's (expected: at most 5 s)");
                told(cluster, Cluster.SOUTH, " s behind the ledger's (expected: at most 5 s)");
                LedgerCheck check = cluster.check(server, OF_THE_TEST);
                System.out.printf(
                        "figure: clocks 8 minutes apart: north %s; south %s; acknowledged %d, on"
                                + " record %d, taken back %d%n",
                        cluster.told(Cluster.NORTH, began, ended),
                        cluster.told(Cluster.SOUTH, began, ended),
                        cluster.load().acknowledged().size(),
                        check.attempts().size(),
                        check.withdrawn().size());
            }
        }
    }

    /// A busy machine may say UNAVAILABLE before; the second gate may never allow it.
    private static void oneLimit(Cluster cluster, String number, int first, int second) {
        await().atMost(PATIENCE).until(() -> dial(cluster, number, first).startsWith("ALLOW"));
        List<String> said = new ArrayList<>();
        await().atMost(PATIENCE)
                .until(() -> {
                    said.add(dial(cluster, number, second));
                    return said.getLast().equals("SPACING");
                });
        assertThat(said).noneMatch(each -> each.startsWith("ALLOW"));
    }

    private static String dial(Cluster cluster, String number, int gate) throws IOException {
        Map<String, String> answer =
                AgiClient.ask(
                        cluster.address(gate),
                        "dial?number=%s&campaign=el-2026&agent=%s"
                                .formatted(number, gate + number));
        String verdict = answer.getOrDefault("RINGVAKT_VERDICT", "");
        return verdict.startsWith("ALLOW") ? verdict : answer.getOrDefault("RINGVAKT_REASON", "");
    }

    private static void told(Cluster cluster, int gate, String what) throws IOException {
        URI ready = Installation.dashboard(cluster.serving(gate)).resolve("health/ready");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gates(ready)).contains(what));
    }

    /// What the check of the gates says; it makes no gate unready.
    private static String gates(URI ready) throws IOException {
        JsonNode answer;
        try (InputStream in = ready.toURL().openStream()) {
            answer = new ObjectMapper().readTree(in);
        }
        for (JsonNode check : answer.path("checks")) {
            if (check.path("name").asText().equals("gates")) {
                return check.path("detail").asText();
            }
        }
        throw new IOException(answer.toString());
    }

    /// Debian puts it into a folder of the machine's architecture.
    private static Optional<Path> library() {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/usr/lib"))) {
            for (Path each : folders) {
                Path library = each.resolve("faketime/libfaketime.so.1");
                if (Files.exists(library)) {
                    return Optional.of(library);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
