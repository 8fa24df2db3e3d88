package se.ringvakt.ami;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a switch writes, made fit to keep: no control characters, no endless names.
final class Fields {
    /// Asterisk's own ids have 150 characters at most, its names 80.
    private static final int ID_MAX = 150;

    private static final int TEXT_MAX = 128;

    private Fields() {}

    /// A field of an event; empty where there is none. What is too long is cut.
    static String text(@Nullable String written) {
        if (written == null || written.isEmpty()) {
            return "";
        }
        // Far more than is kept, but not a megabyte.
        String head = written.substring(0, Math.min(written.length(), 2 * TEXT_MAX));
        StringBuilder kept = new StringBuilder(Math.min(head.length(), TEXT_MAX));
        head.codePoints().filter(Fields::isKept).limit(TEXT_MAX).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /// Control characters forge lines, format characters turn them round, and half a character is
    /// none.
    private static boolean isKept(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    /// An id, which is right as a whole or not at all; empty: there is none, or it cannot be one.
    static Optional<String> id(@Nullable String written) {
        if (written == null || written.isEmpty() || written.length() > ID_MAX) {
            return Optional.empty();
        }
        boolean plain = written.codePoints().allMatch(c -> c > ' ' && isKept(c));
        return plain ? Optional.of(written) : Optional.empty();
    }
}
