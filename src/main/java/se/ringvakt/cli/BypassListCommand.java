package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.ringvakt.site.Site;
import se.ringvakt.view.BypassView;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;

/// `bypass list`: what was dialled past the gate.
@Command(
        name = "list",
        description = "List the dials toward a trunk that no permit covered, newest first.")
final class BypassListCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Since since;
    @Mixin private final Masking masking = new Masking();
    @Mixin private final Output output = new Output();

    BypassListCommand(Host host) {
        common = new Common(host);
        since = new Since(common);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            List<BypassView> rows =
                    site.records().bypasses(since.instant(site)).stream()
                            .map(found -> BypassView.of(found, masking.spelling(), site.zone()))
                            .toList();
            output.print(rows, BypassListCommand::text);
        }
        return ExitCode.OK.code();
    }

    private static void text(List<BypassView> rows, PrintWriter out) {
        if (rows.isEmpty()) {
            out.println("nothing was dialled past the gate");
            return;
        }
        Table table = Table.of("TIME", "SWITCH", "CHANNEL", "PLACE", "DIALLED", "HUNG UP");
        for (BypassView row : rows) {
            table.row(
                    Times.brief(row.at()),
                    row.switchName(),
                    row.channel(),
                    row.place(),
                    row.number().orElseGet(row::dialled),
                    row.hungUp() ? "yes" : "no");
        }
        table.print(out);
    }
}
