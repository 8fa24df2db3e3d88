package se.ringvakt.agi;

import java.nio.charset.StandardCharsets;

/// Free text on its way to a switch: percent-encoded UTF-8, which the dialplan decodes with
/// `URIDECODE()`.
final class AgiText {
    /// Asterisk reads a command of at most 2047 bytes; three such texts and everything else fit.
    static final int BYTES_MAX = 400;

    private static final String UNRESERVED = "-._~";

    private AgiText() {}

    /// At most [#BYTES_MAX] characters; what does not fit is cut off at a whole character.
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            String next = encode(text.codePointAt(i));
            if (encoded.length() + next.length() > BYTES_MAX) {
                break;
            }
            encoded.append(next);
        }
        return encoded.toString();
    }

    private static String encode(int character) {
        if (character < 0x80
                && (Character.isLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0)) {
            return Character.toString(character);
        }
        StringBuilder escapes = new StringBuilder();
        for (byte b : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
            escapes.append('%');
            escapes.append(Character.toUpperCase(Character.forDigit(b >> 4 & 0xf, 16)));
            escapes.append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
        }
        return escapes.toString();
    }
}
