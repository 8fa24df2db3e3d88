package se.ringvakt.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.evidence.EvidenceFolder;
import se.ringvakt.evidence.EvidenceRecord;
import se.ringvakt.evidence.EvidenceSettings;
import se.ringvakt.evidence.EvidenceWriter;
import se.ringvakt.gate.Answer;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.FixedKnowledge;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.MemoryLedger;
import se.ringvakt.gate.Sight;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Rulebook;

/// Evidence on a disk that is really full: one of a mebibyte, in memory. Only where the tests may
/// mount one (as root); elsewhere they are told as not run.
final class FullDiskTest {
    private static final int DIALS = 300;
    private static final int FILLING = 1 << 12;

    @TempDir private Path folder;
    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(folder.resolve("disk"));
        String said = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
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
    private static String run(String... command) throws IOException, InterruptedException {
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

    @Test
    @Timeout(60)
    void stopsNoDialIsToldAndTheRecordCatchesUp() throws IOException {
        EvidenceFolder evidence = EvidenceFolder.open(disk.resolve("evidence"));
        Path filling = disk.resolve("filling");
        try (EvidenceWriter writer =
                EvidenceWriter.start(
                        EvidenceSettings.of(true, evidence.path(), 10 * DIALS),
                        InstantSource.system(),
                        Meters.unseen(),
                        List.of())) {
            Gate gate = gate(writer);
            assertThat(gate.decide(dial(0))).isInstanceOf(Answer.Allowed.class);
            fill(filling);

            for (int i = 1; i < DIALS; i++) {
                assertThat(gate.decide(dial(i))).isInstanceOf(Answer.Allowed.class);
            }
            Awaitility.await().until(() -> writer.fault().isPresent());
            assertThat(writer.fault().orElseThrow()).contains("No space left on device");
            assertThat(gate.decide(dial(DIALS))).isInstanceOf(Answer.Allowed.class);

            Files.delete(filling);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> writer.fault().isEmpty());
        }
        assertThat(evidence.verify().findings()).isEmpty();
        try (Stream<EvidenceRecord> all = evidence.records()) {
            assertThat(all.filter(each -> each.value("number").isPresent())).hasSize(DIALS + 1);
        }
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
        } catch (IOException _) {
            return true;
        }
    }

    private static Gate gate(EvidenceWriter writer) {
        FixedKnowledge knowledge = new FixedKnowledge();
        return new Gate(
                TestPlans.sweden(),
                knowledge,
                new MemoryLedger(),
                Rulebook.of(PolicyReader.builtIn("sweden")),
                InstantSource.fixed(FixedKnowledge.NOON),
                Sight.NONE,
                new GateWitness(writer::offer),
                Meters.unseen());
    }

    /// Of a clearly synthetic number.
    private static DialRequest dial(int which) {
        return new DialRequest(
                "0790%06d".formatted(which),
                FixedKnowledge.CAMPAIGN,
                Optional.of(new AgentId("agent" + which)),
                Kind.MANUAL,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                "1795400000." + which);
    }
}
