package se.ringvakt.register;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/// A text file of numbers for its owner alone, written aside and put in place when it is whole.
public final class NumberFile {
    private static final int BUFFER_CHARACTERS = 1 << 16;

    private NumberFile() {}

    /// Writes one line each; what was there before is replaced.
    ///
    /// @return how many
    /// @throws RegisterRefused when it cannot be written; then nothing has changed
    public static long write(Path file, Stream<String> lines) {
        Path whole = file.toAbsolutePath();
        Path folder = whole.getParent();
        if (folder == null) {
            throw new RegisterRefused(file + ": not a file (expected: one to write)");
        }
        long[] count = {0};
        String name = String.valueOf(whole.getFileName());
        try {
            PrivateFile.create(folder.resolve(name + AtomicFile.ASIDE_SUFFIX));
            AtomicFile.write(
                    folder,
                    name,
                    channel ->
                            count[0] =
                                    write(
                                            Channels.newWriter(channel, StandardCharsets.UTF_8),
                                            lines.iterator()));
            return count[0];
        } catch (IOException | UncheckedIOException e) {
            throw new RegisterRefused(file + ": " + e + " (expected: to be written)", e);
        }
    }

    /// Leaves the channel open: it has to be forced to disk.
    private static long write(Writer channel, Iterator<String> lines) throws IOException {
        BufferedWriter out = new BufferedWriter(channel, BUFFER_CHARACTERS);
        long count = 0;
        for (; lines.hasNext(); count++) {
            out.write(lines.next());
            out.write('\n');
        }
        out.flush();
        return count;
    }
}
