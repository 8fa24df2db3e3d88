package se.ringvakt.call;

import java.util.regex.Pattern;

/// Short numbers of one form, written as in Asterisk's dialplan: digits, `X` for any digit, and at
/// the end `!` for whatever may follow. Never begins with 0.
public record NumberPattern(String text) {
    private static final Pattern FORM = Pattern.compile("[1-9][0-9X]{0,9}!?");
    private static final String ANYTHING = "!";

    public NumberPattern {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "pattern: " + text + " (expected: digits, X for any digit, ! at the end)");
        }
    }

    /// Whether a number of so many digits has this form. Allocates nothing.
    boolean matches(long number, int digits) {
        int fixed = digitsFixed();
        if (digits < fixed || (digits > fixed && !isOpen())) {
            return false;
        }
        long rest = number;
        for (int surplus = digits - fixed; surplus > 0; surplus--) {
            rest /= 10;
        }
        for (int i = fixed - 1; i >= 0; i--) {
            char wanted = text.charAt(i);
            if (wanted != 'X' && wanted - '0' != rest % 10) {
                return false;
            }
            rest /= 10;
        }
        return true;
    }

    /// Whether all its numbers lie side by side, from [#first] to [#last].
    boolean isRange() {
        int wild = text.indexOf('X');
        return !isOpen() && (wild < 0 || text.substring(wild).chars().allMatch(c -> c == 'X'));
    }

    long first() {
        return Long.parseLong(text.replace('X', '0'));
    }

    long last() {
        return Long.parseLong(text.replace('X', '9'));
    }

    private boolean isOpen() {
        return text.endsWith(ANYTHING);
    }

    private int digitsFixed() {
        return isOpen() ? text.length() - 1 : text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
