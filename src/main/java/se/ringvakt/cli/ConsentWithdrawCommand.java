package se.ringvakt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.site.ListEdits;
import se.ringvakt.site.Site;

/// `consent withdraw`: ends a consumer's consents to a principal.
@Command(name = "withdraw", description = "Withdraw a number's consents to a principal, now.")
final class ConsentWithdrawCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "NUMBER", description = "The consumer's number.")
    private String number = "";

    @Option(names = "--principal", required = true, paramLabel = "ID", description = "To whom.")
    private String principal = "";

    ConsentWithdrawCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            long withdrawn =
                    new ListEdits(site).withdraw(number, principal, who.act("withdraw"));
            return Ended.print(output, withdrawn, "withdrawn", "no consent stands");
        }
    }
}
