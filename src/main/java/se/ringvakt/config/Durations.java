package se.ringvakt.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `4h`, `46s`, `250ms`, `1h30m`, `30d`, or ISO 8601.
final class Durations {
    private static final Pattern FRIENDLY = Pattern.compile("(?:\\d{1,9}(?:ms|d|h|m|s))+");
    private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|d|h|m|s)");

    private Durations() {}

    static Duration parse(String text) {
        if (!FRIENDLY.matcher(text).matches()) {
            return Duration.parse(text);
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            sum = sum.plus(of(Long.parseLong(part.group(1)), part.group(2)));
        }
        return sum;
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "d" -> Duration.ofDays(amount);
            case "h" -> Duration.ofHours(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMillis(amount);
        };
    }
}
