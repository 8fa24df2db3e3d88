package se.ringvakt.wash;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// Goes through a worksheet row by row. Of each row it knows where it stands, how far it reaches,
/// and what the columns hold that it was asked for. Not thread-safe.
final class SheetRows implements Closeable {
    final SheetRow row = new SheetRow();
    final RawXml xml;

    private int[] columns = {};
    private SheetCell[] cells = {};
    private int nextCell;
    private int column;
    private Optional<List<HeaderCell>> all = Optional.empty();
    private long dimensionFrom;
    private long dimensionTo;
    private long rowsFrom;

    /// A cell of the header row.
    record HeaderCell(int column, SheetCell cell) {}

    private SheetRows(RawXml xml) {
        this.xml = xml;
    }

    /// Reads as far as the first row.
    static SheetRows open(XlsxPackage zip, String part) throws XMLStreamException, IOException {
        var rows = new SheetRows(RawXml.keeping(zip.part(part)));
        try {
            rows.readBeforeRows();
            return rows;
        } catch (XMLStreamException | RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    /// Looks at these columns from the next row on.
    ///
    /// @param ascending counted from 1
    void watch(int... ascending) {
        columns = ascending.clone();
        cells = Stream.generate(SheetCell::new).limit(columns.length).toArray(SheetCell[]::new);
    }

    /// The cell of a watched column in this row.
    SheetCell cell(int watched) {
        return cells[Arrays.binarySearch(columns, watched)];
    }

    /// Goes on to the first row with something in it, and returns what.
    List<HeaderCell> header() throws XMLStreamException {
        var found = new ArrayList<HeaderCell>();
        all = Optional.of(found);
        while (found.isEmpty() && next(false)) {
            // Rows above the header are formatted at most.
        }
        all = Optional.empty();
        return List.copyOf(found);
    }

    /// Whether there is another row; it is then the current one.
    ///
    /// @param renumber whether it may be written under another number
    boolean next(boolean renumber) throws XMLStreamException {
        row.from = row.to;
        xml.forget(row.from);
        while (xml.next()) {
            if (xml.starts("row")) {
                readRow(renumber);
                return true;
            }
            if (xml.isStart()) {
                throw new XMLStreamException(xml.name() + " between rows (expected: a row)");
            }
            if (xml.ends("sheetData")) {
                return false;
            }
        }
        throw new XMLStreamException("ends too early");
    }

    /// Where what stands before the rows ends.
    long rowsFrom() {
        return rowsFrom;
    }

    /// Where the element stands that says which cells are used; both 0 if there is none.
    long dimensionFrom() {
        return dimensionFrom;
    }

    long dimensionTo() {
        return dimensionTo;
    }

    @Override
    public void close() throws IOException {
        xml.close();
    }

    private void readBeforeRows() throws XMLStreamException {
        while (xml.next()) {
            if (xml.starts("dimension")) {
                dimensionFrom = xml.from();
                xml.skipElement();
                dimensionTo = xml.to();
            } else if (xml.starts("sheetData")) {
                rowsFrom = xml.to();
                row.to = rowsFrom;
                return;
            }
        }
        throw new XMLStreamException("no rows (expected: a worksheet)");
    }

    private void readRow(boolean renumber) throws XMLStreamException {
        row.clear();
        row.prefix = xml.prefix();
        row.number = rowNumber();
        nextCell = 0;
        column = 0;
        if (renumber) {
            changeNumber(0);
        }
        if (xml.attribute("spans").isPresent()) {
            StartTag spans = StartTag.attribute(xml.raw(), "spans");
            row.spansFrom = xml.from() + spans.from();
            row.spansTo = xml.from() + spans.to();
        }
        int depth = xml.depth();
        while (xml.next() && !(xml.isEnd() && xml.depth() == depth)) {
            if (xml.starts("c")) {
                readCell(renumber);
            } else if (xml.isStart()) {
                xml.skipElement();
            }
        }
        skipTo(CellRef.COLUMNS_MOST + 1, xml.from());
        row.to = xml.to();
    }

    private int rowNumber() throws XMLStreamException {
        int previous = row.number;
        int number = xml.attribute("r").map(SheetRows::whole).orElse(previous + 1);
        if (number <= previous || number > CellRef.ROWS_MOST) {
            throw new XMLStreamException(
                    "row " + number + " after row " + previous + " (expected: ascending rows)");
        }
        return number;
    }

    private void readCell(boolean renumber) throws XMLStreamException {
        Optional<String> ref = xml.attribute("r");
        int previous = column;
        column = ref.map(CellRef::column).orElse(previous + 1);
        if (column <= previous) {
            throw new XMLStreamException(
                    "cell " + ref.orElse("") + " after column " + CellRef.letters(previous));
        }
        if (renumber && ref.isPresent()) {
            changeNumber(CellRef.lettersOf(ref.get()));
        }
        skipTo(column, xml.from());
        SheetCell cell = watched();
        if (cell == null) {
            readUnwatched();
        } else {
            readWatched(cell);
        }
    }

    private @Nullable SheetCell watched() {
        if (nextCell < columns.length && columns[nextCell] == column) {
            return cells[nextCell++];
        }
        if (all.isPresent()) {
            return new SheetCell();
        }
        return null;
    }

    /// Watched columns left of this one have no cell; one would stand here.
    private void skipTo(int until, long at) {
        while (nextCell < columns.length && columns[nextCell] < until) {
            cells[nextCell++].clear(at);
        }
    }

    private void readUnwatched() throws XMLStreamException {
        int depth = xml.depth();
        while (xml.next() && !(xml.isEnd() && xml.depth() == depth)) {
            if (xml.starts("f")) {
                noteFormula();
            } else if (xml.isStart()) {
                row.lastColumn = column;
            }
        }
    }

    private void readWatched(SheetCell cell) throws XMLStreamException {
        cell.clear(xml.from());
        cell.there = true;
        cell.style = xml.attribute("s").map(SheetRows::whole).orElse(0);
        cell.kind = SheetCell.Kind.of(xml.attribute("t").orElse("n"));
        int depth = xml.depth();
        while (xml.next() && !(xml.isEnd() && xml.depth() == depth)) {
            if (xml.starts("f")) {
                cell.formula = true;
                noteFormula();
                xml.skipElement();
            } else if (xml.starts("v")) {
                cell.text = xml.elementText();
                row.lastColumn = column;
            } else if (xml.starts("is")) {
                cell.text = SharedStrings.text(xml);
                row.lastColumn = column;
            } else if (xml.isStart()) {
                xml.skipElement();
            }
        }
        cell.to = xml.to();
        if (row.lastColumn == column) {
            all.ifPresent(found -> found.add(new HeaderCell(column, cell)));
        }
    }

    private void noteFormula() {
        row.lastColumn = column;
        if (row.formulaColumn == 0) {
            row.formulaColumn = column;
        }
    }

    /// The digits of the element's `r` give way to the row's number as it will be.
    private void changeNumber(int letters) throws XMLStreamException {
        StartTag place = StartTag.attribute(xml.raw(), "r");
        if (place.isThere()) {
            long at = xml.from();
            row.change(at + place.from() + letters, at + place.to(), SheetRow.NUMBER);
        }
    }

    private static int whole(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
