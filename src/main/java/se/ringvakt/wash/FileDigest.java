package se.ringvakt.wash;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import se.ringvakt.wash.WashReport.FileFacts;

/// Counts and digests a file's bytes as they pass. For one thread at a time.
final class FileDigest {
    private final MessageDigest sha256;
    private long bytes;

    FileDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }

    void update(byte[] array, int begin, int length) {
        sha256.update(array, begin, length);
        bytes += length;
    }

    long bytes() {
        return bytes;
    }

    /// Ends the digest.
    FileFacts facts(Path file) {
        return new FileFacts(
                String.valueOf(file.getFileName()),
                bytes,
                HexFormat.of().formatHex(sha256.digest()));
    }
}
