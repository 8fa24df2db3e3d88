package se.ringvakt.view;

import java.util.List;
import java.util.Optional;
import se.ringvakt.accounting.Checks;
import se.ringvakt.accounting.Statement;
import se.ringvakt.call.PrincipalId;

/// A year's account as the API shows it.
///
/// @param costs empty: no price list holds for every month with checks
public record AccountView(
        int year,
        String register,
        List<Line> lines,
        long checks,
        Optional<Statement.Costs> costs,
        long expected) {

    /// One month's checks for one principal.
    ///
    /// @param month such as `2026-11`
    /// @param principal empty: nobody in particular
    public record Line(
            String month,
            Optional<String> principal,
            long washed,
            long washedFree,
            long dialled,
            long dialledFree) {
        static Line of(Checks checks) {
            return new Line(
                    checks.month().toString(),
                    checks.principal().map(PrincipalId::value),
                    checks.washed(),
                    checks.washedFree(),
                    checks.dialled(),
                    checks.dialledFree());
        }
    }

    public static AccountView of(Statement statement) {
        return new AccountView(
                statement.year().getValue(),
                statement.register(),
                statement.lines().stream().map(Line::of).toList(),
                statement.checks(),
                statement.costs(),
                statement.expected());
    }
}
