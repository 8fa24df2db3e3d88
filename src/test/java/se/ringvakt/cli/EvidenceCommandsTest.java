package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.evidence.EvidenceSettings;
import se.ringvakt.evidence.EvidenceWriter;
import se.ringvakt.evidence.FactsWriter;
import se.ringvakt.evidence.Kind;
import se.ringvakt.evidence.Segment;
import se.ringvakt.evidence.Testimony;
import se.ringvakt.metrics.Meters;

final class EvidenceCommandsTest {
    @TempDir private Path folder;
    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(folder);
    }

    private record Told(Instant at) implements Testimony {
        @Override
        public Kind kind() {
            return Kind.DECISION;
        }

        @Override
        public void tell(FactsWriter facts) {
            facts.put("verdict", "ALLOW").personal("number", Optional.of("46701740605"));
        }
    }

    private void write(int decisions) {
        try (EvidenceWriter writer =
                EvidenceWriter.start(
                        EvidenceSettings.of(true, shell.site.evidence().path(), 100),
                        shell.site.clock(),
                        Meters.unseen(),
                        List.of())) {
            for (int i = 0; i < decisions; i++) {
                writer.offer(new Told(TestSite.NOON.plusSeconds(i)));
            }
        }
    }

    @Test
    void verifyTellsHowMuchItVerified() {
        write(3);
        String key = shell.site.evidence().key().orElseThrow().id();

        assertThat(shell.ok("evidence", "verify").out())
                .isEqualTo(
                        "verified: 4 records in 1 segments, 2026-11-23 12:00:00 to 2026-11-23"
                                + " 12:00:02\nsigned by "
                                + key
                                + "\n");
        JsonNode json = shell.ok("evidence", "verify", "--key", key, "--json").json();
        assertThat(json.path("verified").asBoolean()).isTrue();
        assertThat(json.path("records").asInt()).isEqualTo(4);
        assertThat(json.at("/head/last").asInt()).isEqualTo(4);
        assertThat(json.path("findings")).isEmpty();
        assertThat(shell.ok("evidence", "verify", shell.site.evidence().path().toString()).out())
                .startsWith("verified: 4 records");
    }

    @Test
    void verifyNamesWhatIsWrongAndFails() throws IOException {
        write(3);
        Path segment = shell.site.evidence().segments().getFirst().file();
        Files.writeString(segment, Files.readString(segment).replaceFirst("ALLOW", "ALLOY"));

        assertThat(shell.run("evidence", "verify").expect(ExitCode.NO).out())
                .contains("segment 000001-2026-11-23: record 2: not what was chained\n")
                .contains("NOT verified: 3 records in 1 segments");
        JsonNode json = shell.run("evidence", "verify", "--json").expect(ExitCode.NO).json();
        assertThat(json.path("verified").asBoolean(true)).isFalse();
        assertThat(json.at("/findings/0/problem").asText()).isEqualTo("CHANGED");
        assertThat(json.at("/findings/0/first").asInt()).isEqualTo(2);
    }

    @Test
    void verifyHoldsTheRecordAgainstACopyOfAHead() throws IOException {
        write(3);
        Segment segment = shell.site.evidence().segments().getFirst();
        Path copy = Files.copy(segment.headFile(), folder.resolve("kept.head.json"));
        assertThat(shell.ok("evidence", "verify", "--head", copy.toString()).out())
                .startsWith("verified");

        shell.site.now = TestSite.NOON.plusSeconds(1);
        Path other = folder.resolve("other.head.json");
        Files.writeString(other, Files.readString(copy).replace("\"last\":4", "\"last\":9"));
        assertThat(
                        shell.run("evidence", "verify", "--head", other.toString())
                                .expect(ExitCode.NO)
                                .out())
                .contains("record 9: not there as the head that was kept elsewhere says");
        assertThat(
                        shell.refused(
                                ExitCode.REFUSED,
                                "evidence",
                                "verify",
                                "--head",
                                shell.write("x", "x").toString()))
                .contains("(expected: a head)");
        assertThat(shell.refused(ExitCode.REFUSED, "evidence", "verify", "--head", "nowhere"))
                .contains("nowhere: cannot be read");
    }

    @Test
    void aRestoredBackupIsToldByVerifyAndList() throws IOException {
        write(3);
        Segment segment = shell.site.evidence().segments().getFirst();
        Path after = folder.resolve("after.head.json");
        Files.writeString(
                after, Files.readString(segment.headFile()).replace("\"last\":4", "\"last\":9"));
        shell.site
                .evidence()
                .noteRestored(TestSite.NOON.plusSeconds(2), TestSite.NOON.plusSeconds(60));
        write(1);
        String told =
                "restored 2026-11-23 12:01:00 from a backup of 2026-11-23 12:00:02: what was"
                        + " recorded after record 4 in between was replaced\n";

        assertThat(shell.ok("evidence", "verify").out())
                .startsWith("verified: 7 records in 2 segments")
                .contains(told);
        assertThat(shell.ok("evidence", "verify", "--json").json().at("/restored/0/last").asInt())
                .isEqualTo(4);
        assertThat(shell.ok("evidence", "list").out()).contains("000002-2026-11-23 " + told);
        assertThat(
                        shell.run("evidence", "verify", "--head", after.toString())
                                .expect(ExitCode.NO)
                                .out())
                .contains("record 9: not there as the head", "from a backup of", "NOT verified");
    }

    @Test
    void anEmptyFolderIsNotVerified() {
        assertThat(shell.run("evidence", "verify").expect(ExitCode.NO).out())
                .contains("no segment", "NOT verified: 0 records in 0 segments");
        assertThat(shell.run("evidence", "list").expect(ExitCode.NO).out())
                .isEqualTo("no segment\n");
        assertThat(shell.run("evidence", "key").expect(ExitCode.NO).out())
                .isEqualTo("no key yet: the gate makes one at its start\n");
    }

    @Test
    void listTellsTheSegments() throws IOException {
        write(2);
        assertThat(shell.ok("evidence", "list").out())
                .contains("SEGMENT")
                .containsPattern(
                        "000001-2026-11-23 +1 +3 +open +2026-11-23 12:00:00 +[0-9a-f]{16}");
        Files.delete(shell.site.evidence().segments().getFirst().headFile());
        assertThat(shell.ok("evidence", "list", "--json").json().at("/0/state").asText())
                .isEqualTo("000001-2026-11-23.head.json: is not there");
    }

    @Test
    void theKeyIsShownAndRotated() {
        write(1);
        String key = shell.site.evidence().key().orElseThrow().id();
        assertThat(shell.ok("evidence", "key").out())
                .startsWith("key " + key + "\n-----BEGIN PUBLIC KEY-----\n")
                .endsWith("-----END PUBLIC KEY-----\n");

        JsonNode next = shell.ok("evidence", "key", "--rotate", "--json").json();
        assertThat(next.path("next").asBoolean()).isTrue();
        assertThat(next.path("id").asText()).isNotEqualTo(key);
        assertThat(shell.ok("evidence", "key").out()).startsWith("key " + key);
        assertThat(shell.ok("audit", "list", "--action", "evidence.rotate").out())
                .contains("system:kim", next.path("id").asText());
    }
}
