package se.ringvakt.cli;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.register.Freshness;
import se.ringvakt.register.RegisterVersion;
import se.ringvakt.register.StoredVersion;
import se.ringvakt.site.Site;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;

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

    /// One version as it is printed.
    ///
    /// @param usableUntil the last day on which it may be used, by the register's validity or else
    ///   by the policy in force today
    /// @param daysLeft on which it may be used, today included; empty: not in force
    /// @param overdueSince when the next version was to be expected; empty: not in force, or none
    ///   is overdue
    /// @param problem why it cannot be read; empty: it can
    private record Row(
            String register,
            String id,
            boolean inForce,
            Optional<LocalDate> updated,
            Optional<LocalDate> usableUntil,
            Optional<Long> daysLeft,
            Optional<LocalDate> overdueSince,
            Optional<Long> numbers,
            Optional<String> areas,
            Optional<ZonedDateTime> imported,
            Optional<String> source,
            String problem) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            List<Row> rows = new ArrayList<>();
            for (Site.Register chosen : RegisterChoice.some(register, site, common)) {
                for (StoredVersion stored : chosen.store().versions(chosen.name())) {
                    rows.add(row(chosen, stored, site));
                }
            }
            output.print(rows, RegisterListCommand::text);
        }
        return ExitCode.OK.code();
    }

    private static Row row(Site.Register register, StoredVersion stored, Site site) {
        Optional<RegisterVersion> version = stored.version();
        Optional<Freshness> freshness =
                version.map(known -> register.freshness(known.updated(), site));
        Optional<Freshness> inForce = freshness.filter(_ -> stored.inForce());
        return new Row(
                register.name(),
                stored.id(),
                stored.inForce(),
                version.map(RegisterVersion::updated),
                freshness.map(Freshness::lastDay),
                inForce.map(Freshness::daysLeft),
                inForce.flatMap(Freshness::overdueSince),
                version.map(RegisterVersion::count),
                version.map(v -> v.coverage().toString()),
                version.map(v -> v.imported().atZone(site.zone())),
                version.map(RegisterVersion::source),
                stored.problem());
    }

    private static void text(List<Row> rows, PrintWriter out) {
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
        for (Row row : rows) {
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

    private static void alarms(Row row, PrintWriter out) {
        row.overdueSince()
                .ifPresent(due -> out.println(row.register() + ": update overdue since " + due));
        if (row.daysLeft().isPresent() && row.daysLeft().get() == 0) {
            out.println(
                    row.register() + ": may not be used any more; every call it binds is denied");
        }
    }
}
