package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.ledger.CallRecords.Debt;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.view.CheckView.Why;
import se.ringvakt.view.DebtView;
import se.ringvakt.view.DebtViews;
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

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Knowledge knowledge = site.knowledge();
            campaign.ifPresent(id -> Typed.campaign(id, knowledge.campaigns()));
            List<Debt> owed =
                    site.records().debts().stream()
                            .filter(DebtViews.wanted(campaign, agent))
                            .toList();
            List<DebtView> rows = new DebtViews(site, knowledge, masking.spelling()).of(owed);
            output.print(rows, RedialListCommand::text);
        }
        return ExitCode.OK.code();
    }

    private static void text(List<DebtView> rows, PrintWriter out) {
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
        for (DebtView row : rows) {
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
