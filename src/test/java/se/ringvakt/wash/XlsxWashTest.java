package se.ringvakt.wash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static se.ringvakt.wash.Spreadsheet.cells;
import static se.ringvakt.wash.Spreadsheet.inline;
import static se.ringvakt.wash.Spreadsheet.lines;
import static se.ringvakt.wash.Spreadsheet.part;
import static se.ringvakt.wash.Spreadsheet.row;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.CountryCode;
import se.ringvakt.rule.Reason;
import se.ringvakt.wash.WashRequest.Mode;
import se.ringvakt.wash.WashRequest.Several;
import se.ringvakt.wash.WashRequest.Unreadable;

class XlsxWashTest {
    private static final String[] LIST = {
        "Namn;Telefon;Ort",
        "Ann;070-174 06 05;Lund",
        "Bo;0701740606;Ystad",
        "Cia;inget;Ystad",
        "Di;+46701740607;Umeå"
    };

    @TempDir private Path folder;
    private Path in;
    private Path out;
    private Path rejects;

    @BeforeEach
    void files() {
        in = folder.resolve("in.xlsx");
        out = folder.resolve("out.xlsx");
        rejects = folder.resolve("rejects.xlsx");
    }

    @Test
    void removesListedRowsAndClosesTheGaps() {
        new Spreadsheet().table(LIST).write(in);
        WashReport report = wash(Mode.REMOVE, "Telefon");
        assertThat(lines(out))
                .containsExactly(
                        "Namn;Telefon;Ort",
                        "Ann;070-174 06 05;Lund",
                        "Cia;inget;Ystad",
                        "Di;+46701740607;Umeå");
        assertThat(report.rows()).isEqualTo(4);
        assertThat(report.kept()).isEqualTo(3);
        assertThat(report.numbers())
                .containsOnly(
                        entry(Status.FREE, 2L),
                        entry(Status.STOP, 1L),
                        entry(Status.UNREADABLE, 1L));
        assertThat(report.stopped()).containsOnly(entry(Reason.LISTED, 1L));
        assertThat(report.firstUnreadable())
                .containsExactly(
                        new WashReport.BadCell(4, "Telefon", "inget", Trouble.NO_NUMBER.words()));
    }

    @Test
    void marksBehindTheLastColumn() {
        new Spreadsheet().table(LIST).write(in);
        wash(Mode.MARK, "telefon");
        assertThat(lines(out))
                .containsExactly(
                        "Namn;Telefon;Ort;ringvakt_status;ringvakt_reason;ringvakt_until",
                        "Ann;070-174 06 05;Lund;FREE;;2026-12-31",
                        "Bo;0701740606;Ystad;STOP;LISTED",
                        "Cia;inget;Ystad;UNREADABLE;NO_NUMBER",
                        "Di;+46701740607;Umeå;FREE;;2026-12-31");
        assertThat(part(out, Spreadsheet.SHEET)).contains("<dimension ref=\"A1:F5\"/>");
    }

    @Test
    void writesMarksOfAnEarlierWashAnew() {
        new Spreadsheet().table(LIST).write(in);
        wash(Mode.MARK, "Telefon");
        Path once = out;
        in = once;
        out = folder.resolve("twice.xlsx");
        wash(Mode.MARK, "Telefon");
        assertThat(part(out, Spreadsheet.SHEET)).isEqualTo(part(once, Spreadsheet.SHEET));
    }

    @Test
    void marksStandWhereTheyStoodHoweverTheyWereMoved() {
        new Spreadsheet()
                .table(
                        "ringvakt_until;Telefon;ringvakt_status",
                        ";0701740605;STOP",
                        "2020-01-01;0701740606;FREE")
                .write(in);
        wash(Mode.MARK, "Telefon");
        assertThat(lines(out))
                .containsExactly(
                        "ringvakt_until;Telefon;ringvakt_status;ringvakt_reason",
                        "2026-12-31;0701740605;FREE",
                        ";0701740606;STOP;LISTED");
    }

