package se.ringvakt.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import se.ringvakt.backup.Manifest.Kept;

/// Writes a backup's file: a zip, which only its owner may read. For one thread.
final class ArchiveWriter implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final FileChannel file;
    private final ZipOutputStream zip;
    private final Instant at;
    private final List<Kept> kept = new ArrayList<>();

    ArchiveWriter(Path file, Instant at) throws IOException {
        this.file =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        this.zip =
                new ZipOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(this.file), BUFFER));
        // The gate needs the processor more than we need the last tenth of the size.
        zip.setLevel(Deflater.BEST_SPEED);
        this.at = at;
    }

    void add(Part part) throws IOException {
        if (part.isGone()) {
            return;
        }
        zip.putNextEntry(entry(part.path()));
        Digest digest = new Digest(zip);
        part.content().writeTo(digest);
        zip.closeEntry();
        kept.add(new Kept(part.path(), digest.bytes(), digest.hex()));
    }

    List<Kept> kept() {
        return List.copyOf(kept);
    }

    /// Ends the file and has it reach the disk.
    void finish(Manifest manifest) throws IOException {
        zip.putNextEntry(entry(Manifest.NAME));
        OutputStream json = new Digest(zip);
        json.write(Json.MAPPER.writeValueAsBytes(manifest));
        zip.closeEntry();
        zip.finish();
        zip.flush();
        file.force(true);
    }

    private ZipEntry entry(String path) {
        ZipEntry entry = new ZipEntry(path);
        entry.setTime(at.toEpochMilli());
        return entry;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
