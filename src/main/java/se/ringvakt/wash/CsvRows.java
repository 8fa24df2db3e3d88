package se.ringvakt.wash;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The rows of a text file of columns, one after the other, written as a wash reads them. A row
/// that cannot be read is told, and the rows behind it go on. Memory does not grow with the file.
///
/// A file that grows while it is read, as a switch's log does, is read to where it ended when it
/// was opened. For one thread.
public final class CsvRows implements Closeable {
    private static final int BUFFER_BYTES = 4 << 20;
    private static final int CELLS_MOST = 10_000;

    private final FileChannel channel;
    private final long total;
    private final CellText text;
    private final Rows rows;
    private final byte separator;
    private final byte[] head;
    private final List<String> first;

    private byte[] buffer = new byte[BUFFER_BYTES];
    private int begin;
    private int end;
    private long read;

    /// The line on which the unread bytes begin, counted from 1.
    private long nextLine = 1;

    private long line;
    private int rowBegin;
    private int rowEnd;
    private Optional<String> fault = Optional.empty();

    private CsvRows(Path file, FileChannel channel, CsvForm form) throws IOException {
        this.channel = channel;
        this.total = channel.size();
        this.text = new CellText(form.encoding());
        fill();
        byte[] beginning = Arrays.copyOf(buffer, end);
        FileHead.Found found = new FileHead(file, beginning, read == total, form).read();
        Rows firstRow = found.firstRow();
        this.separator = found.separator();
        this.first =
                IntStream.range(0, firstRow.cells())
                        .mapToObj(cell ->
                                text.of(beginning, firstRow.from(cell), firstRow.to(cell))
                                        .toString()
                                        .strip())
                        .toList();
        this.rows = new Rows(separator, CELLS_MOST);
        this.begin = form.header() ? firstRow.after() : found.rowsBegin();
        this.head = Arrays.copyOf(beginning, begin);
        this.nextLine += found.linesBefore() + (form.header() ? firstRow.lines() : 0);
    }

    /// Opens a file and reads its beginning.
    ///
    /// @throws WashRefused when it is no text of columns, or empty
    public static CsvRows open(Path file, CsvForm form) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new CsvRows(file, channel, form);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// What stands in the header, or else in the first row.
    public List<String> first() {
        return first;
    }

    /// The bytes before the first row: byte order mark, Excel's line `sep=`, header.
    public byte[] head() {
        return head.clone();
    }

    /// What stands between columns, in ASCII.
    public byte separator() {
        return separator;
    }

    /// How many bytes there are to be read.
    public long total() {
        return total;
    }

    /// How many of them have been.
    public long read() {
        return read - (end - begin);
    }

    /// Goes to the next row that is not blank, if there is one.
    public boolean next() throws IOException {
        while (step()) {
            if (fault.isPresent() || !rows.blank()) {
                return true;
            }
        }
        return false;
    }

    /// The line on which the row begins, counted from 1.
    public long line() {
        return line;
    }

    /// Why the row cannot be read; empty: it can.
    public Optional<String> fault() {
        return fault;
    }

    /// How many cells it has; 0 when it cannot be read.
    public int cells() {
        return fault.isPresent() ? 0 : rows.cells();
    }

    /// What a cell says, without its quotes.
    public String cell(int index) {
        return text.of(buffer, rows.from(index), rows.to(index)).toString();
    }

    /// The row as it stands, without its line end.
    public byte[] bytes() {
        return Arrays.copyOfRange(buffer, rowBegin, rowEnd);
    }

    private boolean step() throws IOException {
        while (true) {
            rows.over(buffer, begin, end);
            try {
                if (rows.next() && (rows.after() < end || read == total)) {
                    return take();
                }
            } catch (Rows.Fault broken) {
                if (read == total || end - begin > Rows.BYTES_MOST) {
                    return skip(String.valueOf(broken.getMessage()));
                }
            }
            if (read == total) {
                return false;
            }
            fill();
        }
    }

    /// A row over several lines that has not as many cells as the first is one whose quote was
    /// never closed, and has swallowed others.
    private boolean take() {
        if (rows.lines() > 1 && rows.cells() != first.size()) {
            return skip("a quote opens a cell here and is not closed on the same line");
        }
        fault = Optional.empty();
        rowBegin = rows.start();
        rowEnd = rows.end();
        line = nextLine;
        nextLine += rows.lines();
        begin = rows.after();
        return true;
    }

    /// Gives up one line.
    private boolean skip(String why) {
        fault = Optional.of(why);
        line = nextLine++;
        rowBegin = begin;
        while (begin < end && buffer[begin] != RowBorders.LF && buffer[begin] != RowBorders.CR) {
            begin++;
        }
        rowEnd = begin;
        boolean two =
                begin + 1 < end
                        && buffer[begin] == RowBorders.CR
                        && buffer[begin + 1] == RowBorders.LF;
        begin = Math.min(end, begin + (two ? 2 : 1));
        return true;
    }

    /// Reads on behind what is still to be handed out.
    private void fill() throws IOException {
        byte[] target = begin == 0 && end == buffer.length ? new byte[end * 2] : buffer;
        System.arraycopy(buffer, begin, target, 0, end - begin);
        buffer = target;
        end -= begin;
        begin = 0;
        int wanted = (int) Math.min(buffer.length - end, total - read);
        ByteBuffer free = ByteBuffer.wrap(buffer, end, wanted);
        while (free.hasRemaining()) {
            int count = channel.read(free);
            if (count < 0) {
                throw new IOException("shorter than it was");
            }
            end += count;
            read += count;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
