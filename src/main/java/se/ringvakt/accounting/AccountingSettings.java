package se.ringvakt.accounting;

import java.util.List;

/// Prices as the settings have them.
///
/// @param creditLeast a warning is given when fewer records than this are left
public record AccountingSettings(
        List<Tariff> tariffs, List<Credit.Bundle> packages, long creditLeast) {
    public AccountingSettings {
        tariffs = List.copyOf(tariffs);
        packages = List.copyOf(packages);
    }
}
