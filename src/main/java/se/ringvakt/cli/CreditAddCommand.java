package se.ringvakt.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.accounting.Credit;
import se.ringvakt.site.Site;
import se.ringvakt.view.Times;

/// `credit add`: records bought.
@Command(name = "add", description = "Record that record credits were bought.")
final class CreditAddCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();
    @Mixin private final Who who;

    @Parameters(paramLabel = "RECORDS", description = "How many.")
    private long records;

    @Option(
            names = "--register",
            paramLabel = "NAME",
            description = "Of which register (default: the only one there is).")
    private Optional<String> register = Optional.empty();

    @Option(
            names = "--price",
            paramLabel = "AMOUNT",
            description = "Without VAT (default: that of the settings' package of so many).")
    private Optional<BigDecimal> price = Optional.empty();

    @Option(
            names = "--bought",
            paramLabel = "DATE",
            description = "When (default: today); washes from that day on use it up.")
    private Optional<String> bought = Optional.empty();

    CreditAddCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            String name = RegisterChoice.one(register, site, common).name();
            List<Credit.Bundle> packages =
                    site.accounting().packages().stream()
                            .filter(each -> each.register().equals(name))
                            .toList();
            Optional<Credit.Bundle> chosen =
                    packages.stream().filter(each -> each.records() == records).findFirst();
            if (price.isEmpty() && chosen.isEmpty()) {
                throw common.misuse(
                        "RECORDS: " + records + " (expected: --price, or " + words(packages) + ")");
            }
            Credit credit = credit(name, chosen, packages, site);
            site.checks().buy(credit, site.now());
            site.note(who.caller(), "credit.add", name, entry -> entry.after(credit));
            output.print(Credits.of(name, site), CreditAddCommand::print);
        }
        return ExitCode.OK.code();
    }

    private Credit credit(
            String name, Optional<Credit.Bundle> chosen, List<Credit.Bundle> packages, Site site) {
        LocalDate on = bought.map(this::date).orElseGet(site::today);
        if (on.isAfter(site.today())) {
            throw common.misuse("--bought: " + on + " (expected: " + site.today() + " or earlier)");
        }
        String currency = packages.stream().map(Credit.Bundle::currency).findFirst().orElse("");
        try {
            return new Credit(
                    name,
                    records,
                    price.or(() -> chosen.map(Credit.Bundle::price)),
                    currency,
                    on,
                    who.name());
        } catch (IllegalArgumentException e) {
            throw common.misuse(String.valueOf(e.getMessage()), e);
        }
    }

    private LocalDate date(String text) {
        try {
            return Times.readDate(text);
        } catch (DateTimeException e) {
            throw common.misuse("--bought: " + e.getMessage(), e);
        }
    }

    private static String words(List<Credit.Bundle> packages) {
        return packages.isEmpty()
                ? "a package of the settings, which have none"
                : packages.stream()
                        .map(each -> Long.toString(each.records()))
                        .collect(Collectors.joining(", "));
    }

    private static void print(Credits credits, PrintWriter out) {
        out.println("recorded; " + credits.left() + " records left");
    }
}
