package se.ringvakt.wash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static se.ringvakt.wash.Spreadsheet.MAIN;
import static se.ringvakt.wash.Spreadsheet.relation;
import static se.ringvakt.wash.Spreadsheet.relations;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.wash.WashRequest.Mode;
import se.ringvakt.wash.WashRequest.Several;
import se.ringvakt.wash.WashRequest.Unreadable;

/// Files that are refused, or meant to do harm. None leaves anything behind.
class XlsxRefusedTest {
    private static final int BROKEN_FILES = 80;

    @TempDir private Path folder;
    private Path in;
    private Path out;

    @BeforeEach
    void files() {
        in = folder.resolve("in.xlsx");
        out = folder.resolve("out.xlsx");
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(folder.toFile().list()).containsOnly("in.xlsx");
    }

    @Test
    void oldAndProtectedFiles() throws IOException {
        Files.write(in, new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 1, 2});
        assertRefused(
                ": an old .xls file, or one with a password (expected: saved as .xlsx, without a"
                        + " password)");
    }

    @Test
    void whatIsNoSpreadsheet() throws IOException {
        Files.writeString(in, "Telefon\n0701740605\n");
        assertRefused(": not a zip file (expected: an .xlsx file)");
        Files.writeString(in, "");
        assertRefused(": not a zip file (expected: an .xlsx file)");
        new Spreadsheet().without("[Content_Types].xml").write(in);
        assertRefused(": a zip file, but no spreadsheet (expected: an .xlsx file)");
        new Spreadsheet().part("_rels/.rels", relations("")).write(in);
        assertRefused(": no workbook in it (expected: an .xlsx file)");
        new Spreadsheet()
                .part("_rels/.rels", relations(relation("r", "officeDocument", "xl/workbook.bin")))
                .part("xl/workbook.bin", "")
                .write(in);
        assertRefused(": a binary workbook (.xlsb) (expected: saved as .xlsx)");
        new Spreadsheet().part("xl/_rels/workbook.xml.rels", relations("")).write(in);
        assertRefused(": no worksheet in it (expected: at least one)");
    }

    @Test
    void truncatedAndDamagedFiles() throws IOException {
        list().write(in);
        byte[] whole = Files.readAllBytes(in);
        Files.write(in, Arrays.copyOf(whole, whole.length / 2));
        assertRefusedLike("whole .xlsx");
        int at = new String(whole, ISO_8859_1).indexOf("sheet1.xml") + 30;
        whole[at] ^= 0x55;
        Files.write(in, whole);
        assertRefusedLike("whole .xlsx");
    }

    @Test
    void aSignedFile() {
        list().part("_xmlsignatures/sig1.xml", "<s/>").write(in);
        assertRefused(": signed, and a change breaks the signature (expected: an unsigned file)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../../etc/passwd", "xl/../../x", "C:/x", "xl/.."})
    void oddNames(String name) {
        list().part(name, "x").write(in);
        assertRefused(": a part with an odd name, " + name + " (expected: names such as xl/a)");
    }

    @Test
    void aBombInTheSheet() throws IOException {
        bomb("xl/worksheets/sheet1.xml", "<row/>");
        assertRefused(
                ": xl/worksheets/sheet1.xml unpacks to more than 250 times its size (expected: a"
                        + " spreadsheet, not a zip bomb)");
        bomb("xl/media/other.xml", "<row/>");
        assertRefusedLike("xl/media/other.xml unpacks");
    }

    @Test
    void aBombOfManyParts() {
        Spreadsheet many = list();
        for (int i = 0; i < 10_001; i++) {
            many.part("xl/p" + i, "");
        }
        many.write(in);
        assertRefused(": more than 10000 parts (expected: a spreadsheet, not a zip bomb)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE w [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]>",
                "<!DOCTYPE w SYSTEM \"file:///etc/passwd\">"
            })
    void documentTypes(String type) {
        String sheet =
                list().sheet().replace("<worksheet", type + "<worksheet").replace("a;", "&b;");
        list().part(Spreadsheet.SHEET, sheet).write(in);
        assertRefusedLike("sheet Kunder, after row 0: broken XML, a document type");
    }

    @Test
    void brokenXmlIsToldByItsRow() {
        String sheet = list().sheet();
        list().part(Spreadsheet.SHEET, sheet.replace("</row><row r=\"3\"", "<row r=\"3\""))
                .write(in);
        assertRefusedLike(": sheet Kunder, after row 1: broken XML");
        list().part(Spreadsheet.SHEET, sheet.replace("r=\"3\"", "r=\"2\"")).write(in);
        assertRefusedLike(
                ": sheet Kunder, after row 2: broken XML, row 2 after row 2 (expected: ascending"
                        + " rows)");
        list().part(Spreadsheet.SHEET, sheet.replace("B2", "A2")).write(in);
        assertRefusedLike("after row 1: broken XML, cell A2 after column A");
        list().part(Spreadsheet.SHEET, sheet.replace("Telefon", "T&lt<")).write(in);
        assertRefusedLike("after row 0: broken XML");
        list().part(Spreadsheet.SHEET, sheet.replace("</worksheet>", "")).write(in);
        assertRefusedLike("after row 3: broken XML");
        list().part(Spreadsheet.SHEET, "<worksheet xmlns=\"" + MAIN + "\"/>").write(in);
        assertRefusedLike("no rows (expected: a worksheet)");
    }

    @Test
    void otherEncodings() {
        String sheet = list().sheet().replace("UTF-8", "ISO-8859-1");
        list().part(Spreadsheet.SHEET, sheet).write(in);
        assertRefusedLike("encoding: ISO-8859-1 (expected: UTF-8)");
    }

    @Test
    void macrosAreCopiedUnderTheSameEndingAndRowsStay() throws IOException {
        list().part(
                        "xl/_rels/workbook.xml.rels",
                        relations(
                                relation("r1", "worksheet", "worksheets/sheet1.xml")
                                        + relation("r2", "vbaProject", "vbaProject.bin")))
                .part("xl/vbaProject.bin", "program")
                .write(in);
        assertRefusedLike("macros in the workbook, which may go wrong when rows are left out");
        Path macros = Files.move(in, folder.resolve("in.xlsm"));
        assertThatThrownBy(() -> wash(macros, out, Mode.MARK))
                .hasMessage(
                        out
                                + ": another ending than that of the file washed (expected: a name in"
                                + " .xlsm)");
        Path marked = folder.resolve("out.xlsm");
        wash(macros, marked, Mode.MARK);
        assertThat(Spreadsheet.part(marked, "xl/vbaProject.bin")).isEqualTo("program");
        Files.delete(marked);
        Files.move(macros, in);
    }

    @Test
    void aFormulaWhereAMarkBelongs() {
        list().rows(
                        Spreadsheet.row(1, "Telefon", "ringvakt_status")
                                + "<row r=\"2\">"
                                + Spreadsheet.inline("A2", "0701740605")
                                + "<c r=\"B2\"><f>1</f></c></row>")
                .write(in);
        assertThatThrownBy(() -> wash(in, out, Mode.MARK))
                .isInstanceOf(WashRefused.class)
                .hasMessageContaining("after row 1: a formula in column ringvakt_status");
    }

    @Test
    void anErrorLeavesTheOldFileThere() throws IOException {
        Files.writeString(out, "old");
        list().after("<rowBreaks/>").write(in);
        assertRefusedLike("page breaks");
        assertThat(out).hasContent("old");
        Files.delete(out);
    }

    @Test
    void anInterruptedWash() {
        list().write(in);
        Thread.currentThread().interrupt();
        assertRefused(": interrupted; nothing was written");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whateverIsBrokenIsRefusedInWords() throws IOException {
        list().after("<autoFilter ref=\"A1:B3\"/>").write(in);
        byte[] whole = Files.readAllBytes(in);
        var random = new Random(4);
        for (int i = 0; i < BROKEN_FILES; i++) {
            byte[] broken = whole.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            Files.write(in, broken);
            washOrRefuse();
        }
    }

    @Test
    void whateverSheetIsBrokenIsRefusedInWords() throws IOException {
        String sheet = list().after("<autoFilter ref=\"A1:B3\"/>").sheet();
        String some = "<>/=\"' &;!-[]?rcvt:0A\0";
        var random = new Random(5);
        for (int i = 0; i < BROKEN_FILES; i++) {
            var broken = new StringBuilder(sheet);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(broken.length());
                char c = some.charAt(random.nextInt(some.length()));
                switch (random.nextInt(3)) {
                    case 0 -> broken.setCharAt(at, c);
                    case 1 -> broken.insert(at, c);
                    default -> broken.deleteCharAt(at);
                }
            }
            list().part(Spreadsheet.SHEET, broken.toString()).write(in);
            washOrRefuse();
        }
    }

    private void washOrRefuse() throws IOException {
        for (Mode mode : Mode.values()) {
            try {
                wash(in, out, mode);
                assertThat(Spreadsheet.cells(out)).isNotEmpty();
            } catch (WashRefused e) {
                assertThat(e.getMessage()).doesNotContain("\n", ": null", "Exception");
            }
            Files.deleteIfExists(out);
        }
    }

    private static Spreadsheet list() {
        return new Spreadsheet().table("Namn;Telefon", "a;0701740605", "b;0701740606");
    }

    /// A part of 30 million bytes that pack to a thousandth, in an otherwise good file.
    private void bomb(String part, String text) throws IOException {
        list().write(in);
        var parts = Spreadsheet.parts(in);
        try (OutputStream file = Files.newOutputStream(in);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (var old : parts.entrySet()) {
                if (!old.getKey().equals(part)) {
                    zip.putNextEntry(new ZipEntry(old.getKey()));
                    zip.write(old.getValue().getBytes(UTF_8));
                }
            }
            zip.putNextEntry(new ZipEntry(part));
            byte[] some = text.repeat(10_000).getBytes(UTF_8);
            for (int i = 0; i < 500; i++) {
                zip.write(some);
            }
        }
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> wash(in, out, Mode.REMOVE))
                .isInstanceOf(WashRefused.class)
                .hasMessage(in + message);
    }

    private void assertRefusedLike(String message) {
        assertThatThrownBy(() -> wash(in, out, Mode.REMOVE))
                .isInstanceOf(WashRefused.class)
                .hasMessageStartingWith(in + ": ")
                .hasMessageContaining(message);
    }

    private static void wash(Path in, Path out, Mode mode) {
        XlsxWash.run(
                new WashRequest(
                        in,
                        out,
                        List.of("Telefon"),
                        mode,
                        Several.ANY,
                        Unreadable.KEEP,
                        Optional.empty(),
                        true),
                new OddEven(),
                RowProgress.NONE);
    }
}
