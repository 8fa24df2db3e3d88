package se.ringvakt.accounting;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A register keeper's price list. Prices are without VAT, in one currency.
///
/// @param from the first day it holds; empty: since ever
/// @param to the last day it holds; empty: for ever
/// @param webWash for each number checked
/// @param webWashLeastCharge the least an account for it is charged with at a time
/// @param resellerChecked for each number checked through a reseller
/// @param resellerFree instead of that, for each free number delivered
/// @param resellerEntry once, to become a reseller
/// @param licenceYear for a year of holding the register oneself
/// @param licenceLeastChecks how many checks a year such a licence asks for
public record Tariff(
        String register,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        String currency,
        BigDecimal webWash,
        BigDecimal webWashLeastCharge,
        BigDecimal resellerChecked,
        BigDecimal resellerFree,
        BigDecimal resellerEntry,
        BigDecimal licenceYear,
        long licenceLeastChecks) {

    public Tariff {
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            throw new IllegalArgumentException(
                    "to: " + to.get() + " (expected: not before " + from.get() + ")");
        }
        for (BigDecimal price :
                List.of(
                        webWash,
                        webWashLeastCharge,
                        resellerChecked,
                        resellerFree,
                        resellerEntry,
                        licenceYear)) {
            if (price.signum() < 0) {
                throw new IllegalArgumentException("price: " + price + " (expected: 0 or more)");
            }
        }
        if (licenceLeastChecks < 0) {
            throw new IllegalArgumentException(
                    "licence-least-checks: " + licenceLeastChecks + " (expected: 0 or more)");
        }
    }

    /// The price list of a register on a day: the last of those that hold.
    public static Optional<Tariff> on(LocalDate day, String register, List<Tariff> tariffs) {
        return tariffs.reversed().stream()
                .filter(tariff -> tariff.register.equals(register) && tariff.holdsOn(day))
                .findFirst();
    }

    private boolean holdsOn(LocalDate day) {
        return from.map(first -> !day.isBefore(first)).orElse(true)
                && to.map(last -> !day.isAfter(last)).orElse(true);
    }
}
