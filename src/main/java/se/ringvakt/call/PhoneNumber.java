package se.ringvakt.call;

/// A telephone number; every spelling of it is this one value.
///
/// @param e164 country code and national number as one decimal number, 7 to 15 digits
public record PhoneNumber(long e164) implements Dialled, Comparable<PhoneNumber> {
    private static final long MIN = 1_000_000L;
    private static final long MAX = 999_999_999_999_999L;

    public PhoneNumber {
        if (e164 < MIN || e164 > MAX) {
            throw new IllegalArgumentException("e164: " + e164 + " (expected: 7 to 15 digits)");
        }
    }

    /// Whether the number belongs to this country; no country code is the prefix of another.
    public boolean isIn(CountryCode country) {
        return national(country) >= 0;
    }

    /// The number without this country code, or -1 when it belongs to another country.
    public long national(CountryCode country) {
        for (long power = 10; power <= e164; power *= 10) {
            long first = country.digits() * power;
            if (first > e164) {
                return -1;
            }
            if (e164 - first < power) {
                return e164 - first;
            }
        }
        return -1;
    }

    /// `+` and all digits; for logs and screens use [#masked()].
    public String international() {
        return "+" + e164;
    }

    /// The number with its last four digits hidden, for logs.
    public String masked() {
        return "+" + e164 / 10_000 + "xxxx";
    }

    @Override
    public int compareTo(PhoneNumber other) {
        return Long.compare(e164, other.e164);
    }

    /// Masked, so that no log line can hold a number by accident.
    @Override
    public String toString() {
        return masked();
    }
}
