package se.ringvakt.wash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.rule.Reason;
import se.ringvakt.wash.WashReport.BadCell;
import se.ringvakt.wash.WashRequest.Mode;
import se.ringvakt.wash.WashRequest.Several;

/// Lists as they come, washed. Numbers that end in an even digit are stopped.
@SuppressWarnings("StringConcatToTextBlock") // Line ends are part of what is tested.
class CsvWashTest {
    @TempDir private Path folder;
    private Washes washes;

    @BeforeEach
    void begin() {
        washes = new Washes(folder);
    }

    @Test
    void removesTheRowsOfStoppedNumbersAndKeepsTheRestAsItStands() {
        WashReport report =
                washes.wash(
                        """
                        namn;telefon;ort
                        Anna;070-174 06 05;Falun
                        Bo;+46 70 174 06 06;Mora
                        "Eva; Ek";"0701740607";""
                        Per;0046701740608;Orsa
                        """);
        assertThat(washes.out())
                .isEqualTo(
                        """
                        namn;telefon;ort
                        Anna;070-174 06 05;Falun
                        "Eva; Ek";"0701740607";""
                        """);
        assertThat(report.rows()).isEqualTo(4);
        assertThat(report.kept()).isEqualTo(2);
        assertThat(report.numbers()).isEqualTo(Map.of(Status.FREE, 2L, Status.STOP, 2L));
        assertThat(report.stopped()).isEqualTo(Map.of(Reason.LISTED, 2L));
    }

    @Test
    void marksEveryRowAfterTheLastColumn() {
        washes.mode = Mode.MARK;
        washes.wash(
                "telefon,ort\r\n0701740605,Falun\r\n0701740606,Mora\r\nhemligt,Orsa\r\n,Rättvik\r\n");
        assertThat(washes.out())
                .isEqualTo(
                        "telefon,ort,ringvakt_status,ringvakt_reason,ringvakt_until\r\n"
                                + "0701740605,Falun,FREE,,2027-01-19\r\n"
                                + "0701740606,Mora,STOP,LISTED,\r\n"
                                + "hemligt,Orsa,UNREADABLE,NO_NUMBER,\r\n"
                                + ",Rättvik,EMPTY,,\r\n");
    }

    @Test
    void marksAnewWhereMarksStandAlreadyAndNothingElse() {
        washes.mode = Mode.MARK;
        washes.wash(
                """
                ringvakt_status;telefon;Ringvakt_Until;ort;"ringvakt_reason"
                STOP;0701740605;;"Falun";LISTED
                FREE;0701740606;2026-12-01; Mora ;
                """);
        assertThat(washes.out())
                .isEqualTo(
                        """
                        ringvakt_status;telefon;Ringvakt_Until;ort;"ringvakt_reason"
                        FREE;0701740605;2027-01-19;"Falun";
                        STOP;0701740606;; Mora ;LISTED
                        """);
    }

    @Test
    void aMarkedListMarkedAgainIsTheSame() throws IOException {
        washes.mode = Mode.MARK;
        washes.columns = List.of("hem", "mobil; privat");
        washes.wash(
                "\ufeffhem;\"mobil; privat\"\r\n0701740605;0701740606\r\n;\r\nx;0701740607\r\n1;2;3\r\n");
        byte[] once = washes.bytes(washes.out);
        assertThat(washes.out())
                .startsWith(
                        "\ufeffhem;\"mobil; privat\";ringvakt_status_hem;ringvakt_reason_hem;"
                                + "ringvakt_until_hem;\"ringvakt_status_mobil; privat\";");
        Files.delete(washes.out);
        washes.wash(once);
        assertThat(washes.bytes(washes.out)).isEqualTo(once);
    }

    @Test
    void marksStandUnderTheirHeadersHoweverLongTheRow() {
        washes.mode = Mode.MARK;
        washes.wash("namn;telefon\nAnna;0701740605;mer;än nog\nBo\n");
        assertThat(washes.out())
                .isEqualTo(
                        "namn;telefon;ringvakt_status;ringvakt_reason;ringvakt_until\n"
                                + "Anna;0701740605;FREE;;2027-01-19;mer;än nog\n"
                                + "Bo;;UNREADABLE;NO_CELL;\n");
    }

