package se.ringvakt.wash;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import se.ringvakt.wash.WashReport.FileFacts;

/// A spreadsheet as it is written: the parts of the one that is washed, packed as they are, but for
/// those that are rewritten. Not thread-safe.
final class XlsxTarget implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    /// Which rows of the washed sheet are not in this file.
    final Shift shift = new Shift();

    private final XlsxPackage source;
    private final AsideFile aside;
    private final ZipArchiveOutputStream zip;

    private XlsxTarget(XlsxPackage source, AsideFile aside) {
        this.source = source;
        this.aside = aside;
        this.zip = new ZipArchiveOutputStream(new AsideStream(aside));
    }

    static XlsxTarget create(XlsxPackage source, Path file) throws IOException {
        return new XlsxTarget(source, AsideFile.create(file));
    }

    /// Copies all parts but these.
    void copy(Set<String> except) throws IOException {
        for (ZipArchiveEntry entry : source.entries()) {
            if (!except.contains(entry.getName())) {
                try (InputStream packed = source.packed(entry)) {
                    zip.addRawArchiveEntry(entry, packed);
                }
            }
        }
    }

    /// Begins a part that is rewritten as a stream, until [#end].
    Writer begin(String part) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(part);
        for (ZipArchiveEntry old : source.entries()) {
            if (old.getName().equals(part)) {
                entry.setTime(old.getTime());
            }
        }
        zip.putArchiveEntry(entry);
        return new BufferedWriter(
                new OutputStreamWriter(new Unclosed(zip), StandardCharsets.UTF_8), BUFFER_BYTES);
    }

    void end(Writer part) throws IOException {
        part.flush();
        zip.closeArchiveEntry();
    }

    /// Writes a part that is rewritten as a whole.
    void write(String part, String text) throws IOException {
        Writer writer = begin(part);
        writer.write(text);
        end(writer);
    }

    /// Has all of it reach the disk.
    void finish() throws IOException {
        zip.finish();
        zip.flush();
        aside.sync();
    }

    FileFacts place() throws IOException {
        return aside.place();
    }

    void takeBack(IOException cause) {
        aside.takeBack(cause);
    }

    @Override
    public void close() throws IOException {
        aside.close();
    }

    /// What is written to it goes to the file aside, in large pieces.
    private static final class AsideStream extends OutputStream {
        private final AsideFile aside;
        private final byte[] buffer = new byte[BUFFER_BYTES];
        private int held;

        AsideStream(AsideFile aside) {
            this.aside = aside;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int from = offset;
            while (from < offset + length) {
                int fits = Math.min(buffer.length - held, offset + length - from);
                System.arraycopy(bytes, from, buffer, held, fits);
                held += fits;
                from += fits;
                if (held == buffer.length) {
                    flush();
                }
            }
        }

        @Override
        public void flush() throws IOException {
            aside.write(buffer, held);
            held = 0;
        }
    }

    /// The stream of one part, whose end is not the end of the package.
    private static final class Unclosed extends OutputStream {
        private final OutputStream out;

        Unclosed(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }
    }
}
