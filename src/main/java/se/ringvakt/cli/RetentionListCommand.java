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
import se.ringvakt.retention.RetentionStore.Done;
import se.ringvakt.retention.RetentionStore.Run;
import se.ringvakt.site.Site;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;

/// `retention list`: the runs of the erasing.
@Command(
        name = "list",
        description = "List the runs of the erasing, newest first: how much, and up to when.")
final class RetentionListCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Option(
            names = "--most",
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "How many at most (default: 20).")
    private int most;

    RetentionListCommand(Host host) {
        common = new Common(host);
    }

    /// A run as it is printed.
    ///
    /// @param ended empty: it goes on, or was broken off
    private record Row(
            long run,
            OffsetDateTime begun,
            Optional<OffsetDateTime> ended,
            String by,
            List<Erased> erased) {}

    /// @param before up to when
    private record Erased(String what, long count, OffsetDateTime before) {
        private String text() {
            return count + " " + what;
        }
    }

    @Override
    public Integer call() {
        if (most < 1) {
            throw common.misuse("--most: " + most + " (expected: 1 or more)");
        }
        try (Site site = common.open()) {
            List<Row> rows =
                    site.retention().runs(most).stream().map(run -> row(run, site)).toList();
            output.print(rows, RetentionListCommand::text);
        }
        return ExitCode.OK.code();
    }

    private static Row row(Run run, Site site) {
        return new Row(
                run.id(),
                time(run.begun(), site),
                run.ended().map(ended -> time(ended, site)),
                run.by(),
                run.done().stream().map(done -> erased(done, site)).toList());
    }

    private static Erased erased(Done done, Site site) {
        return new Erased(done.kept().word(), done.count(), time(done.before(), site));
    }

    private static OffsetDateTime time(Instant instant, Site site) {
        return instant.atZone(site.zone()).toOffsetDateTime();
    }

    private static void text(List<Row> rows, PrintWriter out) {
        if (rows.isEmpty()) {
            out.println("nothing was ever erased");
            return;
        }
        Table table = Table.of("RUN", "BEGUN", "ENDED", "BY", "ERASED");
        for (Row row : rows) {
            table.row(
                    Long.toString(row.run()),
                    Times.shown(row.begun().toZonedDateTime()),
                    row.ended()
                            .map(ended -> Times.shown(ended.toZonedDateTime()))
                            .orElse("not ended"),
                    row.by(),
                    row.erased().isEmpty()
                            ? "nothing was due"
                            : row.erased().stream()
                                    .map(Erased::text)
                                    .collect(Collectors.joining(", ")));
        }
        table.print(out);
    }
}
