package se.ringvakt.replay;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/// Rows one after the other. For one thread.
interface RowSource extends Closeable {
    /// The next row; empty: there are no more.
    Optional<Row> next() throws IOException;

    /// How rows are written out again.
    Form form();

    /// How far the file is read, in bytes.
    long read();

    long total();

    /// How the rows of a file are written.
    ///
    /// @param head what stands before the first row, with its line end; empty: nothing
    /// @param width how many columns there are
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares forms.
    record Form(byte[] head, boolean header, byte separator, int width) {}
}
