package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.register.ImportFormat;
import se.ringvakt.register.ImportLimits;

final class RegisterCommandsTest {
    @TempDir private Path folder;
    private Shell shell;
    private String file = "";

    @BeforeEach
    void write() {
        shell = new Shell(folder);
        file = shell.write("nix.txt", "070-174 06 50\n070-174 06 51\n0701740651\n").toString();
    }

    private Shell.Result imported(String date) {
        return shell.run("register", "import", file, "--updated", date);
    }

    @Test
    void importsAndSaysWhatCameOfIt() {
        assertThat(imported("2026-11-20").expect(ExitCode.OK).out())
                .containsPattern("nix: 2026-11-20-[0-9a-f]{8} is in force, the first version")
                .containsPattern("numbers +2\n")
                .containsPattern("duplicates +1\n");
        assertThat(imported("2026-11-20").out()).contains("already; nothing was changed");

        JsonNode json =
                shell.ok("register", "import", file, "--updated", "2026-11-21", "--json").json();
        assertThat(json.path("effect").asText()).isEqualTo("newer");
        assertThat(json.path("numbersBefore").asLong()).isEqualTo(2);
    }

    @Test
    void refusesDatesThatCannotBeAndKeepsTheFormerVersion() {
        imported("2026-11-20").expect(ExitCode.OK);
        assertThat(imported("2026-11-24").expect(ExitCode.REFUSED).err())
                .contains(file + ": update date 2026-11-24 is in the future");
        assertThat(imported("2026-11-19").expect(ExitCode.REFUSED).err())
                .contains("older than the version in force");
        assertThat(imported("20/11").expect(ExitCode.USAGE).err())
                .contains("--updated: 20/11 (expected: a date like 2026-11-23)");
        assertThat(shell.refused(ExitCode.USAGE, "register", "import", file)).contains("--updated");
        assertThat(shell.ok("register", "list").out()).contains("* ", "nix", "2026-11-20-");
    }

    @Test
    void refusesAFileThatHoldsNoNumbers() {
        String bad = shell.write("bad.txt", "hello\n").toString();
        assertThat(
                        shell.refused(
                                ExitCode.REFUSED,
                                "register",
                                "import",
                                bad,
                                "--updated",
                                "2026-11-20"))
                .contains(bad + ": 1 of 1 lines hold no number of +46");
        assertThat(shell.ok("register", "list").out()).contains("no version yet");
    }

    @Test
    void optionsTellAnotherFormatAndCoverage() {
        String columns = shell.write("c.txt", "area;number\n08;1234567\n").toString();
        JsonNode json =
                shell.ok(
                                "register",
                                "import",
                                columns,
                                "--updated",
                                "2026-11-20",
                                "--separator",
                                ";",
                                "--header",
                                "--area-column",
                                "1",
                                "--number-column",
                                "2",
                                "--encoding",
                                "ISO-8859-1",
                                "--area",
                                "08",
                                "--json")
                        .json();
        assertThat(json.path("numbers").asLong()).isEqualTo(1);
        assertThat(json.path("coverage").asText()).isEqualTo("08");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--area=8", "--number-column=0", "--encoding=UTF-16", "--area-column=2"})
    void aFormatThatCannotBeIsRefused(String option) {
        assertThat(
                        shell.refused(
                                ExitCode.REFUSED,
                                "register",
                                "import",
                                file,
                                "--updated",
                                "2026-11-20",
                                option))
                .contains("(expected: ");
    }

    @Test
    void rollsBackToTheVersionBeforeOrToANamedOne() {
        String first =
                shell.ok("register", "import", file, "--updated", "2026-11-19", "--json")
                        .json()
                        .path("inForce")
                        .asText();
        String second =
                shell.ok("register", "import", file, "--updated", "2026-11-20", "--json")
                        .json()
                        .path("inForce")
                        .asText();

        assertThat(shell.ok("register", "rollback").out())
                .contains(first + " is in force again, 2 numbers");
        assertThat(shell.refused(ExitCode.REFUSED, "register", "rollback"))
                .contains("nix: no readable version older than " + first);
        shell.ok("register", "rollback", "--to", second);
        JsonNode versions = shell.ok("register", "list", "--json").json();
        assertThat(versions).hasSize(2);
        assertThat(versions.at("/0/id").asText()).isEqualTo(second);
        assertThat(versions.at("/0/inForce").asBoolean()).isTrue();
        assertThat(versions.at("/0/usableUntil").asText()).isEqualTo("2027-01-19");
    }

    @Test
    void withSeveralRegistersOneMustBeNamed() {
        Site.Register nix = shell.site.registers.getFirst();
        shell.site.registers.add(
                new Site.Register("own", nix.store(), ImportFormat.LINES, ImportLimits.DEFAULT));
        assertThat(imported("2026-11-20").expect(ExitCode.USAGE).err())
                .contains("--register: missing (expected: one of nix, own)");
        assertThat(shell.refused(ExitCode.USAGE, "register", "list", "--register", "nyx"))
                .contains("--register: nyx (expected: one of nix, own)");
        shell.ok("register", "import", file, "--updated", "2026-11-20", "--register", "own");
    }
}