    @Test
    void marksEachOfSeveralColumns() {
        new Spreadsheet().table("Hem;Mobil", "0701740605;0701740606").write(in);
        wash(Mode.MARK, "Hem", "B");
        assertThat(lines(out))
                .containsExactly(
                        "Hem;Mobil;ringvakt_status_Hem;ringvakt_reason_Hem;ringvakt_until_Hem"
                                + ";ringvakt_status_Mobil;ringvakt_reason_Mobil"
                                + ";ringvakt_until_Mobil",
                        "0701740605;0701740606;FREE;;2026-12-31;STOP;LISTED");
    }

    @Test
    void headersWithOddCharactersStayReadable() {
        new Spreadsheet().table("Tel_x0000__x000D_ \uD83D\uDE00;B", "0701740605;").write(in);
        wash(Mode.MARK, "A", "B");
        assertThat(lines(out).getFirst())
                .contains(";ringvakt_status_Tel_x0000__x000D_ \uD83D\uDE00;");
    }

    @Test
    void marksKeepTheLookOfCellsAndStandUnderTheirHeaders() {
        new Spreadsheet()
                .rows(
                        "<row r=\"1\" spans=\"1:2\"><c r=\"A1\" s=\"4\" t=\"inlineStr\"><is><t>Telefon"
                                + "</t></is></c></row><row r=\"2\" spans=\"1:2\" ht=\"30\">"
                                + inline("A2", "0701740605")
                                + "<c r=\"B2\" s=\"7\"/></row>")
                .write(in);
        wash(Mode.MARK, "Telefon");
        assertThat(part(out, Spreadsheet.SHEET))
                .contains("<c r=\"B1\" s=\"4\" t=\"inlineStr\"><is><t>ringvakt_status</t>")
                .contains("<row r=\"2\" spans=\"1:4\" ht=\"30\">")
                .contains("<c r=\"B2\" s=\"7\" t=\"inlineStr\"><is><t>FREE</t></is></c>");
    }

    @Test
    void emptiesStoppedNumbersOfRowsThatAreKeptForAnother() {
        new Spreadsheet()
                .table(
                        "Hem;Mobil",
                        "0701740605;0701740606",
                        "0701740606;0701740608",
                        "0701740606;inget",
                        ";0701740606")
                .write(in);
        WashReport report = wash(Mode.REMOVE, Several.ALL, Unreadable.KEEP, "Hem", "Mobil");
        assertThat(lines(out)).containsExactly("Hem;Mobil", "0701740605", ";inget");
        assertThat(report.kept()).isEqualTo(2);
        assertThat(report.numbers())
                .isEqualTo(
                        Map.of(
                                Status.FREE, 1L,
                                Status.STOP, 5L,
                                Status.UNREADABLE, 1L,
                                Status.EMPTY, 1L));
    }

    @Test
    void splitsUnreadableRowsOff() {
        new Spreadsheet()
                .table("Namn;Telefon", "A;x", "B;0701740605", "C;0701740606", "D;y", "E;0701740607")
                .write(in);
        WashReport report = wash(Mode.REMOVE, Several.ANY, Unreadable.SPLIT, "Telefon");
        assertThat(lines(out)).containsExactly("Namn;Telefon", "B;0701740605", "E;0701740607");
        assertThat(lines(rejects)).containsExactly("Namn;Telefon", "A;x", "D;y");
        assertThat(report.rows()).isEqualTo(5);
        assertThat(report.kept()).isEqualTo(2);
        assertThat(report.rejects()).isPresent();
    }

