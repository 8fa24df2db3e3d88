package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.site.Site;
import se.ringvakt.view.AttemptView;
import se.ringvakt.view.AttemptView.Became;
import se.ringvakt.view.AttemptView.TooShort;
import se.ringvakt.view.AttemptViews;
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

    /// All of it.
    ///
    /// @param agents how many are held against each agent
    /// @param campaigns how many against each campaign: all that are listed
    private record Listing(
            List<AttemptView> breaches, Map<String, Long> agents, Map<String, Long> campaigns) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            campaign.ifPresent(id -> common.campaign(id, site.campaigns().read()));
            AttemptViews views = new AttemptViews(site, masking::shown);
            List<AttemptView> breaches =
                    site.records().breaches(since.instant(site)).stream()
                            .map(views::of)
                            .filter(this::isWanted)
                            .toList();
            output.print(
                    new Listing(
                            breaches,
                            sums(breaches, breach -> breach.agent().stream()),
                            sums(breaches, breach -> Stream.of(breach.campaign()))),
                    BreachListCommand::text);
        }
        return ExitCode.OK.code();
    }

    private boolean isWanted(AttemptView view) {
        return (campaign.isEmpty() || campaign.equals(Optional.of(view.campaign())))
                && (agent.isEmpty() || agent.equals(breach(view).flatMap(TooShort::agent)));
    }

    private static Map<String, Long> sums(
            List<AttemptView> breaches, Function<TooShort, Stream<String>> against) {
        return breaches.stream()
                .flatMap(view -> breach(view).stream())
                .flatMap(against)
                .collect(
                        Collectors.groupingBy(
                                Function.identity(), TreeMap::new, Collectors.counting()));
    }

    private static Optional<TooShort> breach(AttemptView view) {
        return view.outcome().flatMap(Became::breach);
    }

    private static void text(Listing listing, PrintWriter out) {
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
                    breach(view)
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
