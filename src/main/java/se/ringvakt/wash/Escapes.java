package se.ringvakt.wash;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Characters that XML cannot hold stand in cells as `_x000D_`.
final class Escapes {
    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private static final int FIRST_FORBIDDEN = 0xfffe;

    private Escapes() {}

    static String decode(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        return ESCAPE.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                Character.toString((char) Integer.parseInt(found.group(1), 16))));
    }

    /// As it may stand in a cell, before it is written as XML.
    static String encode(String text) {
        return text.chars().noneMatch(Escapes::isForbidden)
                ? text
                : text.chars()
                        .mapToObj(c ->
                                isForbidden(c) ? "_x%04X_".formatted(c) : Character.toString(c))
                        .collect(Collectors.joining());
    }

    private static boolean isForbidden(int c) {
        return (c < ' ' && c != '\t' && c != '\n') || c >= FIRST_FORBIDDEN;
    }
}
