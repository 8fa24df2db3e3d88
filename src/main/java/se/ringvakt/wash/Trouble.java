package se.ringvakt.wash;

import java.util.regex.Pattern;

/// Why a cell holds no number, where more can be said than that; the names are stable and stand in
/// marked files.
public enum Trouble {
    /// The row ends before the number's column.
    NO_CELL("the row has too few columns"),
    /// `7,01741E+08`: a spreadsheet rounded the number off; its last digits are lost.
    SCIENTIFIC("scientific notation, digits are lost; export the column as text"),
    /// `701740605`: read as a figure, the leading 0 is gone.
    ZERO_LOST("the leading 0 is lost; --missing-zero reads it"),
    /// `46701740605`: read as a figure, the leading + is gone.
    PLUS_LOST("the leading + is lost"),
    /// `=A2` or `#REF!`: a formula or its failure instead of what it shows.
    FORMULA("a formula or a spreadsheet's error"),
    /// Several numbers in one cell.
    SEVERAL("more than one number"),
    /// No number of the plan.
    NO_NUMBER("no number");

    private static final int CHARACTERS_MOST = 200;
    private static final int TWO_NUMBERS_DIGITS = 14;
    private static final long NOT_JUST_DIGITS = -1;
    private static final long DIGITS_MOST = 1_000_000_000_000L;
    private static final Pattern EXPONENT =
            Pattern.compile("[+-]?\\d(?:[.,]\\d+)?[eE]\\+?\\d{1,2}");
    private static final Pattern TWO_NUMBERS =
            Pattern.compile(
                    "\\+?\\d[\\d -]{6,}\\d\\s*(?:[,;/|&+]|och|eller|or)\\s*\\+?\\d[\\d -]{6,}");

    private final String words;

    Trouble(String words) {
        this.words = words;
    }

    /// What it means, in a few words.
    public String words() {
        return words;
    }

    /// What is the matter with a text that is no number. Lists may be full of them: the usual ones
    /// are told without a regular expression.
    public static Trouble of(CharSequence spelled) {
        if (spelled.length() > CHARACTERS_MOST) {
            return NO_NUMBER;
        }
        long number = digits(spelled);
        if (number != NOT_JUST_DIGITS) {
            return isMobile(number) ? ZERO_LOST : isWithCountryCode(number) ? PLUS_LOST : NO_NUMBER;
        }
        int digits = 0;
        boolean exponent = false;
        for (int i = 0; i < spelled.length(); i++) {
            char c = spelled.charAt(i);
            digits += isDigit(c) ? 1 : 0;
            exponent |= c == 'e' || c == 'E';
        }
        String text = spelled.toString().strip();
        if (text.startsWith("=") || text.startsWith("#")) {
            return FORMULA;
        }
        if (exponent && EXPONENT.matcher(text).matches()) {
            return SCIENTIFIC;
        }
        return digits >= TWO_NUMBERS_DIGITS && TWO_NUMBERS.matcher(text).lookingAt()
                ? SEVERAL
                : NO_NUMBER;
    }

    /// Nine digits, as many as a mobile number has after its 0, that begin as one does.
    static boolean isMobileWithoutZero(CharSequence text) {
        return isMobile(digits(text));
    }

    private static boolean isMobile(long number) {
        return switch ((int) (number / 10_000_000)) {
            case 70, 72, 73, 76, 79 -> true;
            default -> false;
        };
    }

    /// 46 and the 7 to 9 digits of a number that does not begin with a 0.
    private static boolean isWithCountryCode(long number) {
        long leading = number;
        while (leading >= 1000) {
            leading /= 10;
        }
        return number >= 100_000_000 && number < 100_000_000_000L && leading > 460 && leading < 470;
    }

    /// The digits of a text of digits and what may stand between them, as one number; -1 when there
    /// is anything else, when they begin with a 0, or when they are too many.
    private static long digits(CharSequence text) {
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                number = number * 10 + (c - '0');
                if (number == 0 || number >= DIGITS_MOST) {
                    return NOT_JUST_DIGITS;
                }
            } else if (" \u00a0-./()".indexOf(c) < 0) {
                return NOT_JUST_DIGITS;
            }
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
