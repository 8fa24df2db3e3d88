package se.ringvakt.wash;

/// Walks over the rows of a stretch of bytes, and says where each and its cells begin and end. For
/// one thread; made once and used for many stretches.
final class Rows {
    /// A longer row is refused: a quote was opened and never closed, or it is no list.
    static final int BYTES_MOST = 1 << 20;

    /// A row over more lines is refused for the same reason.
    static final int LINES_MOST = 1000;

    private static final String LONE = "a quote opens a cell here and is not closed";

    private final byte separator;
    private final int[] from;
    private final int[] to;
    private byte[] bytes = {};
    private int limit;

    private int line;
    private int nextLine;
    private int start;
    private int end;
    private int next;
    private int cells;

    /// @param columns how many cells of each row are to be told
    Rows(byte separator, int columns) {
        this.separator = separator;
        this.from = new int[columns];
        this.to = new int[columns];
    }

    /// A row that cannot be read.
    static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int line;

        Fault(int line, String message) {
            super(message);
            this.line = line;
        }

        /// The line, counted from 0 at the beginning of the stretch.
        int line() {
            return line;
        }
    }

    /// Begins at the beginning of a stretch of whole rows.
    void over(byte[] stretch, int begin, int length) {
        bytes = stretch;
        limit = length;
        next = begin;
        nextLine = 0;
    }

    /// Goes to the next row, if there is one.
    boolean next() {
        if (next >= limit) {
            return false;
        }
        start = next;
        line = nextLine;
        cells = 0;
        int at = cell(start);
        while (at < limit && bytes[at] == separator) {
            at = cell(at + 1);
        }
        end = at;
        next = at < limit ? afterLineEnd(at) : at;
        if (next - start > BYTES_MOST) {
            throw new Fault(line, "a row of more than " + BYTES_MOST + " bytes");
        }
        return true;
    }

    /// Where the row's first cell begins.
    int start() {
        return start;
    }

    /// Behind its last cell.
    int end() {
        return end;
    }

    /// Behind its line end.
    int after() {
        return next;
    }

    /// Whether there is nothing at all on the line.
    boolean blank() {
        return start == end;
    }

    /// How many cells it has.
    int cells() {
        return cells;
    }

    /// Where a cell begins, with its quotes.
    int from(int cell) {
        return from[cell];
    }

    /// Behind a cell, with its quotes.
    int to(int cell) {
        return to[cell];
    }

    /// The line on which the row begins, counted from 0 at the beginning of the stretch.
    int line() {
        return line;
    }

    /// The line after the last one seen.
    int lines() {
        return nextLine;
    }

    /// Passes over one cell; returns where its separator, line end or the limit is.
    private int cell(int begin) {
        int at = begin < limit && bytes[begin] == RowBorders.QUOTE ? quoted(begin) : begin;
        while (at < limit && !endsCell(bytes[at])) {
            at++;
        }
        if (cells < from.length) {
            from[cells] = begin;
            to[cells] = at;
        }
        cells++;
        return at;
    }

    private boolean endsCell(byte b) {
        return b == separator || b == RowBorders.LF || b == RowBorders.CR;
    }

    /// Passes over a quoted cell, and refuses one after which its column does not end: the quote
    /// that seems to close it is likely to open another, and rows have been swallowed.
    private int quoted(int opening) {
        int openedOn = nextLine;
        int at = opening + 1;
        while (at < limit) {
            byte b = bytes[at];
            if (b == RowBorders.QUOTE) {
                if (at + 1 < limit && bytes[at + 1] == RowBorders.QUOTE) {
                    at++;
                } else if (at + 1 == limit || endsCell(bytes[at + 1])) {
                    return at + 1;
                } else {
                    throw new Fault(openedOn, LONE + ", or text follows the one that closes it");
                }
            } else if (b == RowBorders.LF || (b == RowBorders.CR && !isHalf(at))) {
                nextLine++;
                if (nextLine - openedOn > LINES_MOST) {
                    throw new Fault(openedOn, LONE + " within " + LINES_MOST + " lines");
                }
            }
            at++;
        }
        throw new Fault(openedOn, LONE);
    }

    private boolean isHalf(int carriageReturn) {
        return carriageReturn + 1 < limit && bytes[carriageReturn + 1] == RowBorders.LF;
    }

    private int afterLineEnd(int at) {
        nextLine++;
        return bytes[at] == RowBorders.CR && isHalf(at) ? at + 2 : at + 1;
    }
}
