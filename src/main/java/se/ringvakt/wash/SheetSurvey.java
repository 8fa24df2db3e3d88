package se.ringvakt.wash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;

/// What has to be known of a worksheet before its first row can be written.
///
/// @param headerRow the first row with something in it
/// @param headers what stands there, by column
/// @param headerStyles how it looks, by column
/// @param lastColumn the last column in which any row has something
/// @param lastRow the last row there is
/// @param formula the first cell with a formula
record SheetSurvey(
        int headerRow,
        SortedMap<Integer, String> headers,
        Map<Integer, Integer> headerStyles,
        int lastColumn,
        int lastRow,
        Optional<String> formula) {

    private static final int HEADERS_NAMED_MOST = 40;

    /// Reads the whole sheet once, so that whatever is broken in it is found before anything is
    /// written.
    static SheetSurvey of(XlsxPackage zip, Workbook.Sheet sheet, NumberCells reader) {
        int row = 0;
        try (SheetRows rows = SheetRows.open(zip, sheet.part())) {
            var headers = new TreeMap<Integer, String>();
            var styles = new LinkedHashMap<Integer, Integer>();
            for (SheetRows.HeaderCell cell : rows.header()) {
                headers.put(cell.column(), reader.textOf(cell.cell()).strip());
                styles.put(cell.column(), cell.cell().style);
            }
            if (headers.isEmpty()) {
                throw Refusal.of(
                        zip.file(), "sheet " + sheet.name() + " is empty", "a row of headers");
            }
            int headerRow = rows.row.number;
            int lastColumn = 0;
            Optional<String> formula = Optional.empty();
            do {
                row = rows.row.number;
                lastColumn = Math.max(lastColumn, rows.row.lastColumn);
                if (formula.isEmpty() && rows.row.formulaColumn > 0) {
                    formula = Optional.of(CellRef.letters(rows.row.formulaColumn) + row);
                }
            } while (rows.next(false));
            return new SheetSurvey(headerRow, headers, styles, lastColumn, row, formula);
        } catch (XMLStreamException | NumberCells.BrokenCell | IOException e) {
            throw Refusal.damaged(zip.file(), "sheet " + sheet.name() + ", after row " + row, e);
        }
    }

    /// The columns that a request means, in its order.
    ///
    /// @param reader tells a header from a number: a sheet without headers would lose its first row
    List<Integer> columns(XlsxPackage zip, List<String> wanted, NumberCells reader) {
        var columns = new ArrayList<Integer>();
        for (String one : wanted) {
            int column = column(zip, one);
            if (columns.contains(column)) {
                throw Refusal.of(zip.file(), "column '" + one + "': named twice", "each once");
            }
            if (reader.isNumber(headers.getOrDefault(column, ""))) {
                throw Refusal.of(
                        zip.file(),
                        "row " + headerRow + ": a number in column " + CellRef.letters(column),
                        "a row of headers above the numbers");
            }
            columns.add(column);
        }
        return List.copyOf(columns);
    }

    /// The header as it stands, or the column's letters if there is none.
    String header(int column) {
        String header = headers.getOrDefault(column, "");
        return header.isEmpty() ? CellRef.letters(column) : header;
    }

    /// The column with this header, in any case.
    Optional<Integer> withHeader(String header) {
        return columnsWith(header).stream().findFirst();
    }

    /// By header, then by letters or by position.
    private int column(XlsxPackage zip, String wanted) {
        String name = wanted.strip();
        List<Integer> named = columnsWith(name);
        if (named.size() > 1) {
            String places =
                    named.stream().map(CellRef::letters).collect(Collectors.joining(" and "));
            throw Refusal.of(
                    zip.file(),
                    "column '" + wanted + "': " + named.size() + " of that name",
                    "letters, " + places);
        }
        int column = named.isEmpty() ? place(name) : named.getFirst();
        if (column < 1 || column > lastColumn) {
            throw Refusal.of(zip.file(), "column '" + wanted + "': not there", "one of " + names());
        }
        return column;
    }

    private static int place(String name) {
        if (name.matches("[1-9][0-9]{0,4}")) {
            return Integer.parseInt(name);
        }
        return CellRef.lettersOf(name) == name.length() ? CellRef.column(name) : 0;
    }

    private List<Integer> columnsWith(String header) {
        return headers.entrySet().stream()
                .filter(entry -> entry.getValue().equalsIgnoreCase(header))
                .map(Map.Entry::getKey)
                .toList();
    }

    private String names() {
        List<String> names = headers.values().stream().filter(name -> !name.isEmpty()).toList();
        return names.stream().limit(HEADERS_NAMED_MOST).collect(Collectors.joining(", "))
                + (names.size() > HEADERS_NAMED_MOST ? ", ..." : "")
                + "; or letters, A to "
                + CellRef.letters(lastColumn);
    }
}
