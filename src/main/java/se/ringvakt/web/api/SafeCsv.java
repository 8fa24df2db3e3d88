package se.ringvakt.web.api;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import se.ringvakt.web.Reply;

/// Rows for a spreadsheet, written as they come: UTF-8 with the mark by which spreadsheets know it,
/// commas between columns. A cell that a spreadsheet would take for a formula begins with an
/// apostrophe, by which it shows the rest and reckons nothing.
final class SafeCsv {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String FORMULAS = "=+-@\t\r\n";

    private final CsvWriter csv;

    private SafeCsv(CsvWriter csv) {
        this.csv = csv;
    }

    /// Writes rows.
    @FunctionalInterface
    interface Rows {
        void write(SafeCsv csv);
    }

    static Reply reply(String name, List<String> columns, Rows rows) {
        return Reply.written("text/csv; charset=utf-8", name, out -> write(out, columns, rows));
    }

    private static void write(OutputStream out, List<String> columns, Rows rows)
            throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write(BYTE_ORDER_MARK);
        try {
            CsvWriter csv = CsvWriter.builder().build(text);
            SafeCsv safe = new SafeCsv(csv);
            csv.writeRecord(columns);
            rows.write(safe);
            csv.flush();
        } catch (UncheckedIOException e) {
            throw new IOException("the export broke off", e);
        }
        text.flush();
    }

    void row(Object... cells) {
        csv.writeRecord(Arrays.stream(cells).map(cell -> harmless(cell.toString())).toList());
    }

    /// A number stays one.
    private static String harmless(String cell) {
        boolean formula =
                !cell.isEmpty()
                        && FORMULAS.indexOf(cell.charAt(0)) >= 0
                        && !cell.matches("-?\\d+(\\.\\d+)?");
        return formula ? "'" + cell : cell;
    }
}
