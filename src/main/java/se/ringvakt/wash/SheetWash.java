package se.ringvakt.wash;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import se.ringvakt.wash.MarkColumns.Mark;
import se.ringvakt.wash.NumberCells.Judged;
import se.ringvakt.wash.WashRequest.Mode;

/// Washes the rows of one worksheet: each is read, judged and written, or not, before the next. Not
/// thread-safe.
final class SheetWash {
    private final XlsxPackage zip;
    private final Workbook.Sheet sheet;
    private final WashRequest request;
    private final SheetSurvey survey;
    private final NumberCells reader;
    private final List<Integer> numbers;
    private final MarkColumns marks;
    private final Tally tally = new Tally();

    SheetWash(
            XlsxPackage zip,
            Workbook.Sheet sheet,
            WashRequest request,
            SheetSurvey survey,
            NumberCells reader,
            List<Integer> numbers) {
        this.zip = zip;
        this.sheet = sheet;
        this.request = request;
        this.survey = survey;
        this.reader = reader;
        this.numbers = List.copyOf(numbers);
        this.marks =
                request.mode() == Mode.MARK ? MarkColumns.of(survey, numbers) : MarkColumns.NONE;
    }

    /// A copy of the sheet on its way.
    ///
    /// @param shift which rows are not in it
    record Copy(Writer writer, Shift shift) {}

    Tally tally() {
        return tally;
    }

    /// Whether rows may be left out, so that those below them move.
    static boolean moves(WashRequest request) {
        return request.mode() == Mode.REMOVE
                || request.unreadable() == WashRequest.Unreadable.SPLIT;
    }

    /// Writes the sheet, washed.
    void run(XlsxTargets targets, Reading reading) throws IOException {
        Copy out = copy(targets.out());
        Optional<Copy> rejects =
                targets.rejects().isPresent()
                        ? Optional.of(copy(targets.rejects().get()))
                        : Optional.empty();
        int row = 0;
        try (SheetRows rows = SheetRows.open(zip, sheet.part())) {
            begin(rows, out, rejects);
            rows.watch(marks.with(numbers));
            while (rows.next(rejects.isPresent() || !out.shift.isNone())) {
                boolean toRejects = pass(rows, out, rejects, reading);
                if (rejects.isPresent()) {
                    takeOthers(rejects.get().shift, row, rows.row.number, toRejects);
                }
                row = rows.row.number;
            }
            end(rows, out, rejects);
        } catch (XMLStreamException | NumberCells.BrokenCell e) {
            throw Refusal.damaged(zip.file(), "sheet " + sheet.name() + ", after row " + row, e);
        }
        targets.out().end(out.writer);
        if (rejects.isPresent()) {
            targets.rejects().orElseThrow().end(rejects.get().writer);
        }
    }

    private Copy copy(XlsxTarget target) throws IOException {
        return new Copy(target.begin(sheet.part()), target.shift);
    }

    /// What precedes the rows stays, but for the range of cells in use: set right where it is known
    /// beforehand, left out where it is not; spreadsheets find it out themselves.
    private void begin(SheetRows rows, Copy out, Optional<Copy> rejects) throws IOException {
        long from = rows.dimensionFrom();
        long to = rows.dimensionTo();
        List<Copy> copies = Stream.concat(Stream.of(out), rejects.stream()).toList();
        for (Copy copy : copies) {
            rows.xml.write(0, from, copy.writer);
            if (!moves(request) && to > from) {
                copy.writer.write(dimension(rows.xml.raw(from, to)));
            }
            rows.xml.write(to, rows.rowsFrom(), copy.writer);
        }
    }

    private String dimension(String asIs) {
        int last = Math.max(survey.lastColumn(), marks.lastColumn());
        return StartTag.with(asIs, "ref", "A1:" + CellRef.letters(last) + survey.lastRow());
    }

    private void end(SheetRows rows, Copy out, Optional<Copy> rejects)
            throws XMLStreamException, IOException {
        List<Copy> copies = Stream.concat(Stream.of(out), rejects.stream()).toList();
        var tail = new SheetTail(zip, sheet.name(), survey.headerRow(), copies);
        if (moves(request)) {
            tail.move(rows.xml, rows.row.from);
        } else {
            tail.copy(rows.xml, rows.row.from);
        }
    }

