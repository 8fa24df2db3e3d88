package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.view.AttemptView;
import se.ringvakt.view.AttemptView.Became;
import se.ringvakt.view.AttemptView.TooShort;
import se.ringvakt.view.BreachList;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;

/// `breach list`: what rang too short.
@Command(
        name = "list",
        description = {
            "List the attempts whose ringing our side ended before six rings, newest first.",
            "One that the permit's own timeout ended is held against the campaign alone."
        })
final class BreachListCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Since since;
    @Mixin private final Masking masking = new Masking();
    @Mixin private final Output output = new Output();

    @Option(
            names = "--agent",
            paramLabel = "ID",
            description = "Only what is held against this agent (default: all).")
    private Optional<String> agent = Optional.empty();

    @Option(
            names = "--campaign",
            paramLabel = "ID",
            description = "Only in this campaign (default: all).")
    private Optional<String> campaign = Optional.empty();

    BreachListCommand(Host host) {
        common = new Common(host);
        since = new Since(common);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            campaign.ifPresent(id -> Typed.campaign(id, site.campaigns().read()));
            output.print(
                    BreachList.read(site, since.instant(site), campaign, agent, masking.spelling()),
                    BreachListCommand::text);
        }
        return ExitCode.OK.code();
    }

    private static void text(BreachList listing, PrintWriter out) {
        if (listing.breaches().isEmpty()) {
            out.println("nothing rang too short");
            return;
        }
        Table table = Table.of("TIME", "NUMBER", "RANG", "AGAINST", "CAMPAIGN", "ATTEMPT");
        for (AttemptView view : listing.breaches()) {
            table.row(
                    Times.brief(view.at()),
                    view.number(),
                    view.outcome()
                            .flatMap(Became::rangMillis)
                            .map(AttemptText::seconds)
                            .orElse("-"),
                    BreachList.breach(view)
                            .flatMap(TooShort::agent)
                            .map(id -> "agent " + id)
                            .orElse("campaign"),
                    view.campaign(),
                    view.attempt());
        }
        table.print(out);
        out.println();
        Table sums = new Table();
        listing.agents().forEach((id, sum) -> sums.row("agent " + id, sum.toString()));
        listing.campaigns().forEach((id, sum) -> sums.row("campaign " + id, sum.toString()));
        sums.print(out);
    }
}
