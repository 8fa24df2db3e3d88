package se.ringvakt.register;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A text file to be read once from end to end: plain, gzip, or a zip with exactly one file in it,
/// told apart by their first bytes. It is digested on the way. What goes wrong with the file is
/// thrown as [RegisterRefused]. Not thread-safe.
final class SourceFile extends InputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final State before;
    private final long bytesMost;
    private final Progress progress;
    private final Digesting packed;
    private final InputStream unpacked;
    private final Closeable closes;
    private final boolean zip;

    private final CRC32 crc = new CRC32();
    private final long crcExpected;
    private final long total;
    private long unpackedBytes;

    private SourceFile(Path file, long bytesMost, Progress progress) throws IOException {
        this.file = file;
        this.bytesMost = bytesMost;
        this.progress = progress;
        this.before = State.of(file);
        this.packed = new Digesting(Files.newInputStream(file));
        Packing packing = packing();
        this.zip = packing == Packing.ZIP;
        if (zip) {
            ZipFile archive = openZip();
            ZipEntry entry = onlyEntry(archive);
            closes = archive;
            unpacked = archive.getInputStream(entry);
            crcExpected = entry.getCrc();
            total = entry.getSize();
        } else {
            unpacked = packing == Packing.GZIP ? gunzip() : packed;
            closes = unpacked;
            crcExpected = 0;
            total = before.size();
        }
    }

    /// @param bytesMost the most it may hold once unpacked
    static SourceFile open(Path file, long bytesMost, Progress progress) {
        try {
            return new SourceFile(file, bytesMost, progress);
        } catch (IOException e) {
            throw refusal(file, e);
        }
    }

    Path path() {
        return file;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            int read = unpacked.read(target, offset, length);
            if (read < 0) {
                checkEnd();
                return -1;
            }
            unpackedBytes += read;
            if (unpackedBytes > bytesMost) {
                throw refused("more than " + bytesMost + " bytes", "a list of numbers");
            }
            if (zip) {
                crc.update(target, offset, read);
            }
            progress.reached(zip ? unpackedBytes : packed.bytes, total);
            return read;
        } catch (IOException e) {
            throw refusal(file, e);
        }
    }

    /// SHA-256 of the file as it lies on disk, in hex. Reads what is left of it.
    String checksum() {
        try {
            packed.transferTo(OutputStream.nullOutputStream());
            if (!State.of(file).equals(before)) {
                throw refused("changed while it was read", "a file at rest");
            }
            return HexFormat.of().formatHex(packed.digest.digest());
        } catch (IOException e) {
            throw refusal(file, e);
        }
    }

    @Override
    public void close() {
        try {
            closes.close();
            packed.close();
        } catch (IOException e) {
            throw refusal(file, e);
        }
    }

    RegisterRefused refused(String found, String expected) {
        return new RegisterRefused(file + ": " + found + " (expected: " + expected + ")");
    }

    private void checkEnd() {
        if (zip && crc.getValue() != crcExpected) {
            throw refused("damaged zip file, checksum differs", "a whole one");
        }
    }

    private Packing packing() throws IOException {
        byte[] first;
        try (InputStream in = Files.newInputStream(file)) {
            first = in.readNBytes(4);
        }
        for (Packing packing : Packing.values()) {
            boolean named = file.toString().endsWith(packing.suffix);
            if (packing.begins(first)) {
                return packing;
            }
            if (named && packing != Packing.NONE) {
                packed.close();
                throw refused("not a " + packing.word + " file", "one, by its name");
            }
        }
        return Packing.NONE;
    }

    private InputStream gunzip() throws IOException {
        try {
            return new GZIPInputStream(packed, BUFFER_BYTES);
        } catch (IOException e) {
            packed.close();
            throw e;
        }
    }

    private ZipFile openZip() throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (IOException e) {
            packed.close();
            throw e;
        }
    }

    private ZipEntry onlyEntry(ZipFile archive) throws IOException {
        List<? extends ZipEntry> entries =
                archive.stream().filter(entry -> !entry.isDirectory()).toList();
        if (entries.size() == 1) {
            return entries.getFirst();
        }
        archive.close();
        packed.close();
        throw refused("zip with " + entries.size() + " files in it", "exactly one");
    }

    private static RegisterRefused refusal(Path file, IOException cause) {
        String found =
                switch (cause) {
                    case EOFException _ -> "truncated";
                    case ZipException damaged -> "truncated or damaged, " + damaged.getMessage();
                    case NoSuchFileException _ -> "no such file";
                    case AccessDeniedException _ -> "not readable";
                    default -> String.valueOf(cause.getMessage());
                };
        return new RegisterRefused(
                file + ": " + found + " (expected: a whole text, .gz or .zip file)", cause);
    }

    private enum Packing {
        GZIP("gzip", ".gz", 0x1f, 0x8b),
        ZIP("zip", ".zip", 'P', 'K'),
        NONE("plain", "", -1, -1);

        private final String word;
        private final String suffix;
        private final int first;
        private final int second;

        Packing(String word, String suffix, int first, int second) {
            this.word = word;
            this.suffix = suffix;
            this.first = first;
            this.second = second;
        }

        boolean begins(byte[] bytes) {
            return bytes.length >= 2 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
        }
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

    /// Counts and digests what passes.
    private static final class Digesting extends FilterInputStream {
        private final MessageDigest digest = Digests.sha256();
        private long bytes;

        Digesting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                bytes++;
                digest.update((byte) read);
            }
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            if (read > 0) {
                bytes += read;
                digest.update(target, offset, read);
            }
            return read;
        }
    }
}
