package se.ringvakt.wash;

/// Where rows end. A quote opens a cell only where the cell begins; a row ends at LF, CRLF or a
/// lone CR outside quotes.
final class RowBorders {
    static final byte QUOTE = '"';
    static final byte LF = '\n';
    static final byte CR = '\r';

    private RowBorders() {}

    /// The end of the last row that is certain to be whole, line end included; `from` when none is.
    ///
    /// @param from where a row begins
    /// @param to what follows is not known yet
    static int last(byte[] bytes, int from, int to, byte separator) {
        int border = from;
        int outside = from;
        while (true) {
            int quote = indexOf(QUOTE, bytes, outside, to);
            border = Math.max(border, lastLineEnd(bytes, outside, quote < 0 ? to : quote, to));
            if (quote < 0) {
                return border;
            }
            if (opens(bytes, from, quote, separator)) {
                int closing = closing(bytes, quote, to);
                if (closing < 0) {
                    return border;
                }
                outside = closing + 1;
            } else {
                outside = quote + 1;
            }
        }
    }

    /// The quote that ends the cell that this one begins; -1: there is none, or what follows it is
    /// not known yet.
    private static int closing(byte[] bytes, int opening, int to) {
        int quote = indexOf(QUOTE, bytes, opening + 1, to);
        while (quote >= 0 && quote + 1 < to && bytes[quote + 1] == QUOTE) {
            quote = indexOf(QUOTE, bytes, quote + 2, to);
        }
        return quote + 1 < to ? quote : -1;
    }

    private static boolean opens(byte[] bytes, int from, int quote, byte separator) {
        if (quote == from) {
            return true;
        }
        byte before = bytes[quote - 1];
        return before == separator || before == LF || before == CR;
    }

    /// Behind the last line end that lies in this range, -1 if none does.
    ///
    /// @param known what lies behind is not known yet: a CR there may be half a line end
    private static int lastLineEnd(byte[] bytes, int from, int to, int known) {
        for (int i = to - 1; i >= from; i--) {
            if (bytes[i] == LF || (bytes[i] == CR && i + 1 < known && bytes[i + 1] != LF)) {
                return i + 1;
            }
        }
        return -1;
    }

    private static int indexOf(byte wanted, byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
