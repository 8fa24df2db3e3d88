package se.ringvakt.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import se.ringvakt.replay.Row.What;
import se.ringvakt.wash.CsvRows;

/// Reads files in which each row is a call.
final class TableReader implements RowSource {
    private final CsvRows rows;
    private final boolean header;
    private final Columns columns;
    private final CallReader calls;
    private final int width;

    /// @param rows of the file, closed with this
    TableReader(Path file, CsvRows rows, Mapping mapping, CallReader calls) {
        this.rows = rows;
        this.header = mapping.header();
        List<String> names = header ? rows.first() : mapping.names();
        this.columns = new Columns(file, mapping, names);
        this.calls = calls;
        this.width = rows.first().size();
    }

    @Override
    public Optional<Row> next() throws IOException {
        return rows.next()
                ? Optional.of(new Row(rows.line(), rows.bytes(), rows.cells(), what()))
                : Optional.empty();
    }

    private What what() {
        if (rows.fault().isPresent()) {
            return new What.Unreadable(rows.fault().get());
        }
        if (rows.cells() < columns.least()) {
            return new What.Unreadable(
                    "columns: %d (expected: at least %d)".formatted(rows.cells(), columns.least()));
        }
        try {
            return columns.isDialled(rows::cell)
                    ? new What.Dialled(calls.read(field -> columns.of(field, rows::cell)))
                    : What.NotDialled.NOT_DIALLED;
        } catch (BadCell bad) {
            return new What.Unreadable(String.valueOf(bad.getMessage()));
        }
    }

    @Override
    public Form form() {
        return new Form(rows.head(), header, rows.separator(), width);
    }

    @Override
    public long read() {
        return rows.read();
    }

    @Override
    public long total() {
        return rows.total();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
