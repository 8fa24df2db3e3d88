package se.ringvakt.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.site.ListEdits;
import se.ringvakt.site.Site;
import se.ringvakt.view.Times;

/// `customer end`: ends a customer's relation with a principal.
@Command(name = "end", description = "End a customer's relation with a principal.")
final class CustomerEndCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "NUMBER", description = "The customer's number.")
    private String number = "";

    @Option(names = "--principal", required = true, paramLabel = "ID", description = "Of whom.")
    private String principal = "";

    @Option(
            names = "--on",
            paramLabel = "DATE",
            description = "When its duties were fulfilled (default: today).")
    private Optional<String> day = Optional.empty();

    CustomerEndCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            long ended =
                    new ListEdits(site).end(number, principal, on(site), who.act("end"));
            return Ended.print(output, ended, "ended", "no relation lasts");
        }
    }

    private LocalDate on(Site site) {
        try {
            return day.map(Times::readDate).orElseGet(site::today);
        } catch (DateTimeException e) {
            throw common.misuse("--on: " + e.getMessage(), e);
        }
    }
}
