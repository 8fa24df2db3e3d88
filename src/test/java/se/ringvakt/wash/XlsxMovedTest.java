package se.ringvakt.wash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static se.ringvakt.wash.Spreadsheet.MAIN;
import static se.ringvakt.wash.Spreadsheet.part;
import static se.ringvakt.wash.Spreadsheet.relation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.wash.WashRequest.Mode;
import se.ringvakt.wash.WashRequest.Several;
import se.ringvakt.wash.WashRequest.Unreadable;

/// What becomes of all that refers to rows, when rows are left out: of six, the third and the fifth
/// go, and the fourth can be split off.
class XlsxMovedTest {
    private static final String TABLE = "xl/tables/table1.xml";

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
    void filtersAndLinksAndRulesMoveAlong() {
        list().after(
                        """
                        <autoFilter ref="A1:B6"><sortState ref="A2:B6"><sortCondition ref="B2:B6"/>\
                        </sortState></autoFilter>\
                        <mergeCells count="2"><mergeCell ref="A3:B3"/><mergeCell ref="A4:B4"/></mergeCells>\
                        <conditionalFormatting sqref="A2:B6"><cfRule><formula>LEN($B2)&gt;3</formula></cfRule>\
                        </conditionalFormatting>\
                        <dataValidations count="1"><dataValidation sqref="B2:B6 D5"><formula1>Annat!$A$1:$A$9\
                        </formula1></dataValidation></dataValidations>\
                        <hyperlinks><hyperlink ref="A5" r:id="r1"/></hyperlinks>\
                        <pageMargins left="0.7"/>\
                        <ignoredErrors><ignoredError sqref="B1:B1048576" numberStoredAsText="1"/></ignoredErrors>\
                        <extLst><ext uri="x"/></extLst>\
                        """)
                .write(in);
        remove();
        assertThat(tail(out))
                .isEqualTo(
                        """
                        <autoFilter ref="A1:B4"><sortState ref="A2:B4"><sortCondition ref="B2:B4"/>\
                        </sortState></autoFilter>\
                        <mergeCells><mergeCell ref="A3:B3"/></mergeCells>\
                        <conditionalFormatting sqref="A2:B4"><cfRule><formula>LEN($B2)&gt;3</formula></cfRule>\
                        </conditionalFormatting>\
                        <dataValidations><dataValidation sqref="B2:B4"><formula1>Annat!$A$1:$A$9\
                        </formula1></dataValidation></dataValidations>\
                        <pageMargins left="0.7"/>\
                        <ignoredErrors><ignoredError sqref="B1:B1048574" numberStoredAsText="1"/></ignoredErrors>\
                        <extLst><ext uri="x"/></extLst>\
                        """);
        assertThat(part(out, Spreadsheet.SHEET)).doesNotContain("<dimension");
    }

    @Test
    void tablesAndNamesMoveAlong() {
        withTable("A1:B6")
                .workbook(
                        "<definedNames><definedName name=\"_xlnm._FilterDatabase\">Kunder!$A$1:$B$6"
                                + "</definedName><definedName name=\"titles\">'Kunder'!$1:$1,Kunder!$A:$B"
                                + "</definedName><definedName name=\"gone\">Kunder!$B$5</definedName>"
                                + "<definedName name=\"other\">Annat!$A$5&amp;\"\"</definedName></definedNames>")
                .write(in);
        split();
        assertThat(part(out, TABLE))
                .contains("ref=\"A1:B3\" totalsRowShown=\"0\"><autoFilter ref=\"A1:B3\"/>");
        assertThat(part(rejects, TABLE)).contains("ref=\"A1:B2\"");
        assertThat(part(out, "xl/workbook.xml"))
                .contains(">Kunder!$A$1:$B$3<")
                .contains(">'Kunder'!$1:$1,Kunder!$A:$B<")
                .contains(">Kunder!#REF!<")
                .contains(">Annat!$A$5&amp;&quot;&quot;<");
    }

    @Test
    void aTableKeepsAnEmptyRowWhenAllOthersGo() {
        withTable("A1:B3").table("Namn;Telefon", "a;0701740606", "b;0701740608").write(in);
        remove();
        assertThat(part(out, TABLE)).contains("<autoFilter ref=\"A1:B2\"/>");
        assertThat(Spreadsheet.lines(out)).containsExactly("Namn;Telefon");
    }

