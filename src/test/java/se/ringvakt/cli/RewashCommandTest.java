package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The register at first lists 070-174 06 50 and 51; later 05 as well, and 51 no more.
final class RewashCommandTest {
    private static final String LIST =
            """
            Namn;Telefon
            \u00c5sa;070-174 06 05
            Bo;0701740606
            Cia;+46 70 174 06 50
            Dan;0701740651
            Eva;ring inte
            """
                    .replace("\n", "\r\n");

    @TempDir private Path folder;
    private Shell shell;

    @BeforeEach
    void wash() throws IOException {
        shell = new Shell(folder);
        shell.furnish();
        Files.write(folder.resolve("in.csv"), LIST.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void everyWashHasAReceipt() {
        assertThat(wash("remove", "out.csv")).containsPattern("receipt +1\n");

        assertThat(shell.ok("receipt", "list").out())
                .containsPattern(
                        "1 +2026-11-23 12:00:00 +in.csv +out.csv +5 +2 +2 +2027-01-19 +kim");
        assertThat(shell.ok("receipt", "verify", path("out.csv")).out())
                .contains("washed: it is what wash 1 wrote, valid to 2027-01-19");
        assertThat(shell.run("receipt", "verify", path("in.csv")).expect(ExitCode.NO).out())
                .contains("not washed: it is what wash 1 read");
    }

    @Test
    void aWashThatFailsHasNone() {
        shell.refused(
                ExitCode.REFUSED,
                "wash",
                path("in.csv"),
                path("out.csv"),
                "--column",
                "Mobil",
                "--mode",
                "remove");
        assertThat(shell.ok("receipt", "list").out()).isEqualTo("no receipt\n");
    }

    @Test
    void aCleanedListLosesOnlyWhatBecameListed() throws IOException {
        wash("remove", "out.csv");
        laterVersion();

        String text =
                shell.ok("rewash", path("out.csv"), path("again.csv"), "--newly", path("newly.txt"))
                        .out();

        assertThat(text).containsPattern("repeats +wash 1\n").containsPattern("newly stopped +1\n");
        assertThat(Files.readString(folder.resolve("again.csv"), StandardCharsets.ISO_8859_1))
                .isEqualTo("Namn;Telefon\r\nBo;0701740606\r\nEva;ring inte\r\n");
        assertThat(folder.resolve("newly.txt")).hasContent("0701740605");
        Path newly = folder.resolve("newly.txt");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(newly)))
                .isEqualTo("rw-------");
        assertThat(shell.ok("receipt", "show", "2", "--json").json().at("/again/newlyStopped"))
                .hasToString("1");
    }

    @Test
    void aMarkedListIsMarkedInPlace() throws IOException {
        wash("mark", "marked.csv");
        laterVersion();
        shell.ok("rewash", path("marked.csv"), path("again.csv"), "--newly", path("newly.txt"));

        String before = Files.readString(folder.resolve("marked.csv"), StandardCharsets.ISO_8859_1);
        String after = Files.readString(folder.resolve("again.csv"), StandardCharsets.ISO_8859_1);
        assertThat(after.lines().findFirst()).isEqualTo(before.lines().findFirst());
        assertThat(after)
                .contains("\u00c5sa;070-174 06 05;STOP;LISTED;\r\n")
                .contains("Bo;0701740606;FREE;;2027-01-21\r\n")
                .contains("Cia;+46 70 174 06 50;STOP;LISTED;\r\n")
                .contains("Dan;0701740651;FREE;;2027-01-21\r\n")
                .contains("Eva;ring inte;UNREADABLE;");
        assertThat(folder.resolve("newly.txt")).hasContent("0701740605");
    }

    @Test
    void theListOfThenCanBeWashedAgainToo() {
        wash("remove", "out.csv");
        laterVersion();

        assertThat(shell.ok("rewash", path("in.csv"), path("again.csv")).out())
                .containsPattern("newly stopped +1\n");
    }

    @Test
    void withNothingNewNothingIsNewlyStopped() throws IOException {
        wash("remove", "out.csv");

        assertThat(shell.ok("rewash", path("out.csv"), path("again.csv")).out())
                .containsPattern("newly stopped +0\n");
        assertThat(Files.readAllBytes(folder.resolve("again.csv")))
                .isEqualTo(Files.readAllBytes(folder.resolve("out.csv")));
    }

    @Test
    void refusesAFileNoWashKnows() throws IOException {
        wash("remove", "out.csv");
        Files.writeString(folder.resolve("out.csv"), "Namn;Telefon\nny;0701740607\n");

        assertThat(shell.refused(ExitCode.REFUSED, "rewash", path("out.csv"), path("again.csv")))
                .contains("out.csv: no wash on record read or wrote a file with this content");
        assertThat(folder.resolve("again.csv")).doesNotExist();
    }

    @Test
    void saysWhenTheVersionOfThenIsKeptNoMore() throws IOException {
        wash("mark", "marked.csv");
        laterVersion();
        try (var files = Files.list(folder.resolve("registers/nix"))) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith("2026-11-20")) {
                    Files.delete(file);
                }
            }
        }

        assertThat(shell.refused(ExitCode.REFUSED, "rewash", path("marked.csv"), path("a.csv")))
                .contains("what was listed then cannot be told any more: wash it anew");
        assertThat(folder.resolve("a.csv")).doesNotExist();
    }

    /// Saved by LibreOffice Calc: 070-174 06 05 to 07, and a cell without a number.
    @Test
    void aSpreadsheetIsWashedPreviewedAndWashedAgainToo() throws IOException {
        try (InputStream saved = RewashCommandTest.class.getResourceAsStream("/wash/calc.xlsx")) {
            Files.copy(Objects.requireNonNull(saved), folder.resolve("in.xlsx"));
        }
        assertThat(
                        shell.ok(
                                        "wash",
                                        path("in.xlsx"),
                                        path("out.xlsx"),
                                        "--column",
                                        "Telefon",
                                        "--mode",
                                        "remove")
                                .out())
                .contains("out.xlsx: 4 of 4 rows");
        assertThat(
                        shell.ok(
                                        "preview",
                                        path("out.xlsx"),
                                        "--column",
                                        "B",
                                        "--campaign",
                                        "el-2026")
                                .out())
                .contains("3 of 3 numbers could be dialled", "1 hold none");
        laterVersion();
        assertThat(shell.ok("rewash", path("out.xlsx"), path("again.xlsx")).out())
                .contains("again.xlsx: 3 of 4 rows")
                .containsPattern("newly stopped +1\n");
        assertThat(shell.ok("receipt", "verify", path("again.xlsx")).out())
                .contains("washed: it is what wash 2 wrote");
    }

    @Test
    void neverOverwritesTheListOfTheNewlyStopped() {
        wash("remove", "out.csv");
        shell.write("newly.txt", "mine");

        assertThat(
                        shell.refused(
                                ExitCode.REFUSED,
                                "rewash",
                                path("out.csv"),
                                path("again.csv"),
                                "--newly",
                                path("newly.txt")))
                .contains("newly.txt: there already");
        assertThat(folder.resolve("newly.txt")).hasContent("mine");
        assertThat(folder.resolve("again.csv")).doesNotExist();
    }

    private String wash(String mode, String out) {
        return shell.ok("wash", path("in.csv"), path(out), "--column", "Telefon", "--mode", mode)
                .out();
    }

    private void laterVersion() {
        shell.ok(
                "register",
                "import",
                shell.write("later.txt", "070-174 06 50\n070-174 06 05\n").toString(),
                "--updated",
                "2026-11-22");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
