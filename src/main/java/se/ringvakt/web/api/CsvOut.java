package se.ringvakt.web.api;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes rows as text of columns that opens in a spreadsheet: UTF-8 with its mark, semicolons.
/// What a spreadsheet would take for a formula gets an apostrophe before it.
final class CsvOut {
    private static final String MARK = "\ufeff";
    private static final String FORMULA = "=+-@\t\r\uff1d\uff0b\uff0d\uff20";

    private final CsvWriter csv;

    CsvOut(OutputStream out) throws IOException {
        BufferedWriter text =
                new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        text.write(MARK);
        csv = CsvWriter.builder().fieldSeparator(';').build(text);
    }

    void row(List<String> cells) {
        csv.writeRecord(cells.stream().map(CsvOut::plain).toList());
    }

    /// To be called after the last row.
    void end() throws IOException {
        csv.flush();
    }

    static String plain(String cell) {
        boolean formula = !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0;
        return formula ? "'" + cell : cell;
    }
}
