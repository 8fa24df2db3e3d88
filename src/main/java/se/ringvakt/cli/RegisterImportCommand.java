package se.ringvakt.cli;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.register.Coverage;
import se.ringvakt.register.ImportFormat;
import se.ringvakt.register.ImportReport;
import se.ringvakt.register.ImportRequest;
import se.ringvakt.register.RegisterImport;
import se.ringvakt.site.Site;
import se.ringvakt.view.ImportView;
import se.ringvakt.view.Times;

/// `register import`: makes a file the version in force.
@Command(
        name = "import",
        description = "Import a register file and put it in force; the former version stays.")
final class RegisterImportCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "FILE", description = "A text file of numbers; .gz and .zip too.")
    private Path file = Path.of("");

    @Option(
            names = "--updated",
            required = true,
            paramLabel = "DATE",
            description = "The version's update date, as its keeper gives it.")
    private String updated = "";

    @Option(
            names = "--register",
            paramLabel = "NAME",
            description = "Which register (default: the only one).")
    private Optional<String> register = Optional.empty();

    @Option(
            names = "--area",
            paramLabel = "CODE",
            split = ",",
            description = "The file lists only this area or mobile code, such as 08; repeatable.")
    private List<String> areas = List.of();

    @Option(names = "--encoding", description = "UTF-8 or ISO-8859-1.")
    private Optional<Charset> encoding = Optional.empty();

    @Option(
            names = "--separator",
            paramLabel = "CHARACTER",
            description = "Between columns, such as ';' or tab; none: each line is one number.")
    private Optional<String> separator = Optional.empty();

    @Option(names = "--header", negatable = true, description = "The first line names columns.")
    private Optional<Boolean> header = Optional.empty();

    @Option(names = "--number-column", paramLabel = "N", description = "Counted from 1.")
    private Optional<Integer> numberColumn = Optional.empty();

    @Option(
            names = "--area-column",
            paramLabel = "N",
            description = "Counted from 1; 0: the number has its area code.")
    private Optional<Integer> areaColumn = Optional.empty();

    RegisterImportCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        LocalDate date = date();
        try (Site site = common.open()) {
            Site.Register chosen = RegisterChoice.one(register, site, common);
            ImportRequest request =
                    new ImportRequest(
                            chosen.name(),
                            file,
                            date,
                            Coverage.of(areas),
                            format(chosen.format()),
                            chosen.limits());
            ImportReport report;
            try (Bar bar = Bar.of("importing", common.host())) {
                report =
                        new RegisterImport(chosen.store(), site.plan()::read, site.plan().country())
                                .run(request, site.today(), site.now(), bar);
            }
            ImportView view = ImportView.of(report);
            site.note(
                    common.caller(), "register.import", chosen.name(), entry -> entry.after(view));
            output.print(view, ImportView::text);
        }
        return ExitCode.OK.code();
    }

    private LocalDate date() {
        try {
            return Times.readDate(updated);
        } catch (DateTimeException e) {
            throw common.misuse("--updated: " + e.getMessage(), e);
        }
    }

    /// The register's own format, with what the options say instead.
    private ImportFormat format(ImportFormat usual) {
        OptionalInt area =
                areaColumn.isEmpty()
                        ? usual.areaColumn()
                        : areaColumn.get() == 0
                                ? OptionalInt.empty()
                                : OptionalInt.of(areaColumn.get());
        return new ImportFormat(
                encoding.orElse(usual.encoding()),
                separator.isEmpty()
                        ? usual.separator()
                        : Separators.read(separator.get(), "none", common),
                header.orElse(usual.header()),
                numberColumn.orElse(usual.numberColumn()),
                area);
    }
}
