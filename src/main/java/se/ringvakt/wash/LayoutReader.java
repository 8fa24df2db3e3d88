package se.ringvakt.wash;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import se.ringvakt.wash.Layout.Column;
import se.ringvakt.wash.WashRequest.Mode;

/// Finds out how a file is laid out from its first rows.
final class LayoutReader {
    private static final int NAMES_MOST = 40;
    private static final String STATUS = "ringvakt_status";
    private static final String REASON = "ringvakt_reason";
    private static final String UNTIL = "ringvakt_until";

    private final byte[] head;
    private final boolean whole;
    private final WashRequest request;
    private final CsvForm form;
    private final Screen screen;
    private final List<String> names = new ArrayList<>();

    LayoutReader(byte[] head, boolean whole, WashRequest request, CsvForm form, Screen screen) {
        this.head = head;
        this.whole = whole;
        this.request = request;
        this.form = form;
        this.screen = screen;
    }

    Layout read() {
        FileHead.Found found = new FileHead(request.in(), head, whole, form).read();
        byte separator = found.separator();
        Rows rows = found.firstRow();
        int width = rows.cells();
        readNames(rows, width);
        List<Column> columns = columns();
        if (!form.header()) {
            byte[] prologue = Arrays.copyOf(head, found.rowsBegin());
            return new Layout(separator, prologue, prologue, found.linesBefore(), width, columns);
        }
        checkIsHeader(columns);
        byte[] asIs = Arrays.copyOf(head, rows.after());
        byte[] out = request.mode() == Mode.MARK ? marked(asIs, rows, columns, separator) : asIs;
        return new Layout(separator, asIs, out, found.linesBefore() + rows.lines(), width, columns);
    }

    private void readNames(Rows rows, int width) {
        CellText text = new CellText(form.encoding());
        for (int i = 0; i < width; i++) {
            names.add(text.of(head, rows.from(i), rows.to(i)).toString().strip());
        }
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        boolean one = request.columns().size() == 1;
        for (String wanted : request.columns()) {
            int index = index(wanted);
            String label =
                    form.header() && !names.get(index).isEmpty()
                            ? names.get(index)
                            : Integer.toString(index + 1);
            if (columns.stream().anyMatch(column -> column.index() == index)) {
                throw refused("column '" + wanted + "': named twice (expected: each once)");
            }
            String suffix = one ? "" : "_" + label;
            columns.add(
                    new Column(
                            index,
                            label,
                            mark(STATUS + suffix),
                            mark(REASON + suffix),
                            mark(UNTIL + suffix)));
        }
        return columns;
    }

    private int index(String wanted) {
        List<Integer> named = form.header() ? named(wanted.strip()) : List.of();
        if (named.size() > 1) {
            throw refused(
                    "column '"
                            + wanted
                            + "': "
                            + named.size()
                            + " of that name, at "
                            + positions(named)
                            + " (expected: a position)");
        }
        if (named.size() == 1) {
            return named.getFirst();
        }
        if (wanted.matches("[1-9][0-9]{0,4}") && Integer.parseInt(wanted) <= names.size()) {
            return Integer.parseInt(wanted) - 1;
        }
        throw refused("column '" + wanted + "': not there (expected: " + expected() + ")");
    }

    private String expected() {
        String positions = "1 to " + names.size();
        if (!form.header()) {
            return "a position, " + positions + ", since there is no header";
        }
        return "one of "
                + names.stream().limit(NAMES_MOST).collect(Collectors.joining(", "))
                + (names.size() > NAMES_MOST ? ", ..." : "")
                + "; or a position, "
                + positions;
    }

    private static String positions(List<Integer> indexes) {
        return indexes.stream()
                .map(index -> Integer.toString(index + 1))
                .collect(Collectors.joining(" and "));
    }

    private List<Integer> named(String wanted) {
        return IntStream.range(0, names.size())
                .filter(i -> names.get(i).equalsIgnoreCase(wanted))
                .boxed()
                .toList();
    }

    private int mark(String name) {
        List<Integer> there =
                form.header() && request.mode() == Mode.MARK ? named(name) : List.of();
        return there.isEmpty() ? -1 : there.getFirst();
    }

    /// A header that is a number is a first row, and would be left as it is unwashed.
    private void checkIsHeader(List<Column> columns) {
        for (Column column : columns) {
            Status status = screen.of(names.get(column.index())).status();
            if (status == Status.FREE || status == Status.STOP) {
                throw refused(
                        "the first row holds a number in column "
                                + (column.index() + 1)
                                + " (expected: a header; --no-header, if there is"
                                + " none)");
            }
        }
    }

    /// The header with those of the marks that it has not yet.
    private byte[] marked(byte[] asIs, Rows rows, List<Column> columns, byte separator) {
        ByteSink out = new ByteSink(asIs.length + 100);
        out.put(asIs, 0, rows.end());
        boolean one = columns.size() == 1;
        for (Column column : columns) {
            byte[] suffix = one ? new byte[0] : suffix(asIs, rows, column);
            putMark(out, column.status(), STATUS, suffix, separator);
            putMark(out, column.reason(), REASON, suffix, separator);
            putMark(out, column.until(), UNTIL, suffix, separator);
        }
        out.put(asIs, rows.end(), asIs.length);
        return out.copy();
    }

    private static void putMark(
            ByteSink out, int there, String name, byte[] suffix, byte separator) {
        if (there >= 0) {
            return;
        }
        boolean quoted = false;
        for (byte b : suffix) {
            quoted |=
                    b == separator
                            || b == RowBorders.QUOTE
                            || b == RowBorders.LF
                            || b == RowBorders.CR;
        }
        out.put(separator);
        if (quoted) {
            out.put(RowBorders.QUOTE);
        }
        out.put(name.getBytes(StandardCharsets.US_ASCII));
        out.put(suffix);
        if (quoted) {
            out.put(RowBorders.QUOTE);
        }
    }

    /// `_` and the column's header in the file's own bytes, inner quotes doubled as they stand.
    private static byte[] suffix(byte[] asIs, Rows rows, Column column) {
        ByteSink suffix = new ByteSink(32);
        suffix.put((byte) '_');
        int from = rows.from(column.index());
        int to = rows.to(column.index());
        if (to - from >= 2 && asIs[from] == RowBorders.QUOTE) {
            from++;
            to--;
        }
        while (from < to && asIs[from] == ' ') {
            from++;
        }
        while (from < to && asIs[to - 1] == ' ') {
            to--;
        }
        if (from == to) {
            suffix.put(column.label().getBytes(StandardCharsets.US_ASCII));
        } else {
            suffix.put(asIs, from, to);
        }
        return suffix.copy();
    }

    private WashRefused refused(String what) {
        return new WashRefused(request.in() + ": " + what);
    }
}
