package se.ringvakt.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/// A segment's records, held open: the file may grow meanwhile, or give its name to another.
final class SignedRecords implements AutoCloseable {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final FileChannel channel;

    private SignedRecords(FileChannel channel) {
        this.channel = channel;
    }

    /// Opens it; empty: it is not there.
    static Optional<SignedRecords> open(Path segment) throws IOException {
        try {
            return Optional.of(
                    new SignedRecords(FileChannel.open(segment, StandardOpenOption.READ)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    long length() throws IOException {
        return channel.size();
    }

    /// Where the line with this hash ends, its line feed included, looked for from the end; -1:
    /// nowhere.
    long end(String hash) throws IOException {
        if (!HASH.matcher(hash).matches()) {
            return -1;
        }
        byte[] wanted = hash.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer lines = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        int end = before(lines, lines.limit());
        while (end >= 0) {
            int begin = before(lines, end) + 1;
            if (end - begin > wanted.length
                    && lines.slice(begin, wanted.length).equals(ByteBuffer.wrap(wanted))) {
                return end + 1L;
            }
            end = begin - 1;
        }
        return -1;
    }

    /// The last line feed before this place; -1: none.
    private static int before(ByteBuffer lines, int place) {
        int at = place - 1;
        while (at >= 0 && lines.get(at) != '\n') {
            at--;
        }
        return at;
    }

    void copy(long length, OutputStream out) throws IOException {
        WritableByteChannel to = Channels.newChannel(out);
        for (long at = 0; at < length; ) {
            long sent = channel.transferTo(at, length - at, to);
            if (sent == 0) {
                throw new IOException("shorter than its head says");
            }
            at += sent;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
