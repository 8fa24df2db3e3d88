package se.ringvakt.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Counts and digests the bytes that pass; closing it does not close what it passes them to.
final class Digest extends FilterOutputStream {
    private final MessageDigest sha256;
    private long bytes;

    Digest(OutputStream out) {
        super(out);
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] array, int begin, int length) throws IOException {
        out.write(array, begin, length);
        sha256.update(array, begin, length);
        bytes += length;
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    long bytes() {
        return bytes;
    }

    /// Ends the digest.
    String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
