package se.ringvakt.wash;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/// A part as it is unpacked: measured against the limits, and at its end against the length and
/// checksum the package gives. Not thread-safe.
final class PartStream extends FilterInputStream {
    private final Path file;
    private final ZipArchiveEntry entry;
    private final Reading reading;
    private final CRC32 crc = new CRC32();
    private long bytes;

    PartStream(InputStream in, Path file, ZipArchiveEntry entry, Reading reading) {
        super(in);
        this.file = file;
        this.entry = entry;
        this.reading = reading;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read < 0) {
            checkEnd();
            return read;
        }
        bytes += read;
        crc.update(target, offset, read);
        if (bytes > entry.getSize()) {
            checkEnd();
        }
        XlsxLimits.checkUnpacked(file, entry, bytes);
        reading.add(read);
        return read;
    }

    private void checkEnd() throws ZipException {
        if (bytes != entry.getSize() || crc.getValue() != entry.getCrc()) {
            throw new ZipException(entry.getName() + " has another length or checksum");
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
