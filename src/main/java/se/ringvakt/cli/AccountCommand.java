package se.ringvakt.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.accounting.Checks;
import se.ringvakt.accounting.Statement;
import se.ringvakt.accounting.Statement.Costs;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.site.Accounts;
import se.ringvakt.site.Site;
import se.ringvakt.view.Table;

/// `account`: how much was checked, and what that would have cost.
@Command(
        name = "account",
        description = {
            "Tell how many numbers were checked in a year, per month and principal,",
            "and what that would have cost under each kind of contract."
        })
final class AccountCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Option(
            names = "--year",
            paramLabel = "YYYY",
            description = "A calendar year (default: this one).")
    private Optional<Integer> year = Optional.empty();

    @Option(
            names = "--register",
            paramLabel = "NAME",
            description = "Which register (default: the only one there is).")
    private Optional<String> register = Optional.empty();

    @Option(names = "--principal", paramLabel = "ID", description = "Only this principal's.")
    private Optional<String> principal = Optional.empty();

    AccountCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Year of = Year.of(year.orElseGet(() -> site.today().getYear()));
            String name = RegisterChoice.one(register, site, common).name();
            Statement statement = Accounts.of(of, name, principal.map(PrincipalId::new), site);
            LocalDate today = site.today();
            output.print(statement, (shown, out) -> print(shown, today, out));
        }
        return ExitCode.OK.code();
    }

    private static void print(Statement statement, LocalDate today, PrintWriter out) {
        out.println(
                "checks against "
                        + statement.register()
                        + " in "
                        + statement.year()
                        + ", over "
                        + statement.days(today)
                        + " days");
        Table table = Table.of("MONTH", "PRINCIPAL", "WASHED", "FREE", "DIALLED", "FREE", "ALL");
        for (Checks line : statement.lines()) {
            table.row(
                    line.month().toString(),
                    line.principal().map(PrincipalId::value).orElse("-"),
                    count(line.washed()),
                    count(line.washedFree()),
                    count(line.dialled()),
                    count(line.dialledFree()),
                    count(line.all()));
        }
        table.row("all", "", "", "", "", "", count(statement.checks()));
        table.print(out);
        out.println();
        if (statement.costs().isEmpty()) {
            out.println("no price list for these months (accounting.tariffs)");
            return;
        }
        print(statement.costs().get(), statement, out);
    }

    private static void print(Costs costs, Statement statement, PrintWriter out) {
        String currency = " " + costs.tariff().currency();
        out.println("what they would have cost, without VAT");
        Table table = new Table();
        table.row(
                "web wash",
                money(costs.webWashCharged()) + currency,
                costs.tariff().webWash()
                        + " a number checked, "
                        + money(costs.webWash())
                        + "; the account is charged with at least "
                        + money(costs.tariff().webWashLeastCharge()));
        table.row(
                "reseller, by checks",
                money(costs.resellerChecked()) + currency,
                costs.tariff().resellerChecked() + " a number checked" + entry(costs));
        table.row(
                "reseller, by free ones",
                money(costs.resellerFree()) + currency,
                costs.tariff().resellerFree() + " a free number delivered" + entry(costs));
        table.row("licence", money(costs.licence()) + currency, "a year");
        table.print(out, "  ");
        costs.breakEvenWebWash()
                .ifPresent(checks ->
                        out.println(
                                "the licence costs no more than web wash from "
                                        + count(checks)
                                        + " checks a year"
                                        + costs.breakEvenReseller()
                                                .map(more ->
                                                        ", than a reseller from " + count(more))
                                                .orElse("")));
        if (costs.underLicence()) {
            out.println(
                    "WARNING: "
                            + count(statement.expected())
                            + " checks expected in "
                            + statement.year()
                            + ", fewer than the "
                            + count(costs.tariff().licenceLeastChecks())
                            + " a year that the licence asks for");
        }
    }

    private static String entry(Costs costs) {
        return "; " + money(costs.tariff().resellerEntry()) + " once, not counted here";
    }

    private static String count(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }

    private static String money(BigDecimal amount) {
        return String.format(Locale.ENGLISH, "%,.2f", amount.setScale(2, RoundingMode.HALF_UP));
    }
}
