package se.ringvakt.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.ledger.postgres.PostgresServer;

/// Two gates whose database has no space left, on a disk that is really full: a small one, in
/// memory. Only where the tests may mount one (as root); elsewhere they are told as not run.
@Tag("process")
class DatabaseDiskTest {
    private static final String SIZE = "size=200m";
    private static final long FULL_MILLIS = 4_000;
    private static final int FILLING = 1 << 20;

    @TempDir private Path folder;
    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        // The server's own user goes through it.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        disk = Files.createDirectory(folder.resolve("disk"));
        String said = run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", disk.toString());
        mounted = said.isEmpty();
        assumeTrue(mounted, "no small disk can be mounted here: " + said);
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isEmpty();
        }
    }

    /// Returns what it said; nothing: it went well.
    private static String run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(10, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? "" : "failed: " + said;
        } catch (IOException e) {
            return "failed: " + e.getMessage();
        }
    }

    /// What fits into pages that are there may still be allowed: it is on record.
    @Test
    @Timeout(240)
    void aFullDiskDeniesAndNothingAcknowledgedIsLost() throws Exception {
        Path filling = disk.resolve("filling");
        try (PostgresServer server = PostgresServer.durable(disk);
                Cluster cluster = start(server)) {
            Span span =
                    Span.during(
                            cluster,
                            "database's disk full",
                            FULL_MILLIS,
                            () -> {
                                // Or the log's own file is full first, which ends the server.
                                server.execute("postgres", "SELECT pg_switch_wal()");
                                fill(filling);
                            },
                            () -> Files.delete(filling));
            span.report(cluster.check(server, 0));
            for (int gate : List.of(Cluster.NORTH, Cluster.SOUTH)) {
                List<Load.Dial> full = cluster.between(gate, span.began(), span.mended());
                assertThat(full).anyMatch(Load.Dial::isUnavailable);
                assertThat(full).noneMatch(dial -> dial.said().equals("NOTHING"));
                assertThat(log(cluster, gate)).contains("no space left on the server's disk");
            }
        }
    }

    private Cluster start(PostgresServer server) throws IOException, InterruptedException {
        String database = server.empty(folder.resolve("unused")).database();
        String ledger = Cluster.ledger(server, database, server.port());
        return Cluster.start(database, List.of(), folder, ledger, ledger);
    }

    private static String log(Cluster cluster, int gate) throws IOException {
        return Files.readString(cluster.folder(gate).resolve("serve.log"));
    }

    /// Until nothing more fits, not a single byte.
    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int size = FILLING; size > 0; size = isFull(out, size) ? size / 2 : size) {
                // The condition writes.
            }
        }
    }

    private static boolean isFull(OutputStream out, int size) {
        try {
            out.write(new byte[size]);
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
