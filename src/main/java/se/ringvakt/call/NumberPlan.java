package se.ringvakt.call;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;

/// The Swedish numbering plan: reads what was dialled. Immutable; any thread may use it.
///
/// One pass over the characters leaves three facts: whether a plus came first, how many zeros
/// followed, and the digits from the first other digit on, as one decimal number:
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

    private static final int SWEDEN = CountryCode.SWEDEN.digits();
    private static final SortedSet<Integer> AREA_CODES = PlanRow.areaCodes();

    /// 46, a trunk 0 and the 13 digits of a machine's number are 16; 18 fit any `long`.
    private static final int REST_DIGITS_MAX = 18;

    private static final int FOREIGN_DIGITS_MIN = 7;
    private static final int FOREIGN_DIGITS_MAX = 15;
    private static final int NATIONAL_DIGITS_MIN = 6;
    private static final int NATIONAL_DIGITS_MAX = 13;
    private static final int LOCAL_DIGITS_MAX = 8;

    private static final int NONE = -1;
    private static final long[] POWERS = powersOfTen();

    private final int defaultAreaCode;
    private final int outsideLine;

    /// What a switch adds to the plan.
    ///
    /// @param defaultAreaCode with its 0, such as `08`; numbers dialled without a code belong to it
    /// @param outsideLine the digit 0 to 9 dialled to leave the house; it may precede an emergency
    ///   number, and nothing else
    public record Settings(Optional<String> defaultAreaCode, Optional<Character> outsideLine) {
        /// No default area code, outside line 0.
        public static final Settings USUAL = new Settings(Optional.empty(), Optional.of('0'));

        public Settings {
            if (defaultAreaCode.isPresent() && areaCodeOf(defaultAreaCode.get()) == NONE) {
                throw new IllegalArgumentException(
                        "default area code: "
                                + defaultAreaCode.get()
                                + " (expected: a Swedish area code with its 0, such as 08)");
            }
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

    public NumberPlan() {
        this(Settings.USUAL);
    }

    public NumberPlan(Settings settings) {
        defaultAreaCode = settings.defaultAreaCode().map(NumberPlan::areaCodeOf).orElse(NONE);
        outsideLine = settings.outsideLine().map(digit -> digit - '0').orElse(NONE);
    }

    /// All 264 area codes (*riktnummer*), without their 0.
    public static SortedSet<Integer> areaCodes() {
        return AREA_CODES;
    }

    /// The area code, mobile code or other code a Swedish number begins with, without its 0; empty
    /// for a foreign number and for one outside the plan.
    public static OptionalInt areaCode(PhoneNumber number) {
        long national = number.national(CountryCode.SWEDEN);
        int digits = digitsOf(national);
        if (digits < NATIONAL_DIGITS_MIN || digits > NATIONAL_DIGITS_MAX) {
            return OptionalInt.empty();
        }
        int firstThree = firstThree(national, digits);
        PlanRow row = PlanRow.of(firstThree);
        return row.allows(digits) ? OptionalInt.of(row.code(firstThree)) : OptionalInt.empty();
    }

    /// What this string means on a Swedish switch. Never throws; its work is bounded.
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
        return zeros == 1 ? national(rest, digits) : local(rest, digits);
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

    private static int service(boolean plus, int zeros, long rest, int digits) {
        boolean international = plus ? zeros == 0 : zeros == 2;
        if (!international) {
            return plus || zeros > 1 ? NONE : service(rest);
        }
        if (digits < 3 || rest / POWERS[digits - 2] != SWEDEN) {
            return NONE;
        }
        long national = rest % POWERS[digits - 2];
        int trunkZeros = digits - 2 - digitsOf(national);
        return trunkZeros > 1 ? NONE : service(national);
    }

    /// The number itself if it is 112, 113 13, 114 xx, 116 xxx, 117 x or 90 xxx.
    private static int service(long number) {
        boolean service =
                number == 112
                        || number == 11313
                        || number / 100 == 114
                        || number / 1000 == 116
                        || number / 10 == 117
                        || number / 1000 == 90;
        return service ? (int) number : NONE;
    }

    private static Dialled international(long rest, int digits) {
        if (digits >= 3 && rest / POWERS[digits - 2] == SWEDEN) {
            long national = rest % POWERS[digits - 2];
            int nationalDigits = digitsOf(national);
            int trunkZeros = digits - 2 - nationalDigits;
            return trunkZeros > 1 ? InvalidNumber.INVALID : national(national, nationalDigits);
        }
        if (digits < FOREIGN_DIGITS_MIN || digits > FOREIGN_DIGITS_MAX) {
            return InvalidNumber.INVALID;
        }
        return new PhoneNumber(rest);
    }

    private static Dialled national(long number, int digits) {
        if (digits < NATIONAL_DIGITS_MIN || digits > NATIONAL_DIGITS_MAX) {
            return InvalidNumber.INVALID;
        }
        if (!PlanRow.of(firstThree(number, digits)).allows(digits)) {
            return InvalidNumber.INVALID;
        }
        return new PhoneNumber(SWEDEN * POWERS[digits] + number);
    }

    private Dialled local(long number, int digits) {
        if (defaultAreaCode == NONE || digits == 0 || digits > LOCAL_DIGITS_MAX) {
            return InvalidNumber.INVALID;
        }
        if (isDirectoryInquiry(number) || isCarrierSelection(number, digits)) {
            return InvalidNumber.INVALID;
        }
        return national(
                defaultAreaCode * POWERS[digits] + number, digitsOf(defaultAreaCode) + digits);
    }

    /// 118 xxx, a short number in every area.
    private static boolean isDirectoryInquiry(long number) {
        return number / 1000 == 118;
    }

    /// 95XX and a 0: another carrier takes the number behind it.
    private static boolean isCarrierSelection(long number, int digits) {
        return digits >= 5
                && number / POWERS[digits - 2] == 95
                && number / POWERS[digits - 5] % 10 == 0;
    }

    private static int firstThree(long number, int digits) {
        return (int) (number / POWERS[digits - 3]);
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

    /// The code without its 0, or -1 if there is no such area.
    private static int areaCodeOf(String withZero) {
        if (!withZero.matches("0[1-9][0-9]{0,2}")) {
            return NONE;
        }
        int code = Integer.parseInt(withZero, 1, withZero.length(), 10);
        return AREA_CODES.contains(code) ? code : NONE;
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