    @Test
    void splitOffRowsStandTogether() {
        list().after("<autoFilter ref=\"A1:B6\"/>").write(in);
        split();
        assertThat(Spreadsheet.lines(rejects)).containsExactly("Namn;Telefon", "c;inget");
        assertThat(tail(rejects)).isEqualTo("<autoFilter ref=\"A1:B2\"/>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <mergeCells><mergeCell ref="A3:A4"/></mergeCells>         | cells merged across rows
                    <rowBreaks><brk id="3"/></rowBreaks>                      | page breaks
                    <drawing r:id="r9"/>                                      | pictures or charts
                    <legacyDrawing r:id="r9"/>                                | comments
                    <scenarios/>                                              | scenarios
                    <conditionalFormatting sqref="A4:A6"><cfRule><formula>A4=1</formula></cfRule></conditionalFormatting> | a formula in conditionalFormatting
                    <conditionalFormatting sqref="A2:A6"><cfRule><formula>A2=$D$4</formula></cfRule></conditionalFormatting> | a formula in conditionalFormatting
                    <dataValidations><dataValidation sqref="B2"><formula1>$D$4:$D$9</formula1></dataValidation></dataValidations> | a formula in dataValidation
                    <hyperlinks><hyperlink ref="A1" location="Kunder!A4"/></hyperlinks> | a formula in hyperlink
                    <extLst><ext xmlns:xm="urn:xm"><xm:sqref>A4</xm:sqref></ext></extLst> | extended rules or sparklines
                    <unheardOf/>                                              | unheardOf
                    """)
    void refusesWhatCannotMove(String after, String feature) {
        list().after(after).write(in);
        assertRefused(feature);
        wash(Mode.MARK, Unreadable.KEEP);
        assertThat(tail(out)).isEqualTo(after.strip());
    }

    @Test
    void refusesFormulasInTheSheet() {
        list().rows(
                        Spreadsheet.row(1, "Telefon")
                                + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>0701740606</t></is></c>"
                                + "<c r=\"C2\"><f>A2</f><v>1</v></c></row>")
                .write(in);
        assertRefused("a formula in C2");
        wash(Mode.MARK, Unreadable.KEEP);
        assertThat(part(out, Spreadsheet.SHEET)).contains("<c r=\"C2\"><f>A2</f><v>1</v></c>");
    }

    @Test
    void refusesReferencesFromElsewhere() {
        list().part(
                        "xl/worksheets/sheet2.xml",
                        "<worksheet xmlns=\""
                                + MAIN
                                + "\"><sheetData><row><c><f>SUM(Kunder!A1:A9)</f></c></row></sheetData></worksheet>")
                .write(in);
        assertRefused("xl/worksheets/sheet2.xml refers to it");
        list().part("xl/charts/chart1.xml", "<c><f>'Kunder'!$A$1</f></c>").write(in);
        assertRefused("xl/charts/chart1.xml refers to it");
        list().part(
                        "xl/pivotCache/pivotCacheDefinition1.xml",
                        "<p><worksheetSource ref=\"A1:B6\" sheet=\"Kunder\"/></p>")
                .write(in);
        assertRefused("xl/pivotCache/pivotCacheDefinition1.xml refers to it");
        list().sheetRelations(relation("r1", "comments", "../comments1.xml")).write(in);
        assertRefused("comments");
        list().workbook("<definedNames><definedName>Annat:Kunder!$A$4</definedName></definedNames>")
                .write(in);
        assertRefused("a name over several sheets");
    }

    @Test
    void refusesTablesThatWouldBreak() {
        withTable("A3:B6").write(in);
        assertRefused("a table that has not the first row as header");
    }

    private void assertRefused(String feature) {
        assertThatThrownBy(this::remove)
                .isInstanceOf(WashRefused.class)
                .hasMessage(
                        in
                                + ": sheet Kunder: "
                                + feature
                                + ", which may go wrong when rows are left out (expected: mode mark,"
                                + " which moves no row)");
        assertThat(folder.toFile().list()).containsOnly("in.xlsx");
    }

    private static Spreadsheet list() {
        return new Spreadsheet()
                .table(
                        "Namn;Telefon",
                        "a;0701740605",
                        "b;0701740606",
                        "c;inget",
                        "d;0701740608",
                        "e;0701740607");
    }

    private static Spreadsheet withTable(String ref) {
        return list().sheetRelations(relation("r1", "table", "../tables/table1.xml"))
                .after("<tableParts count=\"1\"><tablePart r:id=\"r1\"/></tableParts>")
                .part(
                        TABLE,
                        "<?xml version=\"1.0\"?>\n<table xmlns=\"%s\" id=\"1\" ref=\"%s\" totalsRowShown=\"0\"><autoFilter ref=\"%s\"/><tableColumns count=\"2\"/></table>"
                                .formatted(MAIN, ref, ref));
    }

    private static String tail(Path file) {
        String sheet = part(file, Spreadsheet.SHEET);
        String end = "</sheetData>";
        return sheet.substring(sheet.indexOf(end) + end.length(), sheet.indexOf("</worksheet>"));
    }

    private void remove() {
        wash(Mode.REMOVE, Unreadable.KEEP);
    }

    private void split() {
        wash(Mode.REMOVE, Unreadable.SPLIT);
    }

    private void wash(Mode mode, Unreadable unreadable) {
        XlsxWash.run(
                new WashRequest(
                        in,
                        out,
                        List.of("Telefon"),
                        mode,
                        Several.ANY,
                        unreadable,
                        unreadable == Unreadable.SPLIT ? Optional.of(rejects) : Optional.empty(),
                        true),
                new OddEven(),
                RowProgress.NONE);
    }
}
