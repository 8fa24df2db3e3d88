package se.ringvakt.wash;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Finds out from a file's beginning how its rows are written: whether it is a text of columns at
/// all, where the first row begins, and what separates columns.
final class FileHead {
    private static final byte[] SEPARATORS = {';', ',', '\t', '|'};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final int ROWS_COMPARED = 50;
    private static final int COLUMNS_MOST = 10_000;

    private final Path file;
    private final byte[] head;
    private final boolean whole;
    private final CsvForm form;

    /// What was found.
    ///
    /// @param rowsBegin behind byte order mark and Excel's line `sep=`
    /// @param linesBefore how many lines these take
    /// @param firstRow stands on the first row that is not blank
    record Found(byte separator, int rowsBegin, int linesBefore, Rows firstRow) {}

    /// @param whole there is nothing after the head
    FileHead(Path file, byte[] head, boolean whole, CsvForm form) {
        this.file = file;
        this.head = head;
        this.whole = whole;
        this.form = form;
    }

    /// @throws WashRefused when it is no text of columns, or empty
    Found read() {
        checkIsText();
        int begin = startsWith(BYTE_ORDER_MARK, 0) ? BYTE_ORDER_MARK.length : 0;
        Optional<Byte> told = toldSeparator(begin);
        int rowsBegin = told.isPresent() ? afterLine(begin) : begin;
        byte separator =
                form.separator()
                        .map(character -> (byte) character.charValue())
                        .or(() -> told)
                        .orElseGet(() -> likeliest(rowsBegin));
        Rows rows = rows(separator, rowsBegin);
        if (!firstRow(rows)) {
            throw refused("empty (expected: " + (form.header() ? "a header)" : "rows)"));
        }
        if (rows.cells() > COLUMNS_MOST) {
            throw refused(rows.cells() + " columns (expected: at most " + COLUMNS_MOST + ")");
        }
        return new Found(separator, rowsBegin, told.isPresent() ? 1 : 0, rows);
    }

    private void checkIsText() {
        if (startsWith(new byte[] {(byte) 0xff, (byte) 0xfe}, 0)
                || startsWith(new byte[] {(byte) 0xfe, (byte) 0xff}, 0)) {
            throw refused("UTF-16 (expected: UTF-8 or ISO-8859-1; save it as \"CSV UTF-8\")");
        }
        if (startsWith(new byte[] {0x1f, (byte) 0x8b}, 0)
                || startsWith(new byte[] {'P', 'K', 3, 4}, 0)) {
            throw refused("a packed file (expected: a text of columns; unpack it)");
        }
        for (byte b : head) {
            if (b == 0) {
                throw refused("zero bytes in it (expected: text in UTF-8 or ISO-8859-1)");
            }
        }
    }

    /// Excel's own line, `sep=;`.
    private Optional<Byte> toldSeparator(int begin) {
        int end = begin + "sep=;".length();
        boolean told =
                head.length > end
                        && (head[end] == RowBorders.LF || head[end] == RowBorders.CR)
                        && new String(head, begin, end - begin - 1, StandardCharsets.ISO_8859_1)
                                .toLowerCase(Locale.ROOT)
                                .equals("sep=");
        return told ? Optional.of(head[end - 1]) : Optional.empty();
    }

    private int afterLine(int begin) {
        int end = begin + "sep=;".length();
        boolean two =
                head[end] == RowBorders.CR
                        && end + 1 < head.length
                        && head[end + 1] == RowBorders.LF;
        return end + (two ? 2 : 1);
    }

    /// The separator under which most rows have as many columns as the first, more than one.
    private byte likeliest(int begin) {
        byte likeliest = SEPARATORS[0];
        double most = 0;
        for (byte separator : SEPARATORS) {
            double score = score(separator, begin);
            if (score > most) {
                most = score;
                likeliest = separator;
            }
        }
        return likeliest;
    }

    private double score(byte separator, int begin) {
        Rows rows = rows(separator, begin);
        int width = 0;
        int seen = 0;
        int alike = 0;
        try {
            while (seen < ROWS_COMPARED && rows.next()) {
                if (!rows.blank()) {
                    width = seen == 0 ? rows.cells() : width;
                    seen++;
                    alike += rows.cells() == width ? 1 : 0;
                }
            }
        } catch (Rows.Fault _) {
            // Whatever follows is taken to be unlike: better only than what fits no row.
            seen = ROWS_COMPARED;
        }
        // Of two under which all rows are alike, the one that makes more columns.
        return width <= 1
                ? 0
                : (double) alike / seen
                        + (double) Math.min(width, COLUMNS_MOST) / (COLUMNS_MOST * 10);
    }

    private Rows rows(byte separator, int begin) {
        int end = whole ? head.length : RowBorders.last(head, begin, head.length, separator);
        Rows rows = new Rows(separator, COLUMNS_MOST);
        rows.over(head, begin, end == begin ? head.length : end);
        return rows;
    }

    private boolean firstRow(Rows rows) {
        try {
            while (rows.next()) {
                if (!rows.blank()) {
                    return true;
                }
            }
            return false;
        } catch (Rows.Fault fault) {
            throw refused("line " + (fault.line() + 1) + ": " + fault.getMessage(), fault);
        }
    }

    private boolean startsWith(byte[] prefix, int at) {
        return head.length >= at + prefix.length
                && Arrays.equals(head, at, at + prefix.length, prefix, 0, prefix.length);
    }

    private WashRefused refused(String what) {
        return new WashRefused(file + ": " + what);
    }

    private WashRefused refused(String what, RuntimeException cause) {
        return new WashRefused(file + ": " + what, cause);
    }
}
