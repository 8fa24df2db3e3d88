package se.ringvakt.cli;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.ledger.Objections.Batch;
import se.ringvakt.ledger.Objections.Objection;
import se.ringvakt.ledger.Objections.Recorded;
import se.ringvakt.site.Site;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;

/// `objection list`: who objected at the end of a call, and what must still be passed on.
@Command(
        name = "list",
        description = "List objections, newest first, with the last day for those to be passed on.")
final class ObjectionListCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Option(
            names = "--due",
            description = "Only those that wait to be passed on to the register, oldest first.")
    private boolean due;

    ObjectionListCommand(Host host) {
        common = new Common(host);
    }

    /// One objection as it is printed.
    ///
    /// @param due the last day; empty: it is not to be passed on, or was
    private record Row(
            long attempt,
            String number,
            String principal,
            OffsetDateTime at,
            boolean register,
            Optional<LocalDate> due,
            Optional<Integer> workingDaysLeft,
            Optional<Exported> exported) {}

    private record Exported(OffsetDateTime at, String who, String file) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Stream<Recorded> found =
                    due
                            ? site.objections().waiting().stream()
                                    .map(waiting -> new Recorded(waiting, Optional.empty()))
                            : site.objections().list().stream();
            List<Row> rows = found.map(each -> row(each, site)).toList();
            output.print(rows, ObjectionListCommand::text);
        }
        return ExitCode.OK.code();
    }

    private static Row row(Recorded recorded, Site site) {
        Objection objection = recorded.objection();
        Optional<ObjectionDue> due =
                objection.register() && recorded.batch().isEmpty()
                        ? Optional.of(ObjectionDue.of(objection, site))
                        : Optional.empty();
        return new Row(
                objection.attempt().value(),
                objection.number().masked(),
                objection.principal().value(),
                objection.at().atZone(site.zone()).toOffsetDateTime(),
                objection.register(),
                due.map(ObjectionDue::day),
                due.map(ObjectionDue::workingDaysLeft),
                recorded.batch().map(batch -> exported(batch, site)));
    }

    private static Exported exported(Batch batch, Site site) {
        return new Exported(
                batch.at().atZone(site.zone()).toOffsetDateTime(), batch.who(), batch.file());
    }

    private static void text(List<Row> rows, PrintWriter out) {
        if (rows.isEmpty()) {
            out.println("no objection");
            return;
        }
        Table table = Table.of("ATTEMPT", "NUMBER", "PRINCIPAL", "SAID", "REGISTER");
        for (Row row : rows) {
            table.row(
                    Long.toString(row.attempt()),
                    row.number(),
                    row.principal(),
                    Times.shown(row.at().toZonedDateTime()),
                    register(row));
        }
        table.print(out);
    }

    private static String register(Row row) {
        if (!row.register()) {
            return "-";
        }
        return row.exported()
                .map(done ->
                        "passed on "
                                + Times.shown(done.at().toZonedDateTime())
                                + " by "
                                + done.who()
                                + " in "
                                + done.file())
                .orElseGet(() -> waiting(row));
    }

    private static String waiting(Row row) {
        int left = row.workingDaysLeft().orElse(0);
        String by = "due " + row.due().map(LocalDate::toString).orElse("");
        return left < 0 ? by + ", OVERDUE" : by + ", " + left + " working days left";
    }
}
