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
    private static final Pattern EXPONENT =
            Pattern.compile("[+-]?\\d(?:[.,]\\d+)?[eE]\\+?\\d{1,2}");
    private static final Pattern MOBILE = Pattern.compile("7[02369]\\d{7}");
    private static final Pattern COUNTRY = Pattern.compile("46[1-9]\\d{6,8}");
    private static final Pattern GAPS = Pattern.compile("[ \\u00a0./()-]");
    private static final Pattern NUMBERS =
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

    /// What is the matter with a text that is no number.
    public static Trouble of(CharSequence spelled) {
        if (spelled.length() > CHARACTERS_MOST) {
            return NO_NUMBER;
        }
        String text = spelled.toString().strip();
        if (EXPONENT.matcher(text).matches()) {
            return SCIENTIFIC;
        }
        if (text.startsWith("=") || text.startsWith("#")) {
            return FORMULA;
        }
        if (isMobileWithoutZero(text)) {
            return ZERO_LOST;
        }
        if (COUNTRY.matcher(digits(text)).matches()) {
            return PLUS_LOST;
        }
        return NUMBERS.matcher(text).lookingAt() ? SEVERAL : NO_NUMBER;
    }

    /// Nine digits, as many as a mobile number has after its 0, that begin as one does.
    static boolean isMobileWithoutZero(CharSequence text) {
        return MOBILE.matcher(digits(text)).matches();
    }

    private static String digits(CharSequence text) {
        return GAPS.matcher(text).replaceAll("");
    }
}
