package se.ringvakt.register;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import se.ringvakt.call.CountryCode;

/// A register version as lines of `key=value`, which an operator can read with any tool and a gate
/// without starting a JSON library.
final class VersionText {
    private static final int CHECKSUM_DIGITS = 64;

    private VersionText() {}

    static String write(RegisterVersion version) {
        return String.join(
                "\n",
                "register=" + version.register(),
                "country=" + version.country().digits(),
                "updated=" + version.updated(),
                "count=" + version.count(),
                "checksum=" + version.checksum(),
                "imported=" + version.imported(),
                "source=" + oneLine(version.source()),
                "source-checksum=" + version.sourceChecksum(),
                "coverage=" + version.coverage(),
                "");
    }

    /// Reads what [#write] wrote; keys it does not know are passed over.
    ///
    /// @throws IllegalArgumentException when something is missing or malformed
    static RegisterVersion read(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        try {
            return new RegisterVersion(
                    value(values, "register"),
                    country(values),
                    LocalDate.parse(value(values, "updated")),
                    Long.parseLong(value(values, "count")),
                    checksum(values, "checksum"),
                    Instant.parse(value(values, "imported")),
                    value(values, "source"),
                    checksum(values, "source-checksum"),
                    coverage(value(values, "coverage")));
        } catch (DateTimeException | RegisterRefused e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /// Versions stored before there were other countries do not say.
    private static CountryCode country(Map<String, String> values) {
        String digits = values.get("country");
        return digits == null ? CountryCode.SWEDEN : new CountryCode(Integer.parseInt(digits));
    }

    private static String value(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + ": missing (expected: a value)");
        }
        return value;
    }

    private static String checksum(Map<String, String> values, String key) {
        String value = value(values, key);
        if (value.length() != CHECKSUM_DIGITS) {
            throw new IllegalArgumentException(key + ": " + value + " (expected: 64 hex digits)");
        }
        return value;
    }

    private static Coverage coverage(String text) {
        List<String> codes = text.equals("all") ? List.of() : Arrays.asList(text.split(",", -1));
        return Coverage.of(codes);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