    /// Rows that are not in the file of unreadable ones, since the row before.
    private void takeOthers(Shift shift, int previous, int row, boolean isThere) {
        shift.take(Math.max(previous, survey.headerRow()) + 1, row - 1);
        if (!isThere) {
            shift.take(row, row);
        }
    }

    /// Writes a row to where it belongs; says whether that was the file of unreadable rows.
    private boolean pass(SheetRows rows, Copy out, Optional<Copy> rejects, Reading reading)
            throws IOException {
        SheetRow row = rows.row;
        if (row.number <= survey.headerRow()) {
            if (rejects.isPresent()) {
                row.write(rows.xml, rejects.get().writer, row.number);
            }
            if (row.number == survey.headerRow()) {
                markHeader(rows);
            }
            write(rows, out);
            return true;
        }
        if (row.isEmpty()) {
            write(rows, out);
            return false;
        }
        reading.addRow();
        return wash(rows, out, rejects);
    }

    private boolean wash(SheetRows rows, Copy out, Optional<Copy> rejects) throws IOException {
        List<Judged> judged = judge(rows);
        Fate fate = fate(judged);
        tally.count(fate);
        switch (fate) {
            case KEPT -> {
                if (request.mode() == Mode.MARK) {
                    mark(rows, judged);
                } else {
                    emptyStopped(rows, judged);
                }
                write(rows, out);
            }
            case REMOVED -> out.shift.take(rows.row.number, rows.row.number);
            case SPLIT -> {
                out.shift.take(rows.row.number, rows.row.number);
                split(rows, rejects.orElseThrow());
            }
        }
        return fate == Fate.SPLIT;
    }

    /// The rows of the other file stand close together, below the header.
    private void split(SheetRows rows, Copy rejects) throws IOException {
        SheetRow row = rows.row;
        row.write(rows.xml, rejects.writer, survey.headerRow() + (int) tally.of(Fate.SPLIT));
    }

    private static void write(SheetRows rows, Copy out) throws IOException {
        rows.row.write(rows.xml, out.writer, out.shift.below(rows.row.number));
    }

    private List<Judged> judge(SheetRows rows) {
        var judged = new ArrayList<Judged>(numbers.size());
        for (int column : numbers) {
            SheetCell cell = rows.cell(column);
            Judged one = reader.judge(cell);
            tally.count(one.finding());
            if (one.trouble().isPresent()) {
                tally.count(
                        one.trouble().get(), rows.row.number, survey.header(column), one.spelled());
            }
            judged.add(one);
        }
        return judged;
    }

    private Fate fate(List<Judged> judged) {
        return Fate.of(
                request,
                count(judged, Status.FREE),
                count(judged, Status.STOP),
                count(judged, Status.UNREADABLE));
    }

    private static int count(List<Judged> judged, Status status) {
        int count = 0;
        for (Judged one : judged) {
            count += one.finding().status() == status ? 1 : 0;
        }
        return count;
    }

    private void emptyStopped(SheetRows rows, List<Judged> judged) {
        for (int i = 0; i < judged.size(); i++) {
            if (judged.get(i).finding().status() == Status.STOP) {
                rows.row.empty(rows.cell(numbers.get(i)), numbers.get(i));
            }
        }
    }

    private void mark(SheetRows rows, List<Judged> judged) {
        for (Mark mark : marks.marks()) {
            SheetCell cell = rows.cell(mark.column());
            if (cell.formula) {
                throw new NumberCells.BrokenCell(
                        "a formula in column "
                                + mark.header()
                                + ", where a mark belongs; delete that column");
            }
            rows.row.put(cell, mark.column(), mark.text(judged.get(mark.of())), 0);
        }
        rows.row.reachTo(marks.lastColumn());
    }

    private void markHeader(SheetRows rows) {
        for (Mark mark : marks.marks()) {
            if (mark.isNew()) {
                SheetCell cell = rows.cell(mark.column());
                rows.row.put(cell, mark.column(), mark.header(), mark.headerStyle());
            }
        }
        rows.row.reachTo(marks.lastColumn());
    }
}
