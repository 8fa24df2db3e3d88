package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.cli.DailyObjections.Counts;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.ledger.Objections.Objection;

/// Objections under the Dutch policy of spring 2021: ten working days, over Easter.
final class ObjectionCommandsTest {
    @TempDir private Path folder;
    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(folder);
        shell.site.policies = PolicyReader.builtIn("netherlands");
        // Thursday before Easter 2021: ten working days are eleven with Good Friday and Easter
        // Monday.
        said(1, "2021-04-01T12:30:05Z", true);
        said(2, "2021-04-02T08:00:00Z", false);
        said(3, "2021-04-06T08:00:00Z", true);
        shell.site.now = Instant.parse("2021-04-13T10:00:00Z");
    }

    @Test
    void listTellsTheLastDayOfThoseThatWait() {
        assertThat(shell.ok("objection", "list").out())
                .contains("due 2021-04-19, 4 working days left")
                .contains("+3120222xxxx")
                .doesNotContain("2222222");
        JsonNode due = shell.ok("objection", "list", "--due", "--json").json();
        assertThat(due).hasSize(2);
        assertThat(due.at("/0/due").asText()).isEqualTo("2021-04-19");
        assertThat(due.at("/1/due").asText()).isEqualTo("2021-04-20");
        shell.site.now = Instant.parse("2021-04-20T10:00:00Z");
        assertThat(shell.ok("objection", "list").out())
                .contains("due 2021-04-19, OVERDUE")
                .contains("due 2021-04-20, 0 working days left");
    }

    @Test
    void exportWritesAFileOnceAndMarksThem() throws IOException {
        Path file = folder.resolve("out.csv");
        assertThat(shell.ok("objection", "export", file.toString(), "--who", "eva").out())
                .isEqualTo("2 objections in " + file + "\n");
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "0202222221|||2021-04-01|14:30:05||||Säljcentralen",
                        "0202222223|||2021-04-06|10:00:00||||Säljcentralen");
        assertThat(Files.readString(file)).endsWith("Säljcentralen\r\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(shell.ok("objection", "list").out()).contains("by eva in " + file);
        assertThat(shell.ok("objection", "list", "--due").out()).contains("no objection");
        assertThat(shell.ok("objection", "export", file.toString()).out())
                .isEqualTo("no objection waits; no file was written\n");
    }

    @Test
    void exportWritesOverNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("out.csv"), "mine");
        assertThat(shell.refused(ExitCode.REFUSED, "objection", "export", file.toString()))
                .contains("is there already (expected: a new file)");
        assertThat(file).hasContent("mine");
        assertThat(shell.site.objections.waiting()).hasSize(2);
    }

    @Test
    void theAlarmCountsThoseThatAreLateAndThoseThatSoonWillBe() {
        assertThat(DailyObjections.count(shell.site)).isEqualTo(new Counts(0, 0));
        shell.site.now = Instant.parse("2021-04-14T10:00:00Z");
        assertThat(DailyObjections.count(shell.site)).isEqualTo(new Counts(1, 0));
        shell.site.now = Instant.parse("2021-04-20T10:00:00Z");
        assertThat(DailyObjections.count(shell.site)).isEqualTo(new Counts(1, 1));
        // A Saturday is no working day, and yet too late.
        shell.site.now = Instant.parse("2021-04-24T10:00:00Z");
        assertThat(DailyObjections.count(shell.site)).isEqualTo(new Counts(0, 2));
    }

    private void said(long attempt, String at, boolean register) {
        shell.site.objections.add(
                new Objection(
                        new AttemptId(attempt),
                        new PhoneNumber(31_20_222_2220L + attempt),
                        new PrincipalId("energie"),
                        Instant.parse(at),
                        register));
    }
}
