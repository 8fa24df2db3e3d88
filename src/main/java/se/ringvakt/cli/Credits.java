package se.ringvakt.cli;

import java.util.List;
import java.util.Optional;
import se.ringvakt.accounting.Credit;
import se.ringvakt.ledger.CheckCounts;
import se.ringvakt.site.Site;

/// The record credits of a register, and what is left of them.
///
/// @param used records washed since the first was bought
/// @param left below zero: more was washed than was bought
/// @param low fewer are left than the settings want
record Credits(String register, List<Credit> bought, long all, long used, long left, boolean low) {

    static Credits of(String register, Site site) {
        CheckCounts checks = site.checks();
        List<Credit> bought = checks.credits(register);
        long all = bought.stream().mapToLong(Credit::records).sum();
        long used =
                checks.firstBought(register)
                        .map(day ->
                                checks.records(register, day.atStartOfDay(site.zone()).toInstant()))
                        .orElse(0L);
        return new Credits(
                register,
                bought,
                all,
                used,
                all - used,
                all - used < site.accounting().creditLeast());
    }

    /// A line worth a warning; empty: there is enough, or credits are of no interest.
    Optional<String> warning() {
        return bought.isEmpty() || !low
                ? Optional.empty()
                : Optional.of("WARNING: " + left + " records left of those bought for " + register);
    }
}
