package se.ringvakt.agi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import se.ringvakt.gate.DialRequest;

/// A request's script name and parameters, decoded: `dial?number=%2B46701740605&campaign=c1`.
///
/// Strict, since whoever plays with encodings wants to be read in two ways: a parameter given
/// twice, half an escape and bytes that are no UTF-8 are all refused. A plus sign is a plus sign,
/// not a space: numbers have them.
record AgiQuery(String script, Map<String, String> parameters) {
    /// Reads path and query.
    ///
    /// @throws AgiException when it is malformed
    static AgiQuery parse(String text) {
        int mark = text.indexOf('?');
        if (mark < 0) {
            return new AgiQuery(text, Map.of());
        }
        Map<String, String> parameters = new HashMap<>();
        int start = mark + 1;
        while (start <= text.length()) {
            int ampersand = text.indexOf('&', start);
            int end = ampersand < 0 ? text.length() : ampersand;
            if (end > start) {
                parameter(text, start, end, parameters);
            }
            start = end + 1;
        }
        return new AgiQuery(text.substring(0, mark), parameters);
    }

    /// The parameter's value; empty when it was not given.
    String value(String name) {
        return parameters.getOrDefault(name, "");
    }

    /// The parameter as a name from outside: bounded and printable, since it goes into records and
    /// screens.
    ///
    /// @throws AgiException when it is not
    String name(String parameter) {
        String name = value(parameter);
        if (!DialRequest.isName(name)) {
            throw new AgiException(
                    parameter
                            + ": unusable (expected: at most "
                            + DialRequest.NAME_MOST
                            + " printable)");
        }
        return name;
    }

    /// The parameter as a count from a switch; nonsense counts as not told.
    OptionalLong count(String parameter) {
        String digits = value(parameter);
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    private static void parameter(String text, int start, int end, Map<String, String> parameters) {
        int equals = text.indexOf('=', start);
        if (equals < 0 || equals > end) {
            throw new AgiException("parameter: without a value (expected: name=value)");
        }
        String name = decode(text.substring(start, equals));
        if (parameters.put(name, decode(text.substring(equals + 1, end))) != null) {
            throw new AgiException("parameter: given twice (expected: each once)");
        }
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * 3);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.put(escaped(text, i));
                i += 2;
            } else {
                bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new AgiException("parameter: not UTF-8", e);
        }
    }

    private static byte escaped(String text, int percent) {
        if (percent + 2 >= text.length()) {
            throw new AgiException(
                    "parameter: half an escape (expected: percent and two hex digits)");
        }
        int high = Character.digit(text.charAt(percent + 1), 16);
        int low = Character.digit(text.charAt(percent + 2), 16);
        if (high < 0 || low < 0) {
            throw new AgiException("parameter: no escape (expected: percent and two hex digits)");
        }
        return (byte) (high << 4 | low);
    }
}
