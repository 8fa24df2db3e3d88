package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.ringvakt.site.Site;
import se.ringvakt.view.GatesView;
import se.ringvakt.view.GatesView.GateView;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;

/// `gates`: the gates on a shared ledger, and what each runs on.
@Command(
        name = "gates",
        description = {
            "List the gates on a shared ledger: program, policy and registers of each.",
            "",
            "Exit code 1 when those that live do not all run on the same, or there are none."
        })
final class GatesCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    GatesCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            GatesView view = GatesView.of(site.isShared(), site.gates(), site.zone());
            output.print(view, GatesCommand::text);
            boolean well = view.agree() && view.gates().stream().anyMatch(GateView::living);
            return (well ? ExitCode.OK : ExitCode.NO).code();
        }
    }

    private static void text(GatesView view, PrintWriter out) {
        if (!view.shared()) {
            out.println("the ledger is one gate's own: it shares it with no other");
            return;
        }
        if (view.gates().isEmpty()) {
            out.println("no gate was ever seen on this ledger");
            return;
        }
        Table table =
                Table.of(
                        "GATE",
                        "NAME",
                        "STARTED",
                        "SEEN",
                        "PROGRAM",
                        "POLICY",
                        "REGISTERS",
                        "DIFFERS");
        for (GateView gate : view.gates()) {
            table.row(
                    Integer.toString(gate.node()),
                    gate.name(),
                    Times.brief(gate.started()),
                    gate.seenSecondsAgo() + " s ago",
                    said(gate.program()),
                    said(gate.policy()),
                    said(gate.registers()),
                    gate.living() ? String.join(", ", gate.differs()) : "has ended");
        }
        table.print(out);
    }

    private static String said(String version) {
        return version.isEmpty() ? "unknown" : version;
    }
}
