package se.ringvakt.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import se.ringvakt.call.DialFormat;
import se.ringvakt.config.ConfigException;
import se.ringvakt.config.ObjectionSettings;
import se.ringvakt.config.ObjectionSettings.Column;
import se.ringvakt.ledger.Objections.Batch;
import se.ringvakt.ledger.Objections.Objection;
import se.ringvakt.register.NumberFile;
import se.ringvakt.site.Site;

/// `objection export`: the file of objections for the national register.
///
/// The file is written first and the objections are marked then: what fails in between is exported
/// once more, never lost.
@Command(
        name = "export",
        description = {
            "Write all objections that wait to be passed on to the register into a new file, and mark",
            "them as passed on. Columns: the setting objections.columns, \"|\" between them."
        })
final class ObjectionExportCommand implements Callable<Integer> {
    private static final String SEPARATOR = "|";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    @Mixin private final Common common;
    @Mixin private final Output output = new Output();
    @Mixin private final Who who;

    @Parameters(paramLabel = "FILE", description = "The file to write; there must be none yet.")
    private Path file = Path.of("");

    ObjectionExportCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    private record Result(String file, long objections) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            List<Objection> waiting = site.objections().waiting();
            long marked = 0;
            if (!waiting.isEmpty()) {
                write(waiting, site);
                marked =
                        site.objections()
                                .exported(
                                        waiting,
                                        new Batch(site.now(), who.name(), file.toString()));
                long exported = marked;
                site.note(
                        who.caller(),
                        "objection.export",
                        file.toString(),
                        entry -> entry.after(Map.of("objections", exported)));
            }
            output.print(
                    new Result(file.toString(), marked),
                    (result, out) ->
                            out.println(
                                    result.objections() == 0
                                            ? "no objection waits; no file was written"
                                            : result.objections() + " objections in " + file));
        }
        return ExitCode.OK.code();
    }

    private void write(List<Objection> objections, Site site) {
        if (Files.exists(file)) {
            throw new ConfigException(file + ": is there already (expected: a new file)");
        }
        long _ = NumberFile.write(file, objections.stream().map(each -> line(each, site) + "\r"));
    }

    private static String line(Objection objection, Site site) {
        ObjectionSettings settings = site.objectionSettings();
        ZonedDateTime at = objection.at().atZone(site.zone());
        return settings.columns().stream()
                .map(column -> value(column, objection, at, site))
                .collect(Collectors.joining(SEPARATOR));
    }

    /// A telephone number tells no address: those columns stay empty.
    private static String value(Column column, Objection objection, ZonedDateTime at, Site site) {
        return switch (column) {
            case NUMBER -> DialFormat.NATIONAL.format(objection.number(), site.plan().numbering());
            case DATE -> at.toLocalDate().toString();
            case TIME -> TIME.format(at);
            case SUBMITTED_BY -> site.objectionSettings().submittedBy();
            case POSTCODE, HOUSE_NUMBER, NAME, ADDRESS, TOWN -> "";
        };
    }
}
