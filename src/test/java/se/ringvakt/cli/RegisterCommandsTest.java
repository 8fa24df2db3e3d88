package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.register.ImportFormat;
import se.ringvakt.register.ImportLimits;
import se.ringvakt.register.InboxSettings;
import se.ringvakt.register.Upkeep;
import se.ringvakt.site.Site;

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

    private void register(Upkeep upkeep) {
        Site.Register nix = shell.site.registers.getFirst();
        shell.site.registers.set(
                0, new Site.Register("nix", nix.store(), nix.format(), nix.limits(), upkeep));
    }

    @Test
    void listShowsTheDaysLeftByTheRegistersOwnValidity() {
        register(new Upkeep(Optional.of(Period.ofWeeks(4)), Optional.empty(), Optional.empty()));
        imported("2026-11-01").expect(ExitCode.OK);
        JsonNode row = shell.ok("register", "list", "--json").json().get(0);
        assertThat(row.path("usableUntil").asText()).isEqualTo("2026-11-28");
        assertThat(row.path("daysLeft").asLong()).isEqualTo(6);
        assertThat(row.path("overdueSince").isNull()).isTrue();
        assertThat(shell.ok("register", "list").out()).contains("DAYS LEFT").contains("  6  ");

        shell.ok("campaign", "apply", shell.write("campaigns.yaml", Shell.CAMPAIGNS).toString());
        assertThat(shell.ok("check", "0701740605").out()).contains("usable to 2026-11-28");
        assertThat(shell.ok("check", "0701740605", "--at", "2026-11-28T12:00").out())
                .contains("ALLOWED");
        assertThat(
                        shell.run("check", "0701740605", "--at", "2026-11-29T12:00")
                                .expect(ExitCode.NO)
                                .out())
                .contains("REGISTER_STALE", "the version of nix is older than 28 days");
    }

    @Test
    void diffTellsWhatCameAndWentInEachArea() throws IOException {
        imported("2026-11-13").expect(ExitCode.OK);
        String later =
                shell.write("later.txt", "070-174 06 51\n0701740652\n08-465 004 00\n").toString();
        shell.ok("register", "import", later, "--updated", "2026-11-20");

        assertThat(shell.ok("register", "diff").out())
                .containsPattern("nix: 2026-11-13-\\w+ \\(areas all, numbers 2\\) to 2026-11-20-")
                .containsPattern("070 +1 +1 +1 +0 +0\n")
                .containsPattern("08 +1 +0 +0 +0 +0\n")
                .containsPattern("all +2 +1 +1 +0 +0\n");
        Path numbers = folder.resolve("changed.csv");
        JsonNode back =
                shell.ok(
                                "register",
                                "diff",
                                "current",
                                "former",
                                "--json",
                                "--numbers",
                                numbers.toString())
                        .json();
        assertThat(back.at("/total/added").asLong()).isEqualTo(1);
        assertThat(back.at("/total/removed").asLong()).isEqualTo(2);
        assertThat(back.at("/areas/1/area").asText()).isEqualTo("08");
        assertThat(numbers).hasContent("removed;0701740652\nremoved;0846500400\nadded;0701740650");
        assertThat(shell.refused(ExitCode.REFUSED, "register", "diff", "2020-01-01-00000000"))
                .contains("no readable version called 2020-01-01-00000000");
    }

    @Test
    void diffDoesNotTakeWhatAnAreaListLeavesOutForWhatWent() {
        imported("2026-11-13").expect(ExitCode.OK);
        String list = shell.write("area.txt", "08-465 004 00\n").toString();
        shell.ok("register", "import", list, "--updated", "2026-11-20", "--area", "08,031");
        JsonNode total = shell.ok("register", "diff", "--json").json().path("total");
        assertThat(total.path("removed").asLong()).isZero();
        assertThat(total.path("noLongerCovered").asLong()).isEqualTo(2);
        assertThat(total.path("added").asLong()).isEqualTo(1);
        JsonNode back = shell.ok("register", "diff", "current", "former", "--json").json();
        assertThat(back.at("/total/newlyCovered").asLong()).isEqualTo(2);
        assertThat(back.at("/to/areas").asText()).isEqualTo("all");
    }

    @Test
    void anExportIsImportedAgainAsTheSameVersion() throws IOException {
        String numbers = "0701740651\n07101234567890\n070-174 06 50\n08-465 004 00\n031390600\n";
        String all = shell.write("all.txt", numbers).toString();
        String id =
                shell.ok("register", "import", all, "--updated", "2026-11-20", "--json")
                        .json()
                        .path("inForce")
                        .asText();
        assertThat(shell.ok("register", "export").out())
                .isEqualTo("031390600\n0701740650\n0701740651\n0846500400\n07101234567890\n");
        assertThat(shell.ok("register", "export", "--json", "--area", "08").json().get(0).asText())
                .isEqualTo("0846500400");

        for (String format : List.of("national", "e164")) {
            Path out = folder.resolve(format + ".txt");
            assertThat(
                            shell.ok(
                                            "register",
                                            "export",
                                            "--version",
                                            id,
                                            "--format",
                                            format,
                                            "--out",
                                            out.toString(),
                                            "--who",
                                            "karin")
                                    .out())
                    .isEqualTo("nix: 5 numbers of " + id + " written to " + out + "\n");
            assertThat(
                            shell.ok(
                                            "register",
                                            "import",
                                            out.toString(),
                                            "--updated",
                                            "2026-11-20",
                                            "--json")
                                    .json()
                                    .path("effect")
                                    .asText())
                    .isEqualTo("unchanged");
        }
        assertThat(Files.readString(folder.resolve("registers/nix/exports.log")))
                .contains("kim takes numbers of " + id + ", areas all to standard output")
                .contains("kim takes numbers of " + id + ", areas 08 to standard output")
                .contains("karin takes numbers of " + id + ", areas all to " + folder);
    }

    @Test
    void anExportOfAnAreaIsAnAreaListAndNoMoreThanIsCovered() throws IOException {
        String list = shell.write("list.txt", "08-465 004 00\n0701740650\n0702000000\n").toString();
        shell.ok("register", "import", list, "--updated", "2026-11-20", "--area", "08,070");
        Path out = folder.resolve("out.txt");
        shell.ok("register", "export", "--area", "0701", "--out", out.toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("rw-------");
        assertThat(out).hasContent("0701740650");
        assertThat(shell.refused(ExitCode.REFUSED, "register", "export", "--area", "08,031"))
                .contains("area: 031,08, which 2026-11-20-")
                .contains("does not cover as a whole (expected: of 070,08)");
        assertThat(shell.refused(ExitCode.REFUSED, "register", "export", "--area", "07"))
                .contains("area: 07, which");
        assertThat(shell.refused(ExitCode.USAGE, "register", "export", "--format", "sip"))
                .contains("--format: sip (expected: national or e164)");
        assertThat(
                        shell.refused(
                                ExitCode.REFUSED,
                                "register",
                                "export",
                                "--out",
                                folder.resolve("nowhere/out.txt").toString()))
                .contains("nowhere/out.txt");
        shell.ok("register", "import", out.toString(), "--updated", "2026-11-21", "--area", "0701");
        assertThat(shell.ok("register", "list").out()).contains("0701");
    }

    @Test
    void theInboxIsTakenOnce() throws IOException {
        assertThat(shell.refused(ExitCode.USAGE, "register", "inbox"))
                .contains("inbox: none (expected: the setting registers[].inbox)");
        Path inbox = folder.resolve("in");
        InboxSettings settings =
                new InboxSettings(
                        inbox,
                        Duration.ofMillis(30),
                        Pattern.compile("(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"));
        register(new Upkeep(Optional.empty(), Optional.empty(), Optional.of(settings)));
        assertThat(shell.ok("register", "inbox").out()).isEqualTo("nothing new\n");

        Files.copy(Path.of(file), inbox.resolve("nix-2026-11-20.txt"));
        JsonNode taken = shell.ok("register", "inbox", "--json").json().get(0);
        assertThat(taken.path("result").asText()).isEqualTo("accepted");
        assertThat(taken.at("/report/numbers").asLong()).isEqualTo(2);
        assertThat(shell.ok("register", "list").out()).contains("* ", "nix-2026-11-20.txt");

        Files.copy(Path.of(file), inbox.resolve("nix-2026-11-13.txt"));
        Shell.Result refused = shell.run("register", "inbox");
        assertThat(refused.code()).isEqualTo(ExitCode.REFUSED.code());
        assertThat(refused.out())
                .startsWith("nix: refused, ")
                .contains("is older than the version");
        assertThat(inbox.resolve("refused/nix-2026-11-13.txt.reason.txt")).exists();
    }
}
