package se.ringvakt.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import se.ringvakt.accounting.AccountingSettings;
import se.ringvakt.accounting.Credit;
import se.ringvakt.accounting.Tariff;

/// The section `accounting` as it is written.
record AccountingSection(
        List<TariffEntry> tariffs,
        List<Credit.Bundle> packages,
        Credit.Bundle usualPackage,
        long creditLeast) {

    /// A price list as it is written.
    record TariffEntry(
            String register,
            String from,
            String to,
            String currency,
            BigDecimal webWash,
            BigDecimal webWashLeastCharge,
            BigDecimal resellerChecked,
            BigDecimal resellerFree,
            BigDecimal resellerEntry,
            BigDecimal licenceYear,
            long licenceLeastChecks) {

        private Tariff tariff() {
            return new Tariff(
                    register,
                    date("from", from),
                    date("to", to),
                    currency,
                    webWash,
                    webWashLeastCharge,
                    resellerChecked,
                    resellerFree,
                    resellerEntry,
                    licenceYear,
                    licenceLeastChecks);
        }

        private static Optional<LocalDate> date(String key, String text) {
            try {
                return text.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(text));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        key + ": " + text + " (expected: a date like 2026-11-23)", e);
            }
        }
    }

    /// @throws IllegalArgumentException when something in it is not as it should be
    AccountingSettings settings() {
        return new AccountingSettings(
                tariffs.stream().map(TariffEntry::tariff).toList(), packages, creditLeast);
    }
}
