package se.ringvakt.register;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Where SHA-256 comes from; every Java platform has it.
final class Digests {
    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: part of the platform)", e);
        }
    }
}
