package se.ringvakt.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.Explainer;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.ledger.CallRecords.Debt;
import se.ringvakt.site.Explainers;
import se.ringvakt.site.Site;
import se.ringvakt.view.CheckView;
import se.ringvakt.view.CheckView.Why;
import se.ringvakt.view.CheckViews;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;

/// `redial list`: whom we owe a call.
@Command(
        name = "list",
        description = {
            "List the calls owed after silent ones, oldest first, and when each may be made.",
            "Judged as check does, for the agent of the silent call. Nothing is dialled."
        })
final class RedialListCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Masking masking = new Masking();
    @Mixin private final Output output = new Output();

    @Option(
            names = "--campaign",
            paramLabel = "ID",
            description = "Only what this campaign owes (default: all).")
    private Optional<String> campaign = Optional.empty();

    @Option(
            names = "--agent",
            paramLabel = "ID",
            description = "Only after this agent's silent calls (default: all).")
    private Optional<String> agent = Optional.empty();

    RedialListCommand(Host host) {
        common = new Common(host);
    }

    /// One call owed.
    ///
    /// @param silentAttempt the silent call
    /// @param agent who was to talk in it
    /// @param tried how many attempts the campaign has made since
    /// @param next when it may be made at the earliest, if nothing more happens; empty: nobody can
    ///   tell, or never
    /// @param whyNotNow none: it may be made now
    private record Row(
            String number,
            String campaign,
            OffsetDateTime since,
            Optional<String> silentAttempt,
            Optional<String> agent,
            long tried,
            boolean now,
            Optional<OffsetDateTime> next,
            List<Why> whyNotNow) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Knowledge knowledge = site.knowledge();
            campaign.ifPresent(id -> common.campaign(id, knowledge.campaigns()));
            Explainer explainer = Explainers.of(site, knowledge);
            List<Row> rows =
                    site.records().debts().stream()
                            .filter(this::isWanted)
                            .map(debt -> row(debt, explainer, knowledge, site))
                            .toList();
            output.print(rows, RedialListCommand::text);
        }
        return ExitCode.OK.code();
    }

    private boolean isWanted(Debt debt) {
        return (campaign.isEmpty()
                        || campaign.map(CampaignId::new).equals(Optional.of(debt.campaign())))
                && (agent.isEmpty() || agent.map(AgentId::new).equals(debt.agent()));
    }

    private Row row(Debt debt, Explainer explainer, Knowledge knowledge, Site site) {
        Instant now = site.now();
        String number = debt.number().international();
        CheckView view =
                new CheckViews(number, knowledge, List.of())
                        .of(explainer.explain(request(debt), now), List.of(), Optional.of(debt));
        return new Row(
                masking.shown(debt.number()),
                debt.campaign().value(),
                Times.offset(debt.opened(), site.zone()),
                debt.silent().map(AttemptId::toString),
                debt.agent().map(AgentId::value),
                debt.tried(),
                view.allowed(),
                view.allowed() ? Optional.of(view.at()) : view.retryAt(),
                view.reasons());
    }

    /// The call owed is an agent's, whatever the silent one was (§3.3).
    private static DialRequest request(Debt debt) {
        return new DialRequest(
                debt.number().international(),
                debt.campaign(),
                Optional.of(debt.agent().orElse(Explainers.ANYBODY)),
                Kind.MANUAL,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                "redial list");
    }

    private static void text(List<Row> rows, PrintWriter out) {
        if (rows.isEmpty()) {
            out.println("no call is owed");
            return;
        }
        Table table =
                Table.of(
                        "NUMBER",
                        "CAMPAIGN",
                        "SINCE",
                        "AGENT",
                        "TRIED",
                        "MAY BE CALLED",
                        "NOT NOW");
        for (Row row : rows) {
            table.row(
                    row.number(),
                    row.campaign(),
                    Times.brief(row.since()),
                    row.agent().orElse("-"),
                    Long.toString(row.tried()),
                    row.now() ? "now" : row.next().map(Times::brief).orElse("nobody can tell"),
                    row.now() ? "-" : codes(row.whyNotNow()));
        }
        table.print(out);
    }

    private static String codes(List<Why> reasons) {
        return reasons.stream().map(Why::code).collect(Collectors.joining(", "));
    }
}
