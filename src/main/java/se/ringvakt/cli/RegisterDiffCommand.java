package se.ringvakt.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.call.DialFormat;
import se.ringvakt.register.NumberFile;
import se.ringvakt.register.RegisterDiff;
import se.ringvakt.register.RegisterDiff.Counts;
import se.ringvakt.register.RegisterSnapshot;
import se.ringvakt.site.Exports;
import se.ringvakt.site.Site;
import se.ringvakt.view.DiffView;
import se.ringvakt.view.Table;
import se.ringvakt.view.Words;

/// `register diff`: what changed from one version to another.
@Command(
        name = "diff",
        description = "Count the numbers that came and went from one version to another.")
final class RegisterDiffCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = "former",
            paramLabel = "FROM",
            description = "A version of the list, current or former (default: former).")
    private String from = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = "current",
            paramLabel = "TO",
            description = "A version of the list, current or former (default: current).")
    private String to = "";

    @Option(
            names = "--register",
            paramLabel = "NAME",
            description = "Which register (default: the only one).")
    private Optional<String> register = Optional.empty();

    @Option(
            names = "--numbers",
            paramLabel = "FILE",
            description = "Write the numbers that came and went to this file, in full.")
    private Optional<Path> numbers = Optional.empty();

    RegisterDiffCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Site.Register chosen = RegisterChoice.one(register, site, common);
            RegisterSnapshot earlier = chosen.store().load(chosen.name(), from);
            RegisterSnapshot later = chosen.store().load(chosen.name(), to);
            if (numbers.isPresent()) {
                write(numbers.get(), earlier, later, chosen, site);
            }
            output.print(
                    DiffView.of(chosen.name(), earlier, later, site.plan()),
                    RegisterDiffCommand::text);
        }
        return ExitCode.OK.code();
    }

    private void write(
            Path file,
            RegisterSnapshot earlier,
            RegisterSnapshot later,
            Site.Register chosen,
            Site site) {
        Stream<String> lines =
                RegisterDiff.changed(earlier, later)
                        .map(changed ->
                                Words.of(changed.change())
                                        + ";"
                                        + DialFormat.NATIONAL.format(
                                                changed.number(), site.plan().numbering()));
        String versions = earlier.version().id() + ".." + later.version().id();
        Exports.note(chosen, site, who.name(), versions, file.toString());
        NumberFile.write(file, lines);
    }

    private static void text(DiffView view, PrintWriter out) {
        out.println(view.register() + ": " + words(view.from()) + " to " + words(view.to()));
        Table table =
                Table.of(
                        "AREA",
                        "ADDED",
                        "REMOVED",
                        "UNCHANGED",
                        "NEWLY COVERED",
                        "NO LONGER COVERED");
        view.areas().forEach(area -> row(area.area(), area.counts(), table));
        row("all", view.total(), table);
        table.print(out);
    }

    private static String words(DiffView.Version version) {
        return version.id() + " (areas " + version.areas() + ", numbers " + version.numbers() + ")";
    }

    private static void row(String area, Counts counts, Table table) {
        table.row(
                area,
                Long.toString(counts.added()),
                Long.toString(counts.removed()),
                Long.toString(counts.unchanged()),
                Long.toString(counts.newlyCovered()),
                Long.toString(counts.noLongerCovered()));
    }
}
