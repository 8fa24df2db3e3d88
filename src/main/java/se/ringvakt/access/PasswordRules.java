package se.ringvakt.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// What may be a password: any characters at all, 12 to 256 of them, but neither the user's own
/// name nor one that everybody tries first. No capitals, digits or marks are asked for: they make
/// passwords alike, not strong.
public final class PasswordRules {
    /// The fewest characters (code points, after NFKC).
    public static final int LENGTH_LEAST = 12;

    /// The most.
    public static final int LENGTH_MOST = 256;

    private static final String COMMON_FILE = "/access/common-passwords.txt";
    private static final Set<String> COMMON = common();
    private static final int DIFFERENT_LEAST = 4;

    /// Nothing that can be taken for something else when it is read aloud or copied by hand.
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 5;
    private static final int GROUP_LENGTH = 5;

    private PasswordRules() {}

    /// Refuses what may not be a password.
    ///
    /// @param key what it is, as the message shall name it; the password itself is not told
    /// @throws AccessRefused saying what was expected
    public static void check(String key, String password, UserName user) {
        String plain = Normalizer.normalize(password, Normalizer.Form.NFKC);
        int length = plain.codePointCount(0, plain.length());
        if (length < LENGTH_LEAST || length > LENGTH_MOST) {
            throw AccessRefused.invalid(
                    key
                            + ": "
                            + length
                            + " characters (expected: "
                            + LENGTH_LEAST
                            + " to "
                            + LENGTH_MOST
                            + ")");
        }
        String lower = plain.strip().toLowerCase(Locale.ROOT);
        if (lower.equals(user.value())) {
            throw AccessRefused.invalid(key + ": the user's name (expected: something else)");
        }
        if (COMMON.contains(lower) || plain.codePoints().distinct().count() < DIFFERENT_LEAST) {
            throw AccessRefused.invalid(
                    key + ": one of those tried first (expected: something less common)");
        }
    }

    /// A password to begin with: 25 letters and digits, some 124 bits, in groups of five.
    static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
            if (i > 0 && i % GROUP_LENGTH == 0) {
                text.append('-');
            }
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private static Set<String> common() {
        try (InputStream file =
                Objects.requireNonNull(PasswordRules.class.getResourceAsStream(COMMON_FILE))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
