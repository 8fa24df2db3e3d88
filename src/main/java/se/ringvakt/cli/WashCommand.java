package se.ringvakt.cli;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.site.Site;
import se.ringvakt.site.Washing;
import se.ringvakt.view.WashView;
import se.ringvakt.wash.CsvForm;
import se.ringvakt.wash.WashRequest;

/// `wash`: removes from a list, or marks in it, the numbers that may not be called.
@Command(
        name = "wash",
        description = {
            "Remove from a list, or mark in it, the numbers that may not be called: those in a"
                    + " register or on a block list, judged as the gate would.",
            "The list is a text of columns (CSV), whose bytes stay as they are where nothing is"
                    + " changed, or a spreadsheet (.xlsx)."
        })
final class WashCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final WashCaller caller;
    @Mixin private final Output output = new Output();

    @Parameters(index = "0", paramLabel = "IN", description = "The list.")
    private Path in = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "The washed list.")
    private Path out = Path.of("");

    @Option(
            names = "--column",
            required = true,
            paramLabel = "NAME",
            description =
                    "Where the numbers stand: a header, or a position counted from 1; repeatable.")
    private List<String> columns = List.of();

    @Option(
            names = "--mode",
            required = true,
            description = "remove: leave such rows out; mark: say it in columns after the last.")
    private WashRequest.Mode mode = WashRequest.Mode.REMOVE;

    @Option(
            names = "--several",
            defaultValue = "any",
            description =
                    "With several numbers in a row, leave it out when any may not be called, or"
                            + " only when all may not, the others being emptied (default: any).")
    private WashRequest.Several several = WashRequest.Several.ANY;

    @Option(
            names = "--unreadable",
            defaultValue = "keep",
            description =
                    "Rows with something that is no number: keep, or split off (default: keep).")
    private WashRequest.Unreadable unreadable = WashRequest.Unreadable.KEEP;

    @Option(names = "--rejects", paramLabel = "FILE", description = "Where they are split off to.")
    private Optional<Path> rejects = Optional.empty();

    @Option(
            names = "--separator",
            paramLabel = "CHARACTER",
            description = "Between columns, such as ';' or tab (default: found out).")
    private Optional<String> separator = Optional.empty();

    @Option(names = "--encoding", description = "UTF-8 or ISO-8859-1 (default: found out).")
    private Optional<Charset> encoding = Optional.empty();

    @Option(names = "--no-header", description = "The first row is a row like the others.")
    private boolean noHeader;

    @Option(
            names = "--sheet",
            paramLabel = "NAME",
            description = "Of a spreadsheet (default: the first that is not hidden).")
    private Optional<String> sheet = Optional.empty();

    @Option(names = "--force", description = "Replace files that are there already.")
    private boolean force;

    WashCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
        caller = new WashCaller(common);
    }

    @Override
    public Integer call() {
        WashRequest request = request();
        try (Site site = common.open()) {
            Washing.Order order =
                    new Washing.Order(
                            request,
                            new Washing.Reading(form(), sheet),
                            caller.chosen(site),
                            who.name());
            Washing.Done done =
                    Bar.during(
                            "washing",
                            common.host(),
                            bar -> Washing.wash(order, Washing.Run.of(bar), site));
            output.print(WashView.of(done.washed(), done.receipt()), WashView::text);
        }
        return ExitCode.OK.code();
    }

    private WashRequest request() {
        if (rejects.isPresent() != (unreadable == WashRequest.Unreadable.SPLIT)) {
            throw common.misuse(
                    "--rejects: "
                            + rejects.map(Path::toString).orElse("missing")
                            + " (expected: a file with --unreadable split, else none)");
        }
        return new WashRequest(in, out, columns, mode, several, unreadable, rejects, force);
    }

    private CsvForm form() {
        return new CsvForm(
                separator.flatMap(typed -> Separators.read(typed, "auto", common)),
                encoding,
                !noHeader);
    }
}
