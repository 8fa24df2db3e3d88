package se.ringvakt.wash;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import se.ringvakt.wash.WashReport.FileFacts;

/// A file read once from end to end in blocks of whole rows, and digested on the way. For one
/// thread at a time.
final class BlockSource implements Closeable {
    private static final int HEAD_BYTES = 1 << 18;

    private final Path file;
    private final FileChannel channel;
    private final State before;
    private final int blockBytes;
    private final FileDigest digest = new FileDigest();
    private byte separator;

    /// What was read and not yet handed out lies between these two.
    private byte[] buffer;

    private int begin;
    private int end;
    private boolean ended;

    /// @param blockBytes how long blocks are, unless a row is longer
    BlockSource(Path file, int blockBytes) throws IOException {
        this.file = file;
        this.blockBytes = blockBytes;
        this.buffer = new byte[HEAD_BYTES];
        this.before = State.of(file);
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /// Reads the file's beginning, which is handed out again unless [#skip] says otherwise.
    byte[] head() throws IOException {
        fill(HEAD_BYTES);
        return Arrays.copyOfRange(buffer, begin, end);
    }

    /// Whether all of the file has been read.
    boolean ended() {
        return ended;
    }

    /// The head's length, and what separates columns after it.
    void skip(int headBytes, byte columnSeparator) {
        begin += headBytes;
        separator = columnSeparator;
    }

    long total() {
        return before.size();
    }

    long read() {
        return digest.bytes();
    }

    /// Fills the block with the next rows; false when there are none. A row over the limit comes
    /// alone and cut off.
    boolean next(Block block) throws IOException {
        int wanted = blockBytes;
        while (true) {
            fill(wanted);
            int length = Math.min(end - begin, wanted);
            if (length == 0) {
                return false;
            }
            boolean last = ended && length == end - begin;
            int border =
                    last
                            ? begin + length
                            : RowBorders.last(buffer, begin, begin + length, separator);
            if (border == begin && wanted > Rows.BYTES_MOST) {
                border = begin + length;
            }
            if (border > begin) {
                block.fill(buffer, begin, border);
                begin = border;
                return true;
            }
            wanted = Math.max(wanted, Math.min(wanted * 2, Rows.BYTES_MOST + 2));
        }
    }

    /// Says what was read; refuses a file that changed meanwhile.
    FileFacts facts() throws IOException {
        if (!State.of(file).equals(before) || digest.bytes() != before.size()) {
            throw new WashRefused(file + ": changed while it was read (expected: a file at rest)");
        }
        return digest.facts(file);
    }

    /// Reads until so many bytes are at hand or the file ends.
    private void fill(int wanted) throws IOException {
        if (end - begin >= wanted || ended) {
            return;
        }
        byte[] target = wanted > buffer.length ? new byte[wanted] : buffer;
        System.arraycopy(buffer, begin, target, 0, end - begin);
        buffer = target;
        end -= begin;
        begin = 0;
        ByteBuffer free = ByteBuffer.wrap(buffer, end, buffer.length - end);
        while (end < wanted) {
            int read = channel.read(free);
            if (read < 0) {
                ended = true;
                return;
            }
            digest.update(buffer, end, read);
            end += read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private record State(long size, FileTime modified) {
        static State of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new IOException("not a regular file");
            }
            return new State(attributes.size(), attributes.lastModifiedTime());
        }
    }
}
