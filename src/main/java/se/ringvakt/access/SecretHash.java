package se.ringvakt.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// The SHA-256 of a [Secret], by which it is kept and found. The secret being random, neither the
/// hash nor the time that a look-up by it takes helps anybody to guess one.
///
/// @param hex 64 hexadecimal digits, in lower case
public record SecretHash(String hex) {
    /// Longer than any secret of ours; what is longer is not worth hashing.
    private static final int TEXT_MOST = 100;

    /// The hash of what somebody shows; empty: it cannot be a secret.
    public static Optional<SecretHash> of(String shown) {
        if (shown.isEmpty() || shown.length() > TEXT_MOST) {
            return Optional.empty();
        }
        byte[] hash = sha256().digest(shown.getBytes(StandardCharsets.UTF_8));
        return Optional.of(new SecretHash(HexFormat.of().formatHex(hash)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
