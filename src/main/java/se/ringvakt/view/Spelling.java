package se.ringvakt.view;

import java.util.regex.Pattern;
import se.ringvakt.call.PhoneNumber;

/// How numbers are shown that nobody typed: masked, unless whoever looks may see them in full.
public enum Spelling {
    MASKED,
    FULL;

    /// Digits that may be a telephone number, but for the serial at the end of a channel's name.
    private static final Pattern DIGITS =
            Pattern.compile("(?<!\\d)(?!(?<=-)[0-9a-f]{8}(?:;[12])?$)(\\d{3,})\\d{4}(?!\\d)");

    public String of(PhoneNumber number) {
        return this == FULL ? number.international() : number.masked();
    }

    /// A switch's own words, in which there may be numbers.
    public String of(String words) {
        return this == FULL ? words : DIGITS.matcher(words).replaceAll("$1xxxx");
    }
}