    @Test
    void oneStoppedNumberOfSeveralTakesItsRowAlong() {
        washes.columns = List.of("a", "b");
        washes.wash("a;b\n0701740605;0701740606\n0701740605;0701740607\n0701740605;\n");
        assertThat(washes.out()).isEqualTo("a;b\n0701740605;0701740607\n0701740605;\n");
    }

    @Test
    void aRowStaysWithoutItsStoppedNumberWhileAnotherMayBeCalled() {
        washes.columns = List.of("b", "a");
        washes.several = Several.ALL;
        WashReport report =
                washes.wash(
                        "a;x;b\n"
                                + "0701740606;1;\"0701740605\"\n"
                                + "0701740605;2;\"070-174 06 06\"\n"
                                + "0701740606;3;0701740608\n"
                                + "0701740606;4;\n"
                                + "0701740606;5;oläslig\n"
                                + ";6;\n");
        assertThat(washes.out())
                .isEqualTo(
                        "a;x;b\n"
                                + ";1;\"0701740605\"\n"
                                + "0701740605;2;\n"
                                + ";5;oläslig\n"
                                + ";6;\n");
        assertThat(report.kept()).isEqualTo(4);
    }

    @Test
    void unreadableRowsGoToAFileOfTheirOwnWithTheHeader() {
        washes.split = true;
        WashReport report =
                washes.wash(
                        "\ufefftelefon;namn\n0701740605;A\n7,01741E+08;B\n0701740606;C\nkort\n;D");
        assertThat(washes.out()).isEqualTo("\ufefftelefon;namn\n0701740605;A\n;D");
        assertThat(washes.rejects()).isEqualTo("\ufefftelefon;namn\n7,01741E+08;B\nkort\n");
        assertThat(report.rows()).isEqualTo(5);
        assertThat(report.kept()).isEqualTo(2);
        assertThat(report.rejects().orElseThrow().bytes())
                .isEqualTo(washes.bytes(washes.rejects).length);
    }

