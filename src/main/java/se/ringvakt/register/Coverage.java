package se.ringvakt.register;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.PhoneNumber;

/// The part of the country a register version speaks for: all of it, or the numbers that begin with
/// certain area or mobile codes (an area list).
public final class Coverage {
    /// All area and mobile codes.
    public static final Coverage WHOLE_COUNTRY = new Coverage(Set.of());

    private static final int CODE_DIGITS_MOST = 6;
    private static final Pattern CODE =
            Pattern.compile("0[1-9][0-9]{0," + (CODE_DIGITS_MOST - 1) + "}");

    private final List<String> codes;

    // byLength[n] holds the codes of n digits without their zero, sorted.
    private final int[][] byLength = new int[CODE_DIGITS_MOST + 1][];

    private Coverage(Set<String> codes) {
        this.codes = List.copyOf(codes);
        for (int length = 1; length <= CODE_DIGITS_MOST; length++) {
            int digits = length + 1;
            byLength[length] =
                    codes.stream()
                            .filter(code -> code.length() == digits)
                            .mapToInt(Integer::parseInt)
                            .sorted()
                            .toArray();
        }
    }

    /// The numbers that begin with one of these codes, each written with its leading zero; no codes
    /// at all: the whole country.
    public static Coverage of(Collection<String> codes) {
        for (String code : codes) {
            if (!CODE.matcher(code).matches()) {
                throw new RegisterRefused(
                        "area: " + code + " (expected: a code with its zero, such as 08 or 0708)");
            }
        }
        return codes.isEmpty() ? WHOLE_COUNTRY : new Coverage(new TreeSet<>(codes));
    }

    /// Whether nothing is left out.
    public boolean whole() {
        return codes.isEmpty();
    }

    /// The codes with their zero, sorted; none when it is the whole country.
    public List<String> codes() {
        return codes;
    }

    /// Whether the other lies inside as a whole.
    public boolean includes(Coverage other) {
        return whole()
                || (!other.whole()
                        && other.codes.stream()
                                .allMatch(code -> codes.stream().anyMatch(code::startsWith)));
    }

    /// Whether this number lies inside; one of another country never does.
    boolean covers(PhoneNumber number, CountryCode country) {
        long national = number.national(country);
        return national >= 0 && covers(national);
    }

    /// Whether this number, given without country code, lies inside.
    boolean covers(long national) {
        if (whole()) {
            return true;
        }
        long leading = national;
        int length = digits(national);
        for (; length > CODE_DIGITS_MOST; length--) {
            leading /= 10;
        }
        for (; length > 0; length--) {
            if (Arrays.binarySearch(byLength[length], (int) leading) >= 0) {
                return true;
            }
            leading /= 10;
        }
        return false;
    }

    private static int digits(long number) {
        int digits = 1;
        for (long power = 10; power <= number; power *= 10) {
            digits++;
        }
        return digits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Coverage coverage && coverage.codes.equals(codes);
    }

    @Override
    public int hashCode() {
        return codes.hashCode();
    }

    /// The codes joined by commas, or `all`.
    @Override
    public String toString() {
        return whole() ? "all" : String.join(",", codes);
    }
}
