package se.ringvakt.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/// The two uses of SHA-256 in the record: the chain, and commitments to personal values.
final class Hashes {
    /// What precedes record 1.
    static final String ZERO = "0".repeat(64);

    /// Personal fields. In the facts stands the commitment to their value, or null.
    static final Set<String> PERSONAL = Set.of("number", "agent", "channel", "uniqueId");

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern COMMITMENT = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern SALTED = Pattern.compile("(?s)[0-9a-f]{32}:.*");
    private static final int SALT_BYTES = 16;
    private static final int SALT_DIGITS = 2 * SALT_BYTES;
    private static final HexFormat HEX = HexFormat.of();
    private static final SecureRandom RANDOM = new SecureRandom();

    private Hashes() {}

    /// A record's hash: of the one before, a line feed, the hash of the facts, a line feed. So a
    /// chain can be followed by somebody who may not see all facts.
    static String chained(String previous, String facts) {
        String link = previous + "\n" + ofFacts(facts) + "\n";
        return of(link.getBytes(StandardCharsets.UTF_8));
    }

    /// The hash of facts alone, as it goes into the chain.
    static String ofFacts(String facts) {
        return of(facts.getBytes(StandardCharsets.UTF_8));
    }

    static String of(byte[] bytes) {
        return HEX.formatHex(sha256().digest(bytes));
    }

    /// `SALT:VALUE` with a salt never used before.
    static String salted(String value) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return HEX.formatHex(salt) + ":" + value;
    }

    /// What stands in the facts for this `SALT:VALUE`.
    static String commitment(String salted) {
        return "sha256:" + of(salted.getBytes(StandardCharsets.UTF_8));
    }

    /// The value of `SALT:VALUE`.
    static String value(String salted) {
        return salted.substring(SALT_DIGITS + 1);
    }

    static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    static boolean isCommitment(String text) {
        return COMMITMENT.matcher(text).matches();
    }

    static boolean isSalted(String text) {
        return SALTED.matcher(text).matches();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: part of the platform)", e);
        }
    }
}
