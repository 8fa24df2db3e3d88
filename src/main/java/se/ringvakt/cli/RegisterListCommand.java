package se.ringvakt.cli;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.register.StoredVersion;
import se.ringvakt.site.Site;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;
import se.ringvakt.view.VersionRow;

/// `register list`: the stored versions.
@Command(name = "list", description = "List the stored versions, newest first.")
final class RegisterListCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Option(
            names = "--register",
            paramLabel = "NAME",
            description = "Which register (default: all).")
    private Optional<String> register = Optional.empty();

    RegisterListCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            List<VersionRow> rows = new ArrayList<>();
            for (Site.Register chosen : RegisterChoice.some(register, site, common)) {
                for (StoredVersion stored : chosen.store().versions(chosen.name())) {
                    rows.add(VersionRow.of(chosen, stored, site));
                }
            }
            output.print(rows, RegisterListCommand::text);
        }
        return ExitCode.OK.code();
    }

    private static void text(List<VersionRow> rows, PrintWriter out) {
        if (rows.isEmpty()) {
            out.println("no version yet; every call that a register binds is denied");
            return;
        }
        Table table =
                Table.of(
                        "",
                        "REGISTER",
                        "VERSION",
                        "USABLE TO",
                        "DAYS LEFT",
                        "NUMBERS",
                        "AREAS",
                        "IMPORTED",
                        "FROM");
        for (VersionRow row : rows) {
            table.row(
                    row.inForce() ? "*" : "",
                    row.register(),
                    row.id(),
                    row.usableUntil().map(LocalDate::toString).orElse("-"),
                    row.daysLeft().map(String::valueOf).orElse(""),
                    row.numbers().map(String::valueOf).orElse("-"),
                    row.areas().orElse("-"),
                    row.imported().map(Times::shown).orElse("-"),
                    row.problem().isEmpty() ? row.source().orElse("-") : row.problem());
        }
        table.print(out);
        out.println("* in force");
        rows.forEach(row -> alarms(row, out));
    }

    private static void alarms(VersionRow row, PrintWriter out) {
        row.overdueSince()
                .ifPresent(due -> out.println(row.register() + ": update overdue since " + due));
        if (row.daysLeft().isPresent() && row.daysLeft().get() == 0) {
            out.println(
                    row.register() + ": may not be used any more; every call it binds is denied");
        }
    }
}