    @Test
    void saysWhichCellsHeldNoNumberAndWhy() {
        WashReport report =
                washes.wash(
                        """
                        namn;telefon
                        "Anna
                        Ek";7,01741E+08
                        Bo;701740605
                        Eva
                        Per;46701740605
                        Liv;"=""0701740605\"""
                        Ove;0701740605/0701740606
                        Tor;112
                        """);
        assertThat(report.firstUnreadable())
                .containsExactly(
                        new BadCell(2, "telefon", "7,01xxxE+xx", Trouble.SCIENTIFIC.words()),
                        new BadCell(4, "telefon", "701xxxxxx", Trouble.ZERO_LOST.words()),
                        new BadCell(5, "telefon", "", Trouble.NO_CELL.words()),
                        new BadCell(6, "telefon", "467xxxxxxxx", Trouble.PLUS_LOST.words()),
                        new BadCell(7, "telefon", "=\"070xxxxxxx\"", Trouble.FORMULA.words()),
                        new BadCell(8, "telefon", "070xxxxxxx/xxxxxxxxxx", Trouble.SEVERAL.words()),
                        new BadCell(9, "telefon", "112", Trouble.NO_NUMBER.words()));
        assertThat(report.troubles()).containsEntry(Trouble.SCIENTIFIC, 1L).hasSize(7);
        assertThat(report.kept()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void keepsLineEnds(String end) {
        String list = "telefon;x" + end + "0701740605;a" + end + "0701740606;b" + end;
        washes.wash(list);
        assertThat(washes.out()).isEqualTo("telefon;x" + end + "0701740605;a" + end);
    }

    @Test
    void keepsMixedLineEndsBlankLinesAndALastLineWithoutOne() {
        washes.wash("telefon\r\n\n0701740605\r0701740606\n\r\n0701740607");
        assertThat(washes.out()).isEqualTo("telefon\r\n\n0701740605\r\r\n0701740607");
    }

    @Test
    void aLastRowThatIsRemovedLeavesTheLineEndBeforeIt() {
        washes.wash("telefon\n0701740605\n0701740606");
        assertThat(washes.out()).isEqualTo("telefon\n0701740605\n");
    }

    @Test
    void readsLatin1AndKeepsItsBytes() {
        byte[] list =
                "Växel;Telefon\r\nÅsa;070\u00a0174\u00a006\u00a005\r\nÖrjan;070-1740606\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1);
        washes.wash(list);
        assertThat(washes.text(washes.out, StandardCharsets.ISO_8859_1))
                .isEqualTo("Växel;Telefon\r\nÅsa;070\u00a0174\u00a006\u00a005\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-8"})
    void findsAColumnWhoseHeaderHasForeignLetters(String encoding) {
        washes.columns = List.of("VÄXEL");
        byte[] list = "namn;\" Växel \"\n;0701740606\n".getBytes(Charset.forName(encoding));
        assertThat(washes.wash(list).kept()).isZero();
    }

    @Test
    void nonBreakingSpacesInUtf8AreSeparatorsOfANumber() {
        washes.wash("telefon\n070\u00a0174\u00a006\u00a006\n");
        assertThat(washes.out()).isEqualTo("telefon\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", ",", "\t", "|"})
    void findsTheSeparator(String separator) {
        String list =
                "namn;kr,öre;telefon\na;1,5;0701740606\nb;2,7;0701740605\n"
                        .replace(",", "\0")
                        .replace(";", separator)
                        .replace("\0", separator.equals(",") ? "." : ",");
        assertThat(washes.wash(list).kept()).isEqualTo(1);
    }

    @Test
    void goesByExcelsOwnLineAboutTheSeparator() {
        washes.wash("sep=|\r\na;b|telefon\r\n1;2|0701740606\r\n3;4|0701740605\r\n");
        assertThat(washes.out()).isEqualTo("sep=|\r\na;b|telefon\r\n3;4|0701740605\r\n");
    }

    @Test
    void takesAColumnByItsPosition() {
        washes.columns = List.of("2");
        washes.wash("namn;nr\nA;0701740606\nB;0701740605\n");
        assertThat(washes.out()).isEqualTo("namn;nr\nB;0701740605\n");
    }

    @Test
    void washesAFileWithoutHeader() {
        washes.columns = List.of("1");
        washes.form = new CsvForm(Optional.empty(), Optional.empty(), false);
        washes.mode = Mode.MARK;
        washes.wash("0701740606;A\n0701740605;B\n");
        assertThat(washes.out())
                .isEqualTo("0701740606;A;STOP;LISTED;\n0701740605;B;FREE;;2027-01-19\n");
    }

    @Test
    void aHeaderAloneIsAnEmptyList() {
        WashReport report = washes.wash("telefon");
        assertThat(report.rows()).isZero();
        assertThat(washes.out()).isEqualTo("telefon");
    }

    @Test
    void tellsTheFilesChecksums() throws NoSuchAlgorithmException {
        WashReport report = washes.wash("telefon\n0701740606\n0701740605\n");
        assertThat(report.in().name()).isEqualTo("in.csv");
        assertThat(report.in().bytes()).isEqualTo(30);
        assertThat(report.in().sha256()).isEqualTo(sha256(washes.bytes(washes.in)));
        assertThat(report.out().sha256()).isEqualTo(sha256(washes.bytes(washes.out)));
    }

    @Test
    void refusesAColumnThatIsNotThereAndSaysWhichAre() {
        washes.columns = List.of("mobil");
        assertRefused(
                "namn;telefon\nA;1\n",
                ": column 'mobil': not there (expected: one of namn, telefon; or a position, 1 to 2)");
    }

    @Test
    void refusesAColumnOfWhichThereAreTwo() {
        assertRefused(
                "telefon;Telefon\n1;2\n",
                "column 'telefon': 2 of that name, at 1 and 2 (expected: a position)");
    }

    @Test
    void refusesAFirstRowThatWouldGoUnwashedAsAHeader() {
        washes.columns = List.of("1");
        assertRefused(
                "0701740606;A\n0701740605;B\n",
                "the first row holds a number in column 1 (expected: a header; --no-header");
    }

    @Test
    void refusesALoneQuoteAndSaysWhereItOpened() {
        assertRefused(
                "namn;telefon\nA;0701740605\n\"B;0701740606\nC;0701740607\n",
                "in.csv: line 3: a quote opens a cell here and is not closed");
        assertRefused(
                "namn;telefon\nA;0701740605\n\"B;0701740606\n\"C\";0701740607\n",
                "in.csv: line 3: a quote opens a cell here and is not closed");
    }

    @Test
    void refusesALoneQuoteBeforeItSwallowsTheFile() {
        String rest = "C;0701740607\n".repeat(200_000);
        assertRefused(
                "namn;telefon\n\"B;0701740606\n" + rest,
                "line 2: a quote opens a cell here and is not closed within 1000 lines");
        String flat = "x".repeat(3 << 20);
        assertRefused(
                "namn;telefon\nA;0701740606\n" + flat + "\nB;1\n",
                "line 3: a row of more than 1048576 bytes");
    }

    @Test
    void aQuoteWithinACellIsAQuote() {
        washes.wash("vara;telefon\n5\" rör;0701740605\n6\" rör;0701740606\n");
        assertThat(washes.out()).isEqualTo("vara;telefon\n5\" rör;0701740605\n");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        assertRefused("", "empty");
        Files.write(washes.in, "telefon\n".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(washes::wash)
                .isInstanceOf(WashRefused.class)
                .hasMessageContaining("UTF-16");
        Files.write(washes.in, new byte[] {0x1f, (byte) 0x8b, 8, 0});
        assertThatThrownBy(washes::wash)
                .isInstanceOf(WashRefused.class)
                .hasMessageContaining("packed");
    }

    @Test
    void refusesToWriteOverAnyFileUnlessAsked() throws IOException {
        Files.writeString(washes.out, "old");
        assertRefused("telefon\n0701740605\n", "out.csv: there already");
        assertThat(washes.out()).isEqualTo("old");
        washes.replace = true;
        washes.wash("telefon\n0701740605\n");
        assertThat(washes.out()).isEqualTo("telefon\n0701740605\n");
    }

    @Test
    void neverWritesOverWhatItReads() throws IOException {
        Files.writeString(washes.in, "telefon\n0701740606\n");
        Files.createSymbolicLink(washes.out, washes.in);
        washes.replace = true;
        assertThatThrownBy(washes::wash)
                .isInstanceOf(WashRefused.class)
                .hasMessageContaining("out.csv: the same file as");
        assertThat(washes.bytes(washes.in)).hasSize(19);
    }

    @Test
    void leavesNothingBehindWhenItRefusesOnTheWay() throws IOException {
        assertRefused("namn;telefon\nA;0701740605\n\"B;0701740606\n", "line 3");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(washes.in);
        }
    }

    @Test
    void aScreenThatFailsEndsTheWash() throws IOException {
        Files.writeString(washes.in, "telefon\n0701740605\n");
        Screen failing =
                spelled -> {
                    if (spelled.charAt(0) == '0') {
                        throw new IllegalStateException("a rule failed");
                    }
                    return Finding.UNREADABLE;
                };
        assertThatThrownBy(() ->
                        CsvWash.run(washes.request(), CsvForm.DETECTED, failing, RowProgress.NONE))
                .hasMessage("a rule failed");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(washes.in);
        }
    }

    @Test
    void aFolderThatIsNotThereIsSaidSo() throws IOException {
        Files.writeString(washes.in, "telefon\n");
        WashRequest asked = washes.request();
        WashRequest elsewhere =
                new WashRequest(
                        asked.in(),
                        folder.resolve("nowhere/out.csv"),
                        asked.columns(),
                        asked.mode(),
                        asked.several(),
                        asked.unreadable(),
                        asked.rejects());
        assertThatThrownBy(() ->
                        CsvWash.run(
                                elsewhere, CsvForm.DETECTED, Washes.EVEN_STOPS, RowProgress.NONE))
                .isInstanceOf(WashRefused.class)
                .hasMessageContaining("its folder is not there");
    }

    private void assertRefused(String list, String message) {
        assertThatThrownBy(() -> washes.wash(list))
                .isInstanceOf(WashRefused.class)
                .hasMessageContaining(message);
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
