package se.ringvakt.agi;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The one command we send: sets channel variables, all in one, because a second command in the
/// same segment would hang Asterisk.
///
/// ```
/// SET VARIABLE ARRAY(A,B) "1,2"\n
/// ```
///
/// @param names as written in ARRAY, comma between
/// @param values one for each name; none may hold a comma, quote, backslash or control character
record AgiCommand(String names, List<String> values) {
    AgiCommand {
        values = List.copyOf(values);
        for (String value : values) {
            if (!value.chars().allMatch(AgiCommand::safe)) {
                throw new IllegalArgumentException(
                        "value: unsafe (expected: no comma, quote, backslash or control)");
            }
        }
    }

    private static boolean safe(int c) {
        return c > ' ' && c < 0x7f && c != ',' && c != '"' && c != '\\';
    }

    byte[] bytes() {
        return ("SET VARIABLE ARRAY(" + names + ") \"" + String.join(",", values) + "\"\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
