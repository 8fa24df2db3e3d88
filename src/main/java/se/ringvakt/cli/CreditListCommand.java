package se.ringvakt.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.accounting.Credit;
import se.ringvakt.site.Site;
import se.ringvakt.view.Table;

/// `credit list`: records bought, used and left.
@Command(name = "list", description = "List the record credits bought, and what is left.")
final class CreditListCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Option(
            names = "--register",
            paramLabel = "NAME",
            description = "Of which register (default: the only one there is).")
    private Optional<String> register = Optional.empty();

    CreditListCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            String name = RegisterChoice.one(register, site, common).name();
            output.print(Credits.of(name, site), CreditListCommand::print);
        }
        return ExitCode.OK.code();
    }

    private static void print(Credits credits, PrintWriter out) {
        Table table = Table.of("BOUGHT", "RECORDS", "PRICE", "BY");
        for (Credit credit : credits.bought()) {
            table.row(
                    credit.bought().toString(),
                    Long.toString(credit.records()),
                    credit.price().map(BigDecimal::toPlainString).orElse("-")
                            + " "
                            + credit.currency(),
                    credit.who());
        }
        table.print(out);
        out.println(
                credits.register()
                        + ": "
                        + credits.all()
                        + " bought, "
                        + credits.used()
                        + " used, "
                        + credits.left()
                        + " left");
        credits.warning().ifPresent(out::println);
    }
}