    @Test
    void touchesNothingElse() throws IOException {
        String odd =
                "<row r=\"1\">"
                        + inline("A1", "Telefon")
                        + "</row >\r\n<!-- kept -->"
                        + "<row\tr='2' ><c r='A2'  t='inlineStr' ><is><t xml:space='preserve'> 0701740605"
                        + " </t></is></c><c r=\"B2\" t=\"d\"><v>2026-01-02</v></c>"
                        + "<c r=\"C2\"><v>1&#46;50</v></c>"
                        + "<c r=\"D2\" t=\"inlineStr\"><is><t>Å &amp; \uD83D\uDE00 &lt;</t></is></c></row>";
        var made =
                new Spreadsheet()
                        .before("<sheetViews><sheetView workbookViewId=\"0\"/></sheetViews>")
                        .rows(odd)
                        .after("<pageMargins left=\"1\"/>\n<!-- end -->")
                        .part("xl/media/image1.bin", "\0\u0001not XML");
        made.write(in);
        wash(Mode.REMOVE, "Telefon");
        assertThat(Spreadsheet.parts(out)).isEqualTo(Spreadsheet.parts(in));
        assertThat(part(out, Spreadsheet.SHEET)).isEqualTo(made.sheet());
    }

    @Test
    void countsRowsWithSomethingInThem() {
        new Spreadsheet()
                .rows(
                        "<row r=\"2\" ht=\"9\"/>"
                                + row(3, "Telefon")
                                + row(5, "0701740606")
                                + "<row r=\"7\"><c r=\"A7\" s=\"1\"/></row>"
                                + row(9, "0701740605"))
                .write(in);
        WashReport report = wash(Mode.REMOVE, "1");
        assertThat(report.rows()).isEqualTo(2);
        assertThat(part(out, Spreadsheet.SHEET))
                .contains("<row r=\"2\" ht=\"9\"/>")
                .contains("<row r=\"6\"><c r=\"A6\" s=\"1\"/></row>");
        assertThat(cells(out)).isEqualTo(Map.of("A3", "Telefon", "A8", "0701740605"));
    }

    @Test
    void readsPrefixesAndCellsWithoutNames() {
        new Spreadsheet()
                .part(
                        Spreadsheet.SHEET,
                        "\uFEFF<x:worksheet xmlns:x=\""
                                + "http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData><x:row>"
                                + "<x:c t=\"inlineStr\"><x:is><x:t>Telefon</x:t></x:is></x:c></x:row>"
                                + "<x:row><x:c t=\"str\"><x:v>0701740606</x:v></x:c></x:row>"
                                + "</x:sheetData></x:worksheet>")
                .write(in);
        wash(Mode.MARK, "Telefon");
        assertThat(part(out, Spreadsheet.SHEET))
                .startsWith("\uFEFF<x:worksheet")
                .contains(
                        "<x:v>0701740606</x:v></x:c><x:c r=\"B2\" t=\"inlineStr\"><x:is><x:t>STOP");
    }

    @Test
    void findsTheSheet() {
        new Spreadsheet().table("Telefon", "0701740606").write(in);
        assertThatThrownBy(() -> washSheet("Annan"))
                .isInstanceOf(WashRefused.class)
                .hasMessage(in + ": sheet: Annan (expected: one of Kunder, Annat)");
        assertThatThrownBy(() -> washSheet("Annat"))
                .hasMessage(in + ": sheet Annat is empty (expected: a row of headers)");
        washSheet("Kunder");
        assertThat(lines(out)).containsExactly("Telefon");
    }

    @Test
    void saysWhichColumnsThereAre() {
        new Spreadsheet().table("Namn;Telefon;Telefon", "a;0701740605;b").write(in);
        assertThatThrownBy(() -> wash(Mode.MARK, "Mobil"))
                .hasMessage(
                        in
                                + ": column 'Mobil': not there (expected: one of Namn, Telefon,"
                                + " Telefon; or letters, A to C)");
        assertThatThrownBy(() -> wash(Mode.MARK, "4")).hasMessageContaining("not there");
        assertThatThrownBy(() -> wash(Mode.MARK, "Telefon"))
                .hasMessage(in + ": column 'Telefon': 2 of that name (expected: letters, B and C)");
        assertThatThrownBy(() -> wash(Mode.MARK, "B", "2"))
                .hasMessage(in + ": column '2': named twice (expected: each once)");
        assertThat(out).doesNotExist();
    }

