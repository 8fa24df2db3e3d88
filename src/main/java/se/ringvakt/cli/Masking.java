package se.ringvakt.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import se.ringvakt.call.PhoneNumber;

/// How numbers are shown that nobody typed.
final class Masking {
    /// Digits that may be a telephone number, but for the serial at the end of a channel's name.
    private static final Pattern DIGITS =
            Pattern.compile("(?<!\\d)(?!(?<=-)[0-9a-f]{8}(?:;[12])?$)(\\d{3,})\\d{4}(?!\\d)");

    @Option(names = "--full-numbers", description = "Do not mask the numbers.")
    private boolean full;

    String shown(PhoneNumber number) {
        return full ? number.international() : number.masked();
    }

    /// A switch's own words, in which there may be numbers.
    String shown(String words) {
        return full ? words : DIGITS.matcher(words).replaceAll("$1xxxx");
    }
}
