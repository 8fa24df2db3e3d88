package se.ringvakt.call;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;

/// A country's numbering plan: reads what was dialled there. Immutable; any thread may use it.
///
/// One pass over the characters leaves three facts: whether a plus came first, how many zeros
/// followed, and the digits from the first other digit on, as one decimal number. In Sweden:
///
/// ```
///   dialled            plus   zeros   rest
///   070-174 06 05      no     1       701740605
///   +46 (0)70-174...   yes    0       460701740605
///   0046 70 174...     no     2       46701740605
///   112                no     0       112
/// ```
///
/// The rest is arithmetic. Nothing is allocated but the answer. What hides its number (`*`, `#`,
/// carrier selection) is refused, never stripped: the switch would strip it differently.
public final class NumberPlan {
    /// Longer strings are refused unread: no number with its separators comes near.
    static final int CHARACTERS_MAX = 64;

    /// A country code, a trunk 0 and 13 digits are 17 at most; 18 fit any `long`.
    private static final int REST_DIGITS_MAX = 18;

    private static final int FOREIGN_DIGITS_MIN = 7;
    private static final int FOREIGN_DIGITS_MAX = 15;
    private static final int NATIONAL_DIGITS_MAX = 13;
    private static final int LOCAL_DIGITS_MAX = 8;

    private static final int NONE = -1;
    private static final long[] POWERS = powersOfTen();

    private final Numbering numbering;
    private final int country;
    private final int countryDigits;
    private final boolean trunkZero;
    private final PlanTable table;
    private final ShortNumbers services;
    private final NumberPattern[] notLocal;
    private final int defaultAreaCode;
    private final int outsideLine;

    /// What a switch adds to the plan.
    ///
    /// @param defaultAreaCode with its trunk prefix, such as `08`; numbers dialled without a code
    ///   belong to it
    /// @param outsideLine the digit 0 to 9 dialled to leave the house; it may precede an emergency
    ///   number, and nothing else
    public record Settings(Optional<String> defaultAreaCode, Optional<Character> outsideLine) {
        /// No default area code, outside line 0.
        public static final Settings USUAL = new Settings(Optional.empty(), Optional.of('0'));

        public Settings {
            if (outsideLine.isPresent() && !isDigit(outsideLine.get())) {
                throw new IllegalArgumentException(
                        "outside line: " + outsideLine.get() + " (expected: a digit, 0 to 9)");
            }
        }

        /// The usual settings with this area code.
        public static Settings ofArea(String areaCode) {
            return new Settings(Optional.of(areaCode), USUAL.outsideLine);
        }
    }

    /// @throws IllegalArgumentException when the default area code is none of this country
    public NumberPlan(Numbering numbering, Settings settings) {
        this.numbering = numbering;
        country = numbering.country().digits();
        countryDigits = digitsOf(country);
        trunkZero = !numbering.trunkPrefix().isEmpty();
        table = new PlanTable(numbering);
        services = new ShortNumbers(numbering.neverStopped());
        notLocal = numbering.notLocal().toArray(NumberPattern[]::new);
        defaultAreaCode = settings.defaultAreaCode().map(this::areaCodeOf).orElse(NONE);
        outsideLine = settings.outsideLine().map(digit -> digit - '0').orElse(NONE);
    }

    /// What the plan was made of.
    public Numbering numbering() {
        return numbering;
    }

    public CountryCode country() {
        return numbering.country();
    }

    /// All area codes, without their trunk prefix.
    public SortedSet<Integer> areaCodes() {
        return table.areaCodes();
    }

    /// The area code, mobile code or other code a number of this country begins with, without trunk
    /// prefix; empty for a foreign number and for one outside the plan.
    public OptionalInt areaCode(PhoneNumber number) {
        long national = number.national(numbering.country());
        int digits = digitsOf(national);
        return allows(national, digits)
                ? OptionalInt.of(table.code(first(national, digits)))
                : OptionalInt.empty();
    }

    /// What this string means on a switch of this country. Never throws; its work is bounded.
    public Dialled read(CharSequence dialled) {
        int length = dialled.length();
        if (length > CHARACTERS_MAX) {
            return InvalidNumber.INVALID;
        }
        boolean plus = false;
        int zeros = 0;
        long rest = 0;
        int digits = 0;
        for (int i = 0; i < length; i++) {
            char c = dialled.charAt(i);
            if (c == '0' && digits == 0) {
                zeros++;
            } else if (isDigit(c)) {
                if (digits == REST_DIGITS_MAX) {
                    return InvalidNumber.INVALID;
                }
                rest = rest * 10 + (c - '0');
                digits++;
            } else if (c == '+') {
                if (plus || zeros > 0 || digits > 0) {
                    return InvalidNumber.INVALID;
                }
                plus = true;
            } else if (!isSeparator(c)) {
                return InvalidNumber.INVALID;
            }
        }
        return classify(plus, zeros, rest, digits);
    }

