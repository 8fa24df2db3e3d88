package se.ringvakt.access;

import java.security.SecureRandom;
import java.util.Base64;

/// 256 random bits that open something to whoever shows them: a session, or a token. Told once;
/// what is kept is the hash.
public final class Secret {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /// A new one.
    ///
    /// @param prefix what its text begins with
    static Secret random(String prefix) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// As it is shown and sent: the prefix and 43 characters of base64url.
    public String text() {
        return text;
    }

    public SecretHash hash() {
        return SecretHash.of(text).orElseThrow();
    }

    /// Tells nothing, lest it get into a log.
    @Override
    public String toString() {
        return "Secret[...]";
    }
}
