package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.bundle.Judged;
import se.ringvakt.evidence.Shelf;

final class EvidenceExportTest {
    private static final String NUMBER = "070-174 06 05";

    @TempDir private Path folder;
    private Shell shell;
    private Path out;

    @BeforeEach
    void open() {
        shell = new Shell(folder);
        out = folder.resolve("klagomal.zip");
        Shelf.write(
                folder.resolve("evidence"),
                50,
                List.of(
                        Judged.denied(TestSite.NOON.minusSeconds(60), 46_701_740_605L, "LISTED"),
                        Judged.denied(TestSite.NOON.minusSeconds(50), 46_701_740_606L, "LISTED")));
    }

    @AfterEach
    void close() {
        shell.site.close();
    }

    private String[] export(String... more) {
        List<String> args =
                new ArrayList<>(List.of("evidence", "export", "--out", out.toString(), "--number"));
        args.addAll(more.length > 0 && !more[0].startsWith("--") ? List.of() : List.of(NUMBER));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private List<String> names() throws IOException {
        try (ZipFile zip = new ZipFile(out.toFile())) {
            return zip.stream().map(Object::toString).toList();
        }
    }

    @Test
    void writesABundleAndNotesIt() throws IOException {
        assertThat(shell.ok(export()).out()).startsWith(out + ": 1 decision about +4670174xxxx, ");

        assertThat(names()).contains("report-sv.pdf", "report-en.html", "records.jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("rw-------");
        assertThat(shell.ok("audit", "list", "--action", "evidence.export", "--json").out())
                .contains("+4670174xxxx", "system:kim")
                .doesNotContain("1740605");
    }

    @Test
    void tellsTheSameAsJson() {
        assertThat(shell.ok(export("--json")).json().path("decisions").asInt()).isEqualTo(1);
        assertThat(shell.run(export("--json", "--force")).json().path("bytes").asLong())
                .isGreaterThan(1_000);
    }

    @Test
    void writesTheLanguageThatIsWanted() throws IOException {
        shell.ok(export("--language", "sv"));

        assertThat(names()).contains("report-sv.html").doesNotContain("report-en.html");
        assertThat(shell.refused(ExitCode.USAGE, export("--language", "no", "--force")))
                .contains("--language: no (expected: sv, en or both)");
    }

    @Test
    void aNumberNeverSeenHasABundleToo() {
        assertThat(shell.ok(export("070-174 06 90")).out())
                .startsWith(out + ": no decisions about +4670174xxxx, ");
        assertThat(out).exists();
    }

    @Test
    void aPeriodBeforeTheFirstRecordHasABundleToo() {
        assertThat(shell.ok(export("--from", "2026-01-01", "--to", "2026-02-01")).out())
                .contains("no decisions");
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsIsRefused() {
        assertThat(
                        shell.refused(
                                ExitCode.USAGE,
                                export("--from", "2026-11-23", "--to", "2026-11-23")))
                .contains("--from: ", "(expected: before --to, ");
        assertThat(shell.refused(ExitCode.USAGE, export("--from", "then")))
                .contains("--from: then");
        assertThat(out).doesNotExist();
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThat(shell.refused(ExitCode.USAGE, export("12"))).contains("12");
    }

    @Test
    void aFileThatIsThereStays() throws IOException {
        Files.writeString(out, "mine");

        assertThat(shell.refused(ExitCode.REFUSED, export()))
                .contains("is there already (expected: a new name, or --force)");
        assertThat(out).hasContent("mine");
        shell.ok(export("--force"));
        assertThat(names()).contains("verify.sh");
    }

    @Test
    void aFileThatCannotBeWrittenLeavesNothing() {
        out = folder.resolve("nowhere").resolve("klagomal.zip");

        assertThat(shell.refused(ExitCode.REFUSED, export())).contains("(expected: to be written)");
    }

    @Test
    void aRecordThatDoesNotVerifyIsNotExportedUnlessAskedFor() throws IOException {
        Path segment = folder.resolve("evidence").resolve("000001-2026-11-23.jsonl");
        Files.writeString(segment, Files.readString(segment).replaceFirst("LISTED", "LISTEN"));

        assertThat(shell.refused(ExitCode.REFUSED, export()))
                .contains("segment 000001-2026-11-23: record 2: not what was chained");
        assertThat(out).doesNotExist();
        assertThat(shell.ok(export("--unverified")).out())
                .contains("NOT verified: segment 000001-2026-11-23: record 2");
        assertThat(out).exists();
    }
}
