package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RetentionCommandsTest {
    private static final String NUMBER = "070-174 06 05";

    @TempDir private Path folder;
    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(folder);
    }

    @Test
    void theScheduleTellsEachPeriodAndWhy() {
        JsonNode lines = shell.ok("retention", "schedule", "--json").json();
        assertThat(lines)
                .hasSize(10)
                .allSatisfy(line -> {
                    assertThat(line.path("keep").asText()).startsWith("P");
                    assertThat(line.path("why").asText()).endsWith(".");
                });
        assertThat(shell.ok("retention", "schedule").out()).containsPattern("attempts +P6M +What");
    }

    @Test
    void aRunIsListedAndAudited() {
        assertThat(shell.ok("retention", "list").out()).contains("nothing was ever erased");
        assertThat(shell.ok("retention", "run").out()).isEqualTo("0 erased\n");
        assertThat(shell.ok("retention", "list").out()).contains("kim", "nothing was due");
        JsonNode run = shell.ok("retention", "list", "--json").json().path(0);
        assertThat(run.path("ended").asText()).startsWith("2026-11-23T12:00");
        assertThat(shell.ok("audit", "list").out()).contains("retention.run");
        assertThat(shell.refused(ExitCode.USAGE, "retention", "list", "--most", "0"))
                .contains("--most: 0 (expected: 1 or more)");
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws IOException {
        shell.ok("retention", "rotate-key");
        Path key = folder.resolve("retention.key");
        assertThat(Files.readAllLines(key)).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(shell.refused(ExitCode.REFUSED, "retention", "rotate-key"))
                .contains("retention.key: rw-r----- (expected: rw-------");
    }

    @Test
    void everythingOfANumberIsTold() throws IOException {
        shell.ok("block", "add", NUMBER);
        String told = shell.ok("subject", "export", NUMBER).out();
        assertThat(told)
                .contains("kept about +46701740605", "lists: 1", "attempts: none")
                .contains("records of decisions: none");
        Path file = folder.resolve("told.json");
        shell.ok("subject", "export", NUMBER, "--json", "--out", file.toString());
        assertThat(Files.readString(file)).contains("\"number\" : \"+46701740605\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(shell.refused(ExitCode.REFUSED, "subject", "export", NUMBER, "--out", file + ""))
                .contains("(expected: a new name");
        assertThat(shell.ok("audit", "list").out())
                .contains("subject.export", "+4670174xxxx")
                .doesNotContain("46701740605");
    }

    @Test
    void erasingKeepsTheBlockAndSaysSo() {
        assertThat(shell.refused(ExitCode.USAGE, "subject", "erase", NUMBER)).contains("--yes");
        assertThat(shell.ok("subject", "erase", NUMBER, "--yes").out())
                .contains("none stands: the number may be called again");
        shell.ok("block", "add", NUMBER);
        String told = shell.ok("subject", "erase", NUMBER, "--reason", "letter", "--yes").out();
        assertThat(told).containsPattern("blocks +0 +all +without them").contains("GDPR 17.3");
        assertThat(shell.site.entries()).hasSize(1);
        assertThat(shell.ok("audit", "list").out())
                .contains("subject.erase", "letter")
                .doesNotContain("46701740605");
    }

    @Test
    void aPeriodShorterThanARuleIsRefused() {
        refuses("attempts: {keep: P29D}", "attempts.keep: P29D (expected: at least P");
        refuses("offers: {keep: P364D}", "offers.keep: P364D (expected: at least P1Y");
        refuses("exemptions: {keep: P11M}", "exemptions.keep: P11M (expected: at least P1");
        refuses("request: P1M", "request: P1M (expected: at least P3M");
        refuses("denials: {keep: P0D}", "denials.keep: P0D (expected: a period like P6M)");
        refuses("at: noon", "at: noon (expected: a time of day like 03:30)");
        shell.write("ringvakt.yaml", "retention: {attempts: {keep: P3M}, offers: {keep: P1Y}}\n");
        assertThat(shell.ok("retention", "schedule").out()).containsPattern("attempts +P3M");
        shell.write("ringvakt.yaml", "recordings: {keep: P7M}\n");
        assertThat(shell.ok("retention", "schedule").out()).containsPattern("recordings +P7M");
    }

    private void refuses(String line, String reason) {
        shell.write("ringvakt.yaml", "retention:\n  " + line + "\n");
        assertThat(shell.refused(ExitCode.REFUSED, "retention", "schedule")).contains(reason);
    }
}
