package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.WashReceipt;
import se.ringvakt.ledger.WashReceipt.Again;
import se.ringvakt.ledger.WashReceipt.Against;
import se.ringvakt.ledger.WashReceipt.As;
import se.ringvakt.rule.Reason;
import se.ringvakt.site.Rewash;
import se.ringvakt.wash.CsvForm;
import se.ringvakt.wash.Status;
import se.ringvakt.wash.WashReport;
import se.ringvakt.wash.WashReport.FileFacts;
import se.ringvakt.wash.WashRequest.Mode;
import se.ringvakt.wash.WashRequest.Several;
import se.ringvakt.wash.WashRequest.Unreadable;

final class ReceiptCommandsTest {
    private static final String MARKUP = "<script>alert(1)</script>.csv";

    /// Of "washed".
    private static final String WRITTEN =
            "2b1ae1e3ea0ab3e6fa6b46bd2a3a3ee0b1fd1e5bb4b2eb6d5bc0cbd0a4c9ab0b";

    @TempDir private Path folder;
    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(folder);
    }

    @Test
    void listsAndShowsWhatWasWashed() {
        assertThat(shell.ok("receipt", "list").out()).isEqualTo("no receipt\n");
        keep("kunder.csv", WRITTEN, LocalDate.of(2027, 1, 19));
        keep("gamla.csv", "0".repeat(64), LocalDate.of(2026, 11, 22));

        assertThat(shell.ok("receipt", "list").out())
                .containsPattern("2 +2026-11-23 12:00:00 +gamla.csv .* 2026-11-22 over +eva")
                .containsPattern("1 +2026-11-23 12:00:00 +kunder.csv .* 3 +2 +2027-01-19 +eva");
        assertThat(shell.ok("receipt", "list", "kund", "--json").json()).hasSize(1);
        assertThat(shell.run("receipt", "list", "nothing").code()).isEqualTo(ExitCode.NO.code());
        assertThat(shell.ok("receipt", "show", "1").out())
                .containsPattern("valid to +2027-01-19")
                .containsPattern("register +nix 2026-11-20-8616c981, updated 2026-11-20")
                .containsPattern("LISTED +2\n")
                .contains("SHA-256 " + WRITTEN);
        assertThat(shell.ok("receipt", "show", "1", "--json").json().at("/stopped/BLOCKED").asInt())
                .isEqualTo(1);
        assertThat(shell.run("receipt", "show", "9").expect(ExitCode.NO).out())
                .isEqualTo("no such receipt\n");
        assertThat(shell.run("receipt", "print", "9", "kvitto.pdf").expect(ExitCode.NO).out())
                .isEqualTo("no such receipt\n");
    }

    @Test
    void printsAPageInEitherLanguageWithMarkupShownAsText() throws IOException {
        keep(MARKUP, WRITTEN, LocalDate.of(2027, 1, 19));
        Path page = folder.resolve("kvitto.html");
        shell.ok("receipt", "print", "1", page.toString());

        assertThat(Files.readString(page))
                .contains("Tvättkvitto nr 1", "Spärrade nummer", "1\u00a0234\u00a0567")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;.csv")
                .doesNotContain("<script>", "{{", "http://localhost");

        shell.ok(
                "receipt",
                "print",
                "1",
                folder.resolve("receipt.html").toString(),
                "--language",
                "en");
        assertThat(Files.readString(folder.resolve("receipt.html")))
                .contains("Wash receipt No. 1", "1,234,567", "Numbers newly stopped");
    }

    @Test
    void printsAPdfThatHoldsItAll() throws IOException {
        keep(MARKUP, WRITTEN, LocalDate.of(2027, 1, 19));
        Path page = folder.resolve("kvitto.pdf");
        shell.ok("receipt", "print", "1", page.toString());

        try (PDDocument pdf = Loader.loadPDF(page.toFile())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains("Tvättkvitto nr 1", "2027-01-19", "Uppdragsgivare", MARKUP)
                    .contains("nix", "2026-11-20-8616c981", WRITTEN);
        }
    }

    @Test
    void neverOverwritesNorWritesWhatItCannotName() throws IOException {
        keep("kunder.csv", WRITTEN, LocalDate.of(2027, 1, 19));
        Path there = shell.write("there.pdf", "mine");

        assertThat(shell.refused(ExitCode.REFUSED, "receipt", "print", "1", there.toString()))
                .contains("there.pdf: is there already (expected: a new name)");
        assertThat(Files.readString(there)).isEqualTo("mine");
        assertThat(shell.refused(ExitCode.USAGE, "receipt", "print", "1", "kvitto.doc"))
                .contains("kvitto.doc (expected: a name ending with .html or .pdf)");
        assertThat(
                        shell.refused(
                                ExitCode.USAGE,
                                "receipt",
                                "print",
                                "1",
                                "k.pdf",
                                "--language",
                                "no"))
                .contains("--language: no (expected: sv or en)");
        assertThat(
                        shell.refused(
                                ExitCode.REFUSED,
                                "receipt",
                                "print",
                                "1",
                                folder.resolve("none/k.pdf").toString()))
                .contains("(expected: to be written)");
    }

    @Test
    void tellsByItsContentWhetherAFileWasWashed() {
        Path washed = shell.write("renamed.csv", "washed");
        assertThat(shell.run("receipt", "verify", washed.toString()).expect(ExitCode.NO).out())
                .contains("not washed here");

        String sha256 = Rewash.sha256(washed);
        keep("kunder.csv", sha256, LocalDate.of(2026, 11, 23));
        assertThat(shell.ok("receipt", "verify", washed.toString()).out())
                .contains("washed: it is what wash 1 wrote, valid to 2026-11-23", "receipt 1");

        keep("kunder.csv", sha256, LocalDate.of(2026, 11, 22));
        assertThat(shell.run("receipt", "verify", washed.toString()).expect(ExitCode.NO).out())
                .contains("washed, but too long ago: it is what wash 2 wrote");

        Path read = shell.write("read.csv", "in");
        keepRead(Rewash.sha256(read));
        assertThat(shell.run("receipt", "verify", read.toString()).expect(ExitCode.NO).out())
                .contains("not washed: it is what wash 3 read");
        assertThat(shell.refused(ExitCode.REFUSED, "receipt", "verify", "gone.csv"))
                .contains("gone.csv: cannot be read (expected: a file)");
    }

    private void keep(String name, String written, LocalDate validUntil) {
        keep(name, "a".repeat(64), written, validUntil);
    }

    private void keepRead(String read) {
        keep("in.csv", read, "b".repeat(64), LocalDate.of(2027, 1, 19));
    }

    private void keep(String name, String read, String written, LocalDate validUntil) {
        shell.site.washes.add(
                new WashReceipt(
                        0,
                        TestSite.NOON,
                        Duration.ofMillis(1234),
                        "eva",
                        new As(
                                Mode.MARK,
                                Several.ANY,
                                Unreadable.KEEP,
                                List.of("telefon"),
                                CsvForm.DETECTED,
                                Optional.empty(),
                                false,
                                Optional.of(new PrincipalId("elbolaget")),
                                Optional.of(new CampaignId("el-2026"))),
                        List.of(
                                new Against(
                                        "nix", "2026-11-20-8616c981", LocalDate.of(2026, 11, 20))),
                        "sweden-d41d92d8",
                        Optional.of(validUntil),
                        new WashReport(
                                new FileFacts(name, 100, read),
                                new FileFacts("t-" + name, 90, written),
                                Optional.empty(),
                                1_234_567,
                                1_234_567,
                                Map.of(Status.FREE, 1_234_564L, Status.STOP, 3L),
                                Map.of(Reason.LISTED, 2L, Reason.BLOCKED, 1L),
                                List.of()),
                        Optional.of(new Again(7, 2))));
    }
}
