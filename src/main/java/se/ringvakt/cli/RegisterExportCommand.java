package se.ringvakt.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.call.DialFormat;
import se.ringvakt.register.Coverage;
import se.ringvakt.register.NumberFile;
import se.ringvakt.register.RegisterExport;
import se.ringvakt.site.Exports;
import se.ringvakt.site.Site;

/// `register export`: the numbers of a version as a text file.
@Command(
        name = "export",
        description = {
            "Write the numbers of a version, one a line, ascending, in full.",
            "",
            "Who did so is noted in the register's folder, in exports.log."
        })
final class RegisterExportCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Option(
            names = "--register",
            paramLabel = "NAME",
            description = "Which register (default: the only one).")
    private Optional<String> register = Optional.empty();

    @Option(
            names = "--version",
            defaultValue = "current",
            paramLabel = "VERSION",
            description = "A version of the list, current or former (default: current).")
    private String version = "";

    @Option(
            names = "--area",
            paramLabel = "CODE",
            split = ",",
            description = "Only this area or mobile code, such as 08; repeatable.")
    private List<String> areas = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The file to write (default: standard output).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--format",
            defaultValue = "national",
            paramLabel = "FORMAT",
            description = "national (0701740605) or e164 (+46701740605) (default: national).")
    private String format = "";

    RegisterExportCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    private record Result(
            String register,
            String version,
            String updated,
            String areas,
            long numbers,
            String file) {}

    @Override
    public Integer call() {
        DialFormat spelling = spelling();
        try (Site site = common.open()) {
            Site.Register chosen = RegisterChoice.one(register, site, common);
            RegisterExport export =
                    RegisterExport.of(
                            chosen.store().load(chosen.name(), version), Coverage.of(areas));
            Stream<String> lines =
                    export.numbers()
                            .map(number -> spelling.format(number, site.plan().numbering()));
            String what = export.version().id() + ", areas " + export.areas();
            String where = out.map(Path::toString).orElse("standard output");
            Exports.note(chosen, site, who.name(), what, where);
            if (out.isPresent()) {
                long count = NumberFile.write(out.get(), lines);
                output.print(result(export, count, out.get()), RegisterExportCommand::text);
            } else {
                output.printAll(lines, (line, printer) -> printer.println(line));
            }
        }
        return ExitCode.OK.code();
    }

    private DialFormat spelling() {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "national" -> DialFormat.NATIONAL;
            case "e164" -> DialFormat.E164;
            default -> throw common.misuse("--format: " + format + " (expected: national or e164)");
        };
    }

    private static Result result(RegisterExport export, long count, Path file) {
        return new Result(
                export.version().register(),
                export.version().id(),
                export.version().updated().toString(),
                export.areas().toString(),
                count,
                file.toString());
    }

    private static void text(Result result, PrintWriter out) {
        out.println(
                result.register()
                        + ": "
                        + result.numbers()
                        + " numbers of "
                        + result.version()
                        + " written to "
                        + result.file());
    }
}
