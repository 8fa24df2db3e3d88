package se.ringvakt.call;

/// The country part of a number.
///
/// @param digits 1 to 999
public record CountryCode(int digits) {
    /// Sweden, +46.
    public static final CountryCode SWEDEN = new CountryCode(46);

    public CountryCode {
        if (digits < 1 || digits > 999) {
            throw new IllegalArgumentException("country code: " + digits + " (expected: 1 to 999)");
        }
    }
}
