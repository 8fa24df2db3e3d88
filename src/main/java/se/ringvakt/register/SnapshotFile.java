package se.ringvakt.register;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// One register version on disk. Written once, never changed; a reader believes nothing before the
/// checksum at the end has been found right.
final class SnapshotFile {
    /*
     * 8   "RINGVAKT"
     * 4   format, 1
     * 4   m, length of the metadata
     * m   metadata, lines of key=value in UTF-8
     * 4   b, length of the bitmap
     * b   numbers under 2^32, RoaringBitmap's portable format
     * 4   w, how many wide numbers
     * 8w  wide numbers, ascending
     * 32  SHA-256 of everything above
     *
     * Integers are big-endian.
     */
    private static final byte[] MAGIC = "RINGVAKT".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT = 1;
    private static final int HEADER_BYTES = MAGIC.length + 2 * Integer.BYTES;
    private static final int METADATA_BYTES_MOST = 1 << 16;
    private static final int TRAILER_BYTES = 32;

    private SnapshotFile() {}

    static ByteBuffer encode(RegisterSnapshot snapshot) {
        byte[] metadata = VersionText.write(snapshot.version()).getBytes(StandardCharsets.UTF_8);
        NumberSet numbers = snapshot.numbers();
        ByteBuffer bytes =
                ByteBuffer.allocate(
                        HEADER_BYTES + metadata.length + numbers.size() + TRAILER_BYTES);
        bytes.put(MAGIC).putInt(FORMAT).putInt(metadata.length).put(metadata);
        numbers.writeTo(bytes);
        MessageDigest digest = Digests.sha256();
        digest.update(bytes.array(), 0, bytes.position());
        return bytes.put(digest.digest()).flip();
    }

    /// Reads and verifies a whole file.
    static RegisterSnapshot read(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            if (content.length < HEADER_BYTES + TRAILER_BYTES) {
                throw damaged(file, "truncated at " + content.length + " bytes");
            }
            int end = content.length - TRAILER_BYTES;
            MessageDigest digest = Digests.sha256();
            digest.update(content, 0, end);
            byte[] trailer = Arrays.copyOfRange(content, end, content.length);
            if (!MessageDigest.isEqual(digest.digest(), trailer)) {
                throw damaged(file, "its checksum is wrong");
            }
            return decode(file, ByteBuffer.wrap(content, 0, end));
        } catch (NoSuchFileException e) {
            throw damaged(file, "missing", e);
        } catch (IOException e) {
            throw damaged(file, String.valueOf(e.getMessage()), e);
        }
    }

    /// Reads what a file says of itself without reading its numbers or verifying them.
    static RegisterVersion readVersion(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER_BYTES));
            if (header.remaining() < HEADER_BYTES) {
                throw damaged(file, "truncated at " + header.remaining() + " bytes");
            }
            int length = metadataLength(file, header);
            return version(file, ByteBuffer.wrap(in.readNBytes(length)), length);
        } catch (IOException e) {
            throw damaged(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static RegisterSnapshot decode(Path file, ByteBuffer bytes) throws IOException {
        RegisterVersion version = version(file, bytes, metadataLength(file, bytes));
        try {
            int length = bytes.getInt();
            RoaringBitmap narrow = new RoaringBitmap();
            narrow.deserialize(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
            long[] wide = new long[bytes.getInt()];
            bytes.asLongBuffer().get(wide);
            return new RegisterSnapshot(version, new NumberSet(narrow, wide));
        } catch (RuntimeException e) {
            throw damaged(file, "its numbers cannot be read, " + e.getMessage(), e);
        }
    }

    private static int metadataLength(Path file, ByteBuffer bytes) {
        byte[] magic = new byte[MAGIC.length];
        bytes.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw damaged(file, "not a register version");
        }
        int format = bytes.getInt();
        if (format != FORMAT) {
            throw damaged(file, "format " + format);
        }
        int length = bytes.getInt();
        if (length < 0 || length > METADATA_BYTES_MOST) {
            throw damaged(file, "metadata of " + length + " bytes");
        }
        return length;
    }

    private static RegisterVersion version(Path file, ByteBuffer bytes, int length) {
        if (bytes.remaining() < length) {
            throw damaged(file, "truncated in its metadata");
        }
        byte[] metadata = new byte[length];
        bytes.get(metadata);
        try {
            return VersionText.read(new String(metadata, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw damaged(file, e.getMessage(), e);
        }
    }

    private static RegisterRefused damaged(Path file, String found) {
        return new RegisterRefused(message(file, found));
    }

    private static RegisterRefused damaged(Path file, @Nullable String found, Exception cause) {
        return new RegisterRefused(message(file, String.valueOf(found)), cause);
    }

    private static String message(Path file, String found) {
        return file + ": " + found + " (expected: an undamaged version, format " + FORMAT + ")";
    }
}
