package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.ringvakt.retention.Kept;
import se.ringvakt.retention.Schedule;
import se.ringvakt.site.Site;
import se.ringvakt.view.Table;

/// `retention schedule`: how long everything is kept, and why.
@Command(name = "schedule", description = "Show how long everything is kept, and why.")
final class RetentionScheduleCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    RetentionScheduleCommand(Host host) {
        common = new Common(host);
    }

    /// One line of the schedule.
    private record Row(String what, String keep, String why) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Schedule schedule = site.schedule();
            List<Row> rows = new ArrayList<>();
            for (Kept kept : Kept.values()) {
                Schedule.Line line = schedule.line(kept);
                rows.add(new Row(kept.word(), line.keep().toString(), line.why()));
            }
            output.print(rows, RetentionScheduleCommand::text);
        }
        return ExitCode.OK.code();
    }

    private static void text(List<Row> rows, PrintWriter out) {
        Table table = Table.of("WHAT", "KEPT FOR", "WHY");
        rows.forEach(row -> table.row(row.what(), row.keep(), row.why()));
        table.print(out);
    }
}