    private Dialled classify(boolean plus, int zeros, long rest, int digits) {
        int service = serviceBehindPrefixes(plus, zeros, rest, digits);
        if (service != NONE) {
            return new EmergencyNumber(service);
        }
        if (plus ? zeros == 0 : zeros == 2) {
            return international(rest, digits);
        }
        if (plus || zeros > 2) {
            return InvalidNumber.INVALID;
        }
        if (trunkZero) {
            return zeros == 1 ? national(rest, digits) : local(rest, digits);
        }
        return zeros == 0 ? national(rest, digits) : InvalidNumber.INVALID;
    }

    /// Row 0, in the widest reading: an outside line, then country code, then trunk 0, each or none
    /// of them. All such spellings are too short for a telephone number, but for some local ones
    /// (116 123 in Stockholm): there the service goes first, and the area code reaches the other.
    private int serviceBehindPrefixes(boolean plus, int zeros, long rest, int digits) {
        int service = service(plus, zeros, rest, digits);
        if (service != NONE || plus || outsideLine == NONE) {
            return service;
        }
        if (zeros > 0) {
            return outsideLine == 0 ? service(false, zeros - 1, rest, digits) : NONE;
        }
        if (digits < 2 || rest / POWERS[digits - 1] != outsideLine) {
            return NONE;
        }
        long inside = rest % POWERS[digits - 1];
        int insideDigits = digitsOf(inside);
        return service(false, digits - 1 - insideDigits, inside, insideDigits);
    }

    private int service(boolean plus, int zeros, long rest, int digits) {
        boolean international = plus ? zeros == 0 : zeros == 2;
        if (!international) {
            return plus || zeros > 1 ? NONE : services.find(rest);
        }
        int nationalDigits = digits - countryDigits;
        if (nationalDigits < 1 || rest / POWERS[nationalDigits] != country) {
            return NONE;
        }
        long national = rest % POWERS[nationalDigits];
        return isTrunk(nationalDigits - digitsOf(national)) ? services.find(national) : NONE;
    }

    /// Whether so many zeros between country code and number may be a trunk prefix, or none at all.
    private static boolean isTrunk(int zeros) {
        return zeros <= 1;
    }

    private Dialled international(long rest, int digits) {
        int nationalDigits = digits - countryDigits;
        if (nationalDigits >= 1 && rest / POWERS[nationalDigits] == country) {
            long national = rest % POWERS[nationalDigits];
            int significant = digitsOf(national);
            return isTrunk(nationalDigits - significant)
                    ? national(national, significant)
                    : InvalidNumber.INVALID;
        }
        if (digits < FOREIGN_DIGITS_MIN || digits > FOREIGN_DIGITS_MAX) {
            return InvalidNumber.INVALID;
        }
        return new PhoneNumber(rest);
    }

    private Dialled national(long number, int digits) {
        return allows(number, digits)
                ? new PhoneNumber(country * POWERS[digits] + number)
                : InvalidNumber.INVALID;
    }

    private boolean allows(long number, int digits) {
        return digits >= PlanTable.LEADING
                && digits <= NATIONAL_DIGITS_MAX
                && table.allows(first(number, digits), digits);
    }

    private Dialled local(long number, int digits) {
        if (defaultAreaCode == NONE || digits == 0 || digits > LOCAL_DIGITS_MAX) {
            return InvalidNumber.INVALID;
        }
        for (NumberPattern pattern : notLocal) {
            if (pattern.matches(number, digits)) {
                return InvalidNumber.INVALID;
            }
        }
        return national(
                defaultAreaCode * POWERS[digits] + number, digitsOf(defaultAreaCode) + digits);
    }

    private static int first(long number, int digits) {
        return (int) (number / POWERS[digits - PlanTable.LEADING]);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isSeparator(char c) {
        return switch (c) {
            case ' ', '\u00a0', '-', '.', '/', '(', ')' -> true;
            default -> false;
        };
    }

    /// The code without its trunk prefix.
    private int areaCodeOf(String written) {
        if (written.matches(numbering.trunkPrefix() + "[1-9][0-9]{0,3}")) {
            int from = numbering.trunkPrefix().length();
            int code = Integer.parseInt(written, from, written.length(), 10);
            if (table.areaCodes().contains(code)) {
                return code;
            }
        }
        throw new IllegalArgumentException(
                "default area code: %s (expected: an area code of +%d as dialled%s)"
                        .formatted(written, country, example()));
    }

    private String example() {
        SortedSet<Integer> codes = table.areaCodes();
        return codes.isEmpty() ? "" : ", such as " + numbering.trunkPrefix() + codes.first();
    }

    /// How many digits a number has; 0 and below have none.
    private static int digitsOf(long number) {
        int digits = 0;
        while (digits < POWERS.length && number >= POWERS[digits]) {
            digits++;
        }
        return digits;
    }

    private static long[] powersOfTen() {
        var powers = new long[REST_DIGITS_MAX + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
