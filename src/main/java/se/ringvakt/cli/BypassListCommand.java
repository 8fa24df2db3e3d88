package se.ringvakt.cli;

import java.io.PrintWriter;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.site.Site;
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

    /// One dial.
    ///
    /// @param dialled as the switch wrote it
    /// @param number empty: what was dialled is no number
    /// @param place context, extension and priority of the dialplan
    /// @param hungUp whether the switch was told to end it
    private record Row(
            OffsetDateTime at,
            String switchName,
            String channel,
            String place,
            String dialled,
            Optional<String> number,
            boolean hungUp) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            List<Row> rows =
                    site.records().bypasses(since.instant(site)).stream()
                            .map(bypass -> row(bypass, site.zone()))
                            .toList();
            output.print(rows, BypassListCommand::text);
        }
        return ExitCode.OK.code();
    }

    private Row row(Bypass bypass, ZoneId zone) {
        return new Row(
                Times.offset(bypass.at(), zone),
                bypass.switchName(),
                masking.shown(bypass.channel()),
                masking.shown(bypass.place()),
                masking.shown(bypass.dialled()),
                bypass.number().map(masking::shown),
                bypass.hungUp());
    }

    private static void text(List<Row> rows, PrintWriter out) {
        if (rows.isEmpty()) {
            out.println("nothing was dialled past the gate");
            return;
        }
        Table table = Table.of("TIME", "SWITCH", "CHANNEL", "PLACE", "DIALLED", "HUNG UP");
        for (Row row : rows) {
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
