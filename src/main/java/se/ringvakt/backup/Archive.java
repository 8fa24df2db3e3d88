package se.ringvakt.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import se.ringvakt.backup.Manifest.Kept;

/// A backup's file, read: it believes nothing before its digest has been found right.
final class Archive implements AutoCloseable {
    private static final int MANIFEST_BYTES_MOST = 16 << 20;
    private static final int BUFFER = 1 << 16;
    private static final Set<StandardOpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    static final FileAttribute<?> OWNERS_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWNERS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;
    private final ZipFile zip;
    private final Manifest manifest;

    /// What was read back.
    record Read(long bytes, String sha256, Manifest manifest) {}

    private Archive(Path file, ZipFile zip) throws IOException {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest();
        checkNames();
    }

    /// Opens it, and checks that it holds what its manifest says, by name.
    ///
    /// @throws BackupRefused when it does not
    static Archive open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new BackupRefused(
                    file + ": damaged or no backup: " + e.getMessage() + " (expected: a zip)", e);
        }
        try {
            return new Archive(file, zip);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /// Reads a file that has just been written, all of it.
    static Read readBack(Path file) throws IOException {
        try (Archive archive = open(file)) {
            for (Kept kept : archive.manifest.files()) {
                archive.check(kept);
            }
            Digest digest = new Digest(OutputStream.nullOutputStream());
            Files.copy(file, digest);
            return new Read(digest.bytes(), digest.hex(), archive.manifest);
        }
    }

    Manifest contents() {
        return manifest;
    }

    /// Writes one of its files.
    ///
    /// @throws BackupRefused naming it, when it is not what the manifest says
    void extract(Kept kept, Path to) throws IOException {
        Files.createDirectories(to.getParent(), OWNERS_FOLDER);
        try (FileChannel channel = FileChannel.open(to, NEW, OWNERS)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            copy(kept, out);
            out.flush();
            channel.force(true);
        }
    }

    /// Reads one of its files.
    ///
    /// @throws BackupRefused naming it, when it is not what the manifest says
    void check(Kept kept) throws IOException {
        copy(kept, OutputStream.nullOutputStream());
    }

    /// Reads at most a byte more than the manifest says, whatever the archive would unpack to.
    private void copy(Kept kept, OutputStream out) throws IOException {
        Digest digest = new Digest(out);
        try (InputStream in = zip.getInputStream(zip.getEntry(kept.path()))) {
            byte[] buffer = new byte[BUFFER];
            int read = in.read(buffer);
            while (read > 0 && digest.bytes() <= kept.bytes()) {
                digest.write(buffer, 0, read);
                read = in.read(buffer);
            }
        } catch (ZipException e) {
            throw damaged(kept.path(), String.valueOf(e.getMessage()), Optional.of(e));
        }
        if (digest.bytes() != kept.bytes() || !digest.hex().equals(kept.sha256())) {
            throw damaged(kept.path(), "not as the manifest says", Optional.empty());
        }
    }

    private Manifest manifest() throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null) {
            throw damaged(Manifest.NAME, "missing", Optional.empty());
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] json = in.readNBytes(MANIFEST_BYTES_MOST);
            return Json.MAPPER.readValue(json, Manifest.class);
        } catch (ValueInstantiationException e) {
            throw damaged(Manifest.NAME, Reasons.first(e), Optional.of(e));
        } catch (JsonProcessingException e) {
            throw damaged(Manifest.NAME, e.getOriginalMessage(), Optional.of(e));
        } catch (ZipException e) {
            throw damaged(Manifest.NAME, String.valueOf(e.getMessage()), Optional.of(e));
        }
    }

    private void checkNames() {
        Set<String> expected = new HashSet<>(manifest.files().stream().map(Kept::path).toList());
        expected.add(Manifest.NAME);
        List<String> found = new ArrayList<>();
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            found.add(all.nextElement().getName());
        }
        for (String name : found) {
            if (!expected.remove(name)) {
                throw damaged(name, "not in the manifest, or twice", Optional.empty());
            }
        }
        if (!expected.isEmpty()) {
            throw damaged(
                    expected.stream().sorted().toList().getFirst(), "missing", Optional.empty());
        }
    }

    private BackupRefused damaged(String name, String what, Optional<Exception> cause) {
        String message = file + ": " + name + ": " + what + " (expected: an intact backup)";
        return cause.isPresent()
                ? new BackupRefused(message, cause.get())
                : new BackupRefused(message);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
