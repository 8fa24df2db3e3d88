package se.ringvakt.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.view.AttemptView;
import se.ringvakt.view.AttemptViews;

/// `attempt list`: the attempts to one number.
@Command(name = "list", description = "List the last attempts to a number, newest first.")
final class AttemptListCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Option(
            names = "--number",
            required = true,
            paramLabel = "NUMBER",
            description = "In any spelling, quoted if it has spaces.")
    private String number = "";

    @Option(
            names = "--most",
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "How many at most (default: 20).")
    private int most;

    AttemptListCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        if (most < 1) {
            throw common.misuse("--most: " + most + " (expected: 1 or more)");
        }
        try (Site site = common.open()) {
            // In full: all are to the number that was typed.
            AttemptViews views = new AttemptViews(site, PhoneNumber::international);
            List<AttemptView> attempts =
                    site.records().attempts(Typed.number(number, site.plan()), most).stream()
                            .map(views::of)
                            .toList();
            output.print(attempts, AttemptText::printAll);
        }
        return ExitCode.OK.code();
    }
}
