package se.ringvakt.wash;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// One row as it stands in the sheet's characters, and what is to be changed in it. Reused from row
/// to row. Not thread-safe.
final class SheetRow {
    /// Stands for the row's number in what is written.
    static final String NUMBER = "\0";

    /// Counted from 1, as the spreadsheet shows it.
    int number;

    /// The last column with something in it; 0 if the row is empty.
    int lastColumn;

    /// The first column with a formula; 0 if there is none.
    int formulaColumn;

    /// The element's prefix with its colon, or nothing.
    String prefix = "";

    /// Where its characters begin, those since the row before included, and where they end.
    long from;

    long to;

    /// Where the columns it says it reaches over stand; the same if it does not say.
    long spansFrom;

    long spansTo;

    private final List<Change> changes = new ArrayList<>();

    private record Change(long from, long to, String text) {}

    void clear() {
        lastColumn = 0;
        formulaColumn = 0;
        spansFrom = 0;
        spansTo = 0;
        changes.clear();
    }

    boolean isEmpty() {
        return lastColumn == 0;
    }

    /// Writes this text in place of some characters. A later change within them is dropped.
    void change(long changeFrom, long changeTo, String text) {
        changes.add(new Change(changeFrom, changeTo, text));
    }

    /// Puts a text into a cell, which keeps its style, or makes one.
    void put(SheetCell cell, int column, String text, int styleIfNew) {
        int style = cell.there ? cell.style : styleIfNew;
        String content =
                "<"
                        + prefix
                        + "is><"
                        + prefix
                        + "t>"
                        + StartTag.escape(Escapes.encode(text))
                        + "</"
                        + prefix
                        + "t></"
                        + prefix
                        + "is></"
                        + prefix
                        + "c>";
        change(
                cell.from,
                cell.to,
                text.isEmpty()
                        ? cell.there ? tag(column, style, "") + "/>" : ""
                        : tag(column, style, " t=\"inlineStr\"") + ">" + content);
    }

    /// Leaves nothing of a cell but its style.
    void empty(SheetCell cell, int column) {
        put(cell, column, "", 0);
    }

    /// Says that it reaches as far as this column.
    void reachTo(int column) {
        if (spansTo > spansFrom) {
            change(spansFrom, spansTo, "1:" + Math.max(column, lastColumn));
        }
    }

    private String tag(int column, int style, String type) {
        String styled = style == 0 ? "" : " s=\"" + style + "\"";
        return "<" + prefix + "c r=\"" + CellRef.letters(column) + NUMBER + "\"" + styled + type;
    }

    /// Writes the row, changed, under this number.
    void write(RawXml xml, Writer out, int as) throws IOException {
        changes.sort(Comparator.comparingLong(Change::from));
        long at = from;
        for (Change change : changes) {
            if (change.from >= at) {
                xml.write(at, change.from, out);
                out.write(change.text.replace(NUMBER, Integer.toString(as)));
                at = change.to;
            }
        }
        xml.write(at, to, out);
    }
}
