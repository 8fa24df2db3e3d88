package se.ringvakt.wash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.wash.WashRequest.Mode;
import se.ringvakt.wash.WashRequest.Several;
import se.ringvakt.wash.WashRequest.Unreadable;

/// What a cell says as a number of the plan.
class XlsxNumbersTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <c r="A2" t="s"><v>1</v></c>                                   | FREE
                    <c r="A2" t="s"><v>2</v></c>                                   | STOP, LISTED
                    <c r="A2" t="s"><v>3</v></c>                                   | UNREADABLE, SCIENTIFIC
                    <c r="A2" t="s"><v>4</v></c>                                   | STOP, LISTED
                    <c r="A2" t="s"><v>5</v></c>                                   | FREE
                    <c r="A2" t="inlineStr"><is><r><t>070-174 </t></r><r><t>06 05</t></r></is></c> | FREE
                    <c r="A2" t="str"><v>0701740605</v></c>                        | FREE
                    <c r="A2" t="str"><f>B2</f><v>0701740605</v></c>               | UNREADABLE, FORMULA
                    <c r="A2"><f>1</f></c>                                         | UNREADABLE, FORMULA
                    <c r="A2"><v>701740605</v></c>                                 | UNREADABLE, ZERO_LOST
                    <c r="A2"><v>7.01740605E8</v></c>                              | UNREADABLE, ZERO_LOST
                    <c r="A2"><v>7.01741E+08</v></c>                               | UNREADABLE, SCIENTIFIC
                    <c r="A2"><v>4.67017406E+10</v></c>                            | UNREADABLE, SCIENTIFIC
                    <c r="A2"><v>701740605.5</v></c>                               | UNREADABLE, NO_NUMBER
                    <c r="A2"><v>-701740605</v></c>                                | UNREADABLE, NO_NUMBER
                    <c r="A2"><v>1E999999999</v></c>                               | UNREADABLE, SCIENTIFIC
                    <c r="A2"><v>46701740605</v></c>                               | FREE
                    <c r="A2"><v>46701740606</v></c>                               | STOP, LISTED
                    <c r="A2"><v>46123456</v></c>                                  | UNREADABLE, ZERO_LOST
                    <c r="A2" s="1"><v>701740605</v></c>                           | FREE
                    <c r="A2" s="2"><v>701740606</v></c>                           | STOP, LISTED
                    <c r="A2" s="3"><v>46701740605</v></c>                         | FREE
                    <c r="A2" s="4"><v>701740605</v></c>                           | UNREADABLE, ZERO_LOST
                    <c r="A2" s="5"><v>701740605</v></c>                           | UNREADABLE, ZERO_LOST
                    <c r="A2" s="99"><v>701740605</v></c>                          | UNREADABLE, ZERO_LOST
                    <c r="A2" t="b"><v>1</v></c>                                   | UNREADABLE, NO_NUMBER
                    <c r="A2" t="e"><v>#REF!</v></c>                               | UNREADABLE, FORMULA
                    <c r="A2" t="d"><v>2026-01-02</v></c>                          | UNREADABLE, NO_NUMBER
                    <c r="A2" s="1"/>                                              | EMPTY
                    <c r="A2"><v></v></c>                                          | EMPTY
                    """)
    void reads(String cell, String marks) {
        Path in = folder.resolve("in.xlsx");
        Path out = folder.resolve("out.xlsx");
        list(cell).write(in);
        wash(in, out);
        Map<String, String> cells = Spreadsheet.cells(out);
        String reason = cells.getOrDefault("D2", "");
        assertThat(cells.get("C2") + (reason.isEmpty() ? "" : ", " + reason)).isEqualTo(marks);
    }

    @Test
    void namesTheRowOfACellThatRefersToNothing() {
        Path in = folder.resolve("in.xlsx");
        Path out = folder.resolve("out.xlsx");
        list("<c r=\"A2\" t=\"s\"><v>77</v></c>").write(in);
        assertThatThrownBy(() -> wash(in, out))
                .isInstanceOf(WashRefused.class)
                .hasMessage(
                        in
                                + ": sheet Kunder, after row 1: a cell refers to shared text '77',"
                                + " which is not there (expected: a whole .xlsx file)");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "0000000000, 701740605, 0701740605",
        "000-000 00 00, 701740605, 070-174 06 05",
        "0000, 701740605, 701740605",
        "'\"0\"00-000 00 00', 701740605, 070-174 06 05",
        "'\\+00 00 000 00 00', 46701740605, +46 70 174 06 05",
        "'[$-41D]0000000000;@', 701740605, 0701740605",
        "'0,0', 701740605, ",
        "General, 701740605, ",
        "'###0', 701740605, ",
        "'\"text\"', 701740605, "
    })
    void showsWhatAFormatPads(String code, String digits, String shown) {
        assertThat(NumberFormats.fill(code, digits)).isEqualTo(Optional.ofNullable(shown));
    }

    /// A column of numbers, and a cell beside it so that no row is empty.
    private static Spreadsheet list(String cell) {
        return new Spreadsheet()
                .strings(
                        "<t>Telefon</t>",
                        "<r><t>0701</t></r><r><t>740605</t></r><rPh sb=\"0\" eb=\"1\"><t>9</t></rPh>",
                        "<t xml:space=\"preserve\"> 070-174 06 06</t>",
                        "<t>7,01741E+08</t>",
                        "<t>070&#45;1740606</t>",
                        "<t>0701740_x0036_05</t>")
                .formats("0000000000", "000-000 00 00", "\\+00 00 000 00 00", "#,##0", "000000000")
                .rows(
                        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"2\">"
                                + cell
                                + Spreadsheet.inline("B2", "x")
                                + "</row>");
    }

    private static void wash(Path in, Path out) {
        XlsxWash.run(
                new WashRequest(
                        in,
                        out,
                        List.of("Telefon"),
                        Mode.MARK,
                        Several.ANY,
                        Unreadable.KEEP,
                        Optional.empty(),
                        true),
                new OddEven(),
                RowProgress.NONE);
    }
}
