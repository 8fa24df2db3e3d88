package se.ringvakt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.site.ListPreview;
import se.ringvakt.site.Site;
import se.ringvakt.site.Washing;
import se.ringvakt.view.PreviewView;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;
import se.ringvakt.wash.CsvForm;
import se.ringvakt.wash.WashRefused;

/// `preview`: what would become of a list.
@Command(
        name = "preview",
        description = {
            "Tell how many numbers of a list a campaign could dial at one time, why not the others,"
                    + " and when they could be. Judged as the gate would; nothing is dialled or"
                    + " recorded."
        })
final class PreviewCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "LIST", description = "The list: text of columns, or spreadsheet.")
    private Path list = Path.of("");

    @Option(
            names = "--column",
            required = true,
            paramLabel = "NAME",
            description =
                    "Where the numbers stand: a header, or a position counted from 1; repeatable.")
    private List<String> columns = List.of();

    @Option(
            names = "--campaign",
            required = true,
            paramLabel = "ID",
            description = "Which campaign would dial.")
    private String campaign = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "2026-11-23T12:00 in the policy's zone, or with an offset (default: now)."
                            + " Registers, lists and campaigns are those of today.")
    private Optional<String> at = Optional.empty();

    @Option(names = "--no-header", description = "The first row is a row like the others.")
    private boolean noHeader;

    @Option(
            names = "--sheet",
            paramLabel = "NAME",
            description = "Of a spreadsheet (default: the first that is not hidden).")
    private Optional<String> sheet = Optional.empty();

    PreviewCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Instant instant = instant(site);
            Knowledge knowledge = site.knowledge();
            ListPreview preview =
                    new ListPreview(
                            list,
                            columns,
                            new Washing.Reading(
                                    new CsvForm(Optional.empty(), Optional.empty(), !noHeader),
                                    sheet),
                            common.campaign(campaign, knowledge.campaigns()).id(),
                            instant,
                            knowledge);
            String name = String.valueOf(list.getFileName());
            output.print(
                    PreviewView.of(name, preview, read(preview, site), site.zone()),
                    PreviewCommand::print);
        }
        return ExitCode.OK.code();
    }

    private ListPreview.Found read(ListPreview preview, Site site) {
        try {
            Path folder = Files.createTempDirectory("ringvakt-preview");
            try (Bar bar = Bar.of("reading", common.host())) {
                return preview.run(folder.resolve(list.getFileName()), Washing.Run.of(bar), site);
            } finally {
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new WashRefused(
                    list + ": " + e.getMessage() + " (expected: room for temporary files)", e);
        }
    }

    private Instant instant(Site site) {
        try {
            return at.map(text -> Times.read(text, site.zone())).orElseGet(site::now);
        } catch (DateTimeException e) {
            throw common.misuse("--at: " + e.getMessage(), e);
        }
    }

    private static void print(PreviewView view, PrintWriter out) {
        out.println(
                view.dialable()
                        + " of "
                        + view.numbers()
                        + " numbers could be dialled for "
                        + view.campaign()
                        + " at "
                        + Times.shown(view.at().toZonedDateTime()));
        Table table = new Table();
        view.primary()
                .forEach((reason, count) ->
                        table.row(
                                reason.name(),
                                Long.toString(count),
                                "of all that have it among their reasons: "
                                        + view.all().getOrDefault(reason, count)));
        table.print(out, "  ");
        if (!view.later().isEmpty() || view.never() > 0) {
            out.println("of the others could be dialled from");
            Table days = new Table();
            view.later().forEach((day, count) -> days.row(day.toString(), Long.toString(count)));
            days.row("never, or nobody can tell", Long.toString(view.never()));
            days.print(out, "  ");
        }
        out.println(
                view.repeated()
                        + " cells repeat a number, "
                        + view.unreadable()
                        + " hold none that can be called");
    }
}
