package se.ringvakt.wash;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.ringvakt.wash.Layout.Column;
import se.ringvakt.wash.WashRequest.Mode;

/// Washes blocks of rows: what is not to be changed is copied as it stands, in stretches as long as
/// possible. For one thread.
final class BlockWash {
    private static final byte[] NOTHING = {};

    private final Layout layout;
    private final WashRequest request;
    private final Screen screen;
    private final Rows rows;
    private final CellText text;
    private final Marks marks = new Marks();
    private final List<Column> columns;
    private final Finding[] findings;
    private final @Nullable Trouble[] troubles;

    /// What each cell of the row at hand is replaced by; null: it stays.
    private final byte[] @Nullable [] replaced;

    private int free;
    private int stopped;
    private int unreadable;

    BlockWash(Layout layout, WashRequest request, CsvForm form, Screen screen) {
        this.layout = layout;
        this.request = request;
        this.screen = screen;
        this.rows = new Rows(layout.separator(), layout.cells(request.mode()));
        this.text = new CellText(form.encoding());
        this.columns = layout.numbers();
        this.findings = new Finding[columns.size()];
        this.troubles = new Trouble[columns.size()];
        this.replaced = new byte[layout.cells(request.mode())][];
    }

    /// Washes a block into a segment.
    ///
    /// @throws Rows.Fault when a row cannot be read
    void wash(Block block, Segment segment) {
        segment.clear();
        byte[] bytes = block.bytes();
        rows.over(bytes, 0, block.length());
        int verbatim = 0;
        int seen = 0;
        while (rows.next()) {
            if (rows.blank()) {
                continue;
            }
            seen++;
            judge(bytes, segment.tally());
            Fate fate = Fate.of(request, free, stopped, unreadable);
            segment.tally().count(fate);
            boolean asIs = fate == Fate.KEPT && !isChanged();
            if (!asIs) {
                segment.out().put(bytes, verbatim, rows.start());
                verbatim = rows.after();
                put(fate, bytes, segment);
            }
        }
        segment.out().put(bytes, verbatim, block.length());
        segment.read(block.length(), seen, rows.lines());
    }

    private void put(Fate fate, byte[] bytes, Segment segment) {
        switch (fate) {
            case REMOVED -> {}
            case SPLIT -> segment.rejects().put(bytes, rows.start(), rows.after());
            case KEPT -> {
                if (request.mode() == Mode.MARK) {
                    putMarked(bytes, segment.out());
                } else {
                    putEmptied(bytes, segment.out());
                }
            }
        }
    }

    /// Whether the row would be written otherwise than it stands, if it is kept. One that is kept
    /// in spite of a stopped number does without it.
    private boolean isChanged() {
        return request.mode() == Mode.MARK || stopped > 0;
    }

    private void judge(byte[] bytes, Tally tally) {
        free = 0;
        stopped = 0;
        unreadable = 0;
        for (int i = 0; i < findings.length; i++) {
            Column column = columns.get(i);
            boolean there = column.index() < rows.cells();
            CharSequence spelled =
                    there ? text.of(bytes, rows.from(column.index()), rows.to(column.index())) : "";
            Finding finding = there ? screen.of(spelled) : Finding.UNREADABLE;
            findings[i] = finding;
            troubles[i] = null;
            tally.count(finding);
            switch (finding.status()) {
                case FREE -> free++;
                case STOP -> stopped++;
                case UNREADABLE -> {
                    unreadable++;
                    Trouble trouble = there ? Trouble.of(spelled) : Trouble.NO_CELL;
                    troubles[i] = trouble;
                    tally.count(trouble, rows.line(), column.label(), spelled);
                }
                case EMPTY -> {}
            }
        }
    }

    private void putEmptied(byte[] bytes, ByteSink out) {
        for (int i = 0; i < findings.length; i++) {
            if (findings[i].status() == Status.STOP) {
                replaced[columns.get(i).index()] = NOTHING;
            }
        }
        int copied = putReplaced(bytes, out, Math.min(rows.cells(), replaced.length));
        out.put(bytes, copied, rows.after());
        Arrays.fill(replaced, null);
    }

    /// The row with its marks: in the columns that bear them already, or after the header's last
    /// column, so that they stand under their headers however many cells the row has.
    private void putMarked(byte[] bytes, ByteSink out) {
        for (int i = 0; i < findings.length; i++) {
            replace(columns.get(i).status(), status(i));
            replace(columns.get(i).reason(), reason(i));
            replace(columns.get(i).until(), until(i));
        }
        int there = Math.min(rows.cells(), layout.width());
        int copied = putReplaced(bytes, out, there);
        out.put(bytes, copied, rows.to(there - 1));
        for (int cell = there; cell < layout.width(); cell++) {
            out.put(layout.separator());
            byte @Nullable [] mark = replaced[cell];
            if (mark != null) {
                out.put(mark);
            }
        }
        for (int i = 0; i < findings.length; i++) {
            append(columns.get(i).status(), status(i), out);
            append(columns.get(i).reason(), reason(i), out);
            append(columns.get(i).until(), until(i), out);
        }
        out.put(bytes, rows.to(there - 1), rows.after());
        Arrays.fill(replaced, null);
    }

    /// Puts the row up to the last replaced cell; returns where in the block it goes on.
    private int putReplaced(byte[] bytes, ByteSink out, int cells) {
        int copied = rows.start();
        for (int cell = 0; cell < cells; cell++) {
            byte @Nullable [] instead = replaced[cell];
            if (instead != null) {
                out.put(bytes, copied, rows.from(cell));
                out.put(instead);
                copied = rows.to(cell);
            }
        }
        return copied;
    }

    private void replace(int cell, byte[] mark) {
        if (cell >= 0) {
            replaced[cell] = mark;
        }
    }

    private void append(int there, byte[] mark, ByteSink out) {
        if (there < 0) {
            out.put(layout.separator());
            out.put(mark);
        }
    }

    private byte[] status(int number) {
        return marks.status(findings[number]);
    }

    private byte[] reason(int number) {
        Trouble trouble = troubles[number];
        return trouble == null ? marks.reason(findings[number]) : marks.reason(trouble);
    }

    private byte[] until(int number) {
        return marks.until(findings[number]);
    }
}
