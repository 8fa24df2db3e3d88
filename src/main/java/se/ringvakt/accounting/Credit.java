package se.ringvakt.accounting;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/// Records bought to be washed against a register. It is used up, never over: what is left goes
/// with the next year.
///
/// @param records how many
/// @param price without VAT; empty: not told
public record Credit(
        String register,
        long records,
        Optional<BigDecimal> price,
        String currency,
        LocalDate bought,
        String who) {

    public Credit {
        if (records < 1) {
            throw new IllegalArgumentException("records: " + records + " (expected: 1 or more)");
        }
    }

    /// A package that can be bought.
    public record Bundle(String register, long records, BigDecimal price, String currency) {
        public Bundle {
            if (records < 1 || price.signum() < 0) {
                throw new IllegalArgumentException(
                        "package: "
                                + records
                                + " for "
                                + price
                                + " (expected: 1 or more, 0 or more)");
            }
        }
    }
}
