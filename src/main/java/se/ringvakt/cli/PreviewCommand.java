package se.ringvakt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.call.Campaign;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.gate.Preview;
import se.ringvakt.rule.Reason;
import se.ringvakt.site.Explainers;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.site.Washing;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;
import se.ringvakt.wash.CsvForm;
import se.ringvakt.wash.Finding;
import se.ringvakt.wash.Screen;
import se.ringvakt.wash.Status;
import se.ringvakt.wash.WashRefused;
import se.ringvakt.wash.WashReport;
import se.ringvakt.wash.WashRequest;

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

    /// What was found, as it is printed.
    private record View(
            String list,
            String campaign,
            OffsetDateTime at,
            long numbers,
            long dialable,
            Map<Reason, Long> primary,
            Map<Reason, Long> all,
            SortedMap<LocalDate, Long> later,
            long never,
            long repeated,
            long unreadable) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Instant instant = instant(site);
            Knowledge knowledge = site.knowledge();
            Campaign chosen = Typed.campaign(campaign, knowledge.campaigns());
            Preview preview =
                    new Preview(
                            Explainers.of(site, knowledge),
                            site.plan(),
                            site.zone(),
                            chosen.id(),
                            Explainers.ANYBODY,
                            instant);
            WashReport read = read(preview, site);
            output.print(view(preview.summary(), read, instant, site), PreviewCommand::print);
        }
        return ExitCode.OK.code();
    }

    /// Reads the list as a wash that lets no number through would: of a text, only the rows without
    /// one are written, to a folder of one's own, and that is deleted. A spreadsheet is marked
    /// there, since rows cannot be left out of each.
    private WashReport read(Preview preview, Site site) {
        try {
            Path folder = Files.createTempDirectory("ringvakt-preview");
            Path out = folder.resolve(list.getFileName());
            try {
                WashRequest request =
                        new WashRequest(
                                list,
                                out,
                                columns,
                                Washing.isSpreadsheet(list)
                                        ? WashRequest.Mode.MARK
                                        : WashRequest.Mode.REMOVE,
                                WashRequest.Several.ANY,
                                WashRequest.Unreadable.KEEP,
                                Optional.empty(),
                                false);
                Washing.Reading reading =
                        new Washing.Reading(
                                new CsvForm(Optional.empty(), Optional.empty(), !noHeader), sheet);
                Screen screen = spelled -> screened(preview, spelled.toString());
                return Bar.during(
                        "reading",
                        common.host(),
                        bar -> Washing.run(request, reading, screen, bar, site));
            } finally {
                Files.deleteIfExists(out);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new WashRefused(
                    list + ": " + e.getMessage() + " (expected: room for temporary files)", e);
        }
    }

    private static Finding screened(Preview preview, String spelled) {
        if (preview.add(spelled)) {
            return Finding.stop(Reason.STOPPED);
        }
        return spelled.isBlank() ? Finding.EMPTY : Finding.UNREADABLE;
    }

    private Instant instant(Site site) {
        try {
            return at.map(text -> Times.read(text, site.zone())).orElseGet(site::now);
        } catch (DateTimeException e) {
            throw common.misuse("--at: " + e.getMessage(), e);
        }
    }

    private View view(Preview.Summary found, WashReport read, Instant instant, Site site) {
        return new View(
                list.getFileName().toString(),
                campaign,
                Times.offset(instant, site.zone()),
                found.numbers(),
                found.dialable(),
                found.primary(),
                found.all(),
                found.later(),
                found.never(),
                found.repeated(),
                read.numbers().getOrDefault(Status.UNREADABLE, 0L));
    }

    private static void print(View view, PrintWriter out) {
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