    @Test
    void doesNotTakeANumberForAHeader() {
        new Spreadsheet().table("a;0701740605", "b;0701740606").write(in);
        assertThatThrownBy(() -> wash(Mode.REMOVE, "B"))
                .hasMessage(
                        in
                                + ": row 1: a number in column B (expected: a row of headers above"
                                + " the numbers)");
    }

    @Test
    void readsWhatACommonLibraryWrites() throws IOException {
        try (OutputStream file = Files.newOutputStream(in);
                var workbook = new org.dhatim.fastexcel.Workbook(file, "Test", "1.0")) {
            var sheet = workbook.newWorksheet("Lista");
            sheet.width(0, 30);
            sheet.value(0, 0, "Namn");
            sheet.value(0, 1, "Telefon");
            for (int i = 0; i < 95; i++) {
                sheet.value(i + 1, 0, "Kund " + i);
                sheet.value(i + 1, 1, "070-174 06 %02d".formatted(i + 5));
                sheet.style(i + 1, 1).bold().set();
            }
        }
        WashReport report = wash(Mode.REMOVE, "Telefon");
        assertThat(report.rows()).isEqualTo(95);
        assertThat(report.kept()).isEqualTo(48);
        assertThat(lines(out)).hasSize(49).contains("Kund 94;070-174 06 99");
        assertThat(part(out, "xl/styles.xml")).isEqualTo(part(in, "xl/styles.xml"));
    }

    /// Saved by LibreOffice Calc 7.4.
    @Test
    void readsWhatASpreadsheetProgramWrites() throws IOException {
        try (InputStream saved = XlsxWashTest.class.getResourceAsStream("/wash/calc.xlsx")) {
            Files.copy(Objects.requireNonNull(saved), in);
        }
        wash(Mode.MARK, "Telefon");
        Map<String, String> before = cells(in);
        Map<String, String> after = cells(out);
        assertThat(after).containsAllEntriesOf(before);
        assertThat(after).containsEntry("G3", "STOP").containsEntry("I2", "2026-12-31");
        wash(Mode.REMOVE, "Telefon");
        assertThat(cells(out)).containsEntry("B3", "+46701740607").doesNotContainKey("B5");
    }

    @Test
    void digestsWhatItReadAndWrote() throws Exception {
        new Spreadsheet().table(LIST).write(in);
        WashReport report = wash(Mode.MARK, "Telefon");
        assertThat(report.in().sha256()).isEqualTo(sha256(in));
        assertThat(report.out().sha256()).isEqualTo(sha256(out));
        assertThat(report.out().bytes()).isEqualTo(Files.size(out));
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(in, out);
        }
    }

    private static String sha256(Path file) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(digest);
    }

    private void washSheet(String sheet) {
        var request =
                new WashRequest(
                        in,
                        out,
                        List.of("Telefon"),
                        Mode.REMOVE,
                        Several.ANY,
                        Unreadable.KEEP,
                        Optional.empty(),
                        true);
        var options = new XlsxOptions(Optional.of(sheet), CountryCode.SWEDEN);
        XlsxWash.run(request, options, new OddEven(), RowProgress.NONE);
    }

    private WashReport wash(Mode mode, String... columns) {
        return wash(mode, Several.ANY, Unreadable.KEEP, columns);
    }

    private WashReport wash(Mode mode, Several several, Unreadable unreadable, String... columns) {
        var request =
                new WashRequest(
                        in,
                        out,
                        List.of(columns),
                        mode,
                        several,
                        unreadable,
                        unreadable == Unreadable.SPLIT ? Optional.of(rejects) : Optional.empty(),
                        true);
        return XlsxWash.run(request, new OddEven(), RowProgress.NONE);
    }
}
