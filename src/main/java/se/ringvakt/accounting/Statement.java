package se.ringvakt.accounting;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.call.PrincipalId;

/// A year's checks against a register, and what they would have cost under each contract.
///
/// @param lines per month and principal, in this order
/// @param checks all of them
/// @param costs empty: no price list holds for every month with checks
/// @param expected how many checks the year will have had at the pace so far; of a year that is
///   over, how many it had
public record Statement(
        Year year,
        String register,
        List<Checks> lines,
        long checks,
        Optional<Costs> costs,
        long expected) {

    /// What the checks would have cost, without VAT.
    ///
    /// @param webWash each number checked
    /// @param webWashCharged the same, but at least one charge of the account
    /// @param resellerChecked each number checked through a reseller, its entry fee not counted
    /// @param resellerFree each free number delivered by one, its entry fee not counted
    /// @param licence a year's licence
    /// @param breakEvenWebWash from so many checks a year the licence costs no more than web wash
    /// @param breakEvenReseller the same against a reseller's price for each number checked
    /// @param underLicence expected checks fall short of what the licence asks for
    public record Costs(
            Tariff tariff,
            BigDecimal webWash,
            BigDecimal webWashCharged,
            BigDecimal resellerChecked,
            BigDecimal resellerFree,
            BigDecimal licence,
            Optional<Long> breakEvenWebWash,
            Optional<Long> breakEvenReseller,
            boolean underLicence) {}

    public Statement {
        lines = List.copyOf(lines);
    }

    /// Adds up a year.
    ///
    /// @param counted in any order; those of other years are passed over, those of the same month
    ///   and principal added up
    public static Statement of(
            Year year,
            String register,
            List<Checks> counted,
            List<Tariff> tariffs,
            LocalDate today) {
        List<Checks> lines = lines(year, counted);
        long checks = lines.stream().mapToLong(Checks::all).sum();
        long expected = expected(year, checks, today);
        return new Statement(
                year,
                register,
                lines,
                checks,
                costs(year, register, lines, tariffs, expected),
                expected);
    }

    private static List<Checks> lines(Year year, List<Checks> counted) {
        Map<Map.Entry<YearMonth, Optional<PrincipalId>>, Checks> sums = new HashMap<>();
        for (Checks checks : counted) {
            if (checks.month().getYear() == year.getValue() && checks.all() > 0) {
                sums.merge(Map.entry(checks.month(), checks.principal()), checks, Checks::plus);
            }
        }
        return sums.values().stream()
                .sorted(
                        Comparator.comparing(Checks::month)
                                .thenComparing(checks ->
                                        checks.principal().map(PrincipalId::value).orElse("")))
                .toList();
    }

    /// In proportion to the days that have begun.
    private static long expected(Year year, long checks, LocalDate today) {
        if (today.getYear() != year.getValue()) {
            return checks;
        }
        return Math.round((double) checks * year.length() / today.getDayOfYear());
    }

    private static Optional<Costs> costs(
            Year year, String register, List<Checks> lines, List<Tariff> tariffs, long expected) {
        List<Tariff> each = new ArrayList<>();
        for (Checks checks : lines) {
            Optional<Tariff> tariff = Tariff.on(checks.month().atDay(1), register, tariffs);
            if (tariff.isEmpty()) {
                return Optional.empty();
            }
            each.add(tariff.get());
        }
        Optional<Tariff> last =
                each.isEmpty()
                        ? Tariff.on(year.atDay(1), register, tariffs)
                        : Optional.of(each.getLast());
        return last.filter(tariff ->
                        each.stream().allMatch(t -> t.currency().equals(tariff.currency())))
                .map(tariff -> costs(lines, each, tariff, expected));
    }

    private static Costs costs(List<Checks> lines, List<Tariff> each, Tariff last, long expected) {
        BigDecimal webWash = BigDecimal.ZERO;
        BigDecimal resellerChecked = BigDecimal.ZERO;
        BigDecimal resellerFree = BigDecimal.ZERO;
        for (int i = 0; i < lines.size(); i++) {
            BigDecimal checked = BigDecimal.valueOf(lines.get(i).all());
            BigDecimal free = BigDecimal.valueOf(lines.get(i).free());
            Tariff tariff = each.get(i);
            webWash = webWash.add(tariff.webWash().multiply(checked));
            resellerChecked = resellerChecked.add(tariff.resellerChecked().multiply(checked));
            resellerFree = resellerFree.add(tariff.resellerFree().multiply(free));
        }
        return new Costs(
                last,
                webWash,
                webWash.signum() == 0 ? webWash : webWash.max(last.webWashLeastCharge()),
                resellerChecked,
                resellerFree,
                last.licenceYear(),
                breakEven(last.licenceYear(), last.webWash()),
                breakEven(last.licenceYear(), last.resellerChecked()),
                expected < last.licenceLeastChecks());
    }

    private static Optional<Long> breakEven(BigDecimal licence, BigDecimal each) {
        return each.signum() == 0
                ? Optional.empty()
                : Optional.of(licence.divide(each, 0, RoundingMode.CEILING).longValueExact());
    }

    /// How many days of the year the checks were counted over.
    public long days(LocalDate today) {
        return today.getYear() == year.getValue()
                ? ChronoUnit.DAYS.between(year.atDay(1), today) + 1
                : year.length();
    }
}
