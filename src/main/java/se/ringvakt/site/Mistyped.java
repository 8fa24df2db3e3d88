package se.ringvakt.site;

import org.jspecify.annotations.Nullable;
import se.ringvakt.register.RegisterRefused;

/// What somebody typed makes no sense here; the message says what was expected, in one line.
public final class Mistyped extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String key;

    private Mistyped(String key, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.key = key;
    }

    /// What was typed, and what would make sense.
    ///
    /// @param key what it was typed for, such as `campaign`
    /// @param expected what would make sense there
    public static Mistyped of(String key, String typed, String expected) {
        return new Mistyped(key, key + ": " + typed + " (expected: " + expected + ")", null);
    }

    /// What a reader of values complains of, without saying for what it was typed.
    public static Mistyped of(String key, RuntimeException complaint) {
        return new Mistyped(key, key + ": " + complaint.getMessage(), complaint);
    }

    /// What a reader of entries complains of; it says first for what it was typed.
    public static Mistyped of(RegisterRefused complaint) {
        String message = String.valueOf(complaint.getMessage());
        int colon = message.indexOf(':');
        return new Mistyped(message.substring(0, Math.max(0, colon)), message, complaint);
    }

    public String key() {
        return key;
    }
}
