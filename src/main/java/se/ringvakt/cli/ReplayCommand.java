package se.ringvakt.cli;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.config.MappingFile;
import se.ringvakt.replay.Format;
import se.ringvakt.replay.Mapping;
import se.ringvakt.replay.Mode;
import se.ringvakt.replay.ReplayRequest;
import se.ringvakt.site.Replaying;
import se.ringvakt.site.Site;
import se.ringvakt.view.ReplayView;
import se.ringvakt.wash.CsvForm;

/// `replay`: judges a file of past or planned calls.
@Command(
        name = "replay",
        description = {
            "Judge a file of past or planned calls as the gate would have judged them, by the"
                    + " registers, lists and campaigns of now. Nothing is dialled or recorded.",
            "Columns of the usual file, separated by ; or , or tab: time, number, campaign, agent,"
                    + " caller_id, kind, status, ring_seconds, talk_seconds; all but the first"
                    + " three may be missing."
        })
final class ReplayCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "FILE", description = "The calls, in order of time.")
    private Path file = Path.of("");

    @Option(
            names = "--mode",
            required = true,
            description =
                    "enforce: what is blocked did not happen; audit: all calls happened, which broke"
                            + " what.")
    private Mode mode = Mode.ENFORCE;

    @Option(
            names = "--format",
            defaultValue = "ringvakt",
            description =
                    "ringvakt, cdr (Asterisk's Master.csv), cel or vicidial (default:"
                            + " ringvakt).")
    private Format format = Format.RINGVAKT;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "What the columns mean, over what is usual for the format.")
    private Optional<Path> mapping = Optional.empty();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Judge by this policy, and tell the difference to the one in force.")
    private Optional<Path> policy = Optional.empty();

    @Option(
            names = "--campaigns",
            paramLabel = "FILE",
            description = "As if this file of campaigns had been applied.")
    private Optional<Path> campaigns = Optional.empty();

    @Option(
            names = "--with-history",
            description = "Begin with the attempts on record, not with none.")
    private boolean withHistory;

    @Option(
            names = "--sort",
            description = "Put the calls in order of time first; at most 1,000,000.")
    private boolean sort;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write every row with its verdict, reasons and next permitted time.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--force", description = "Replace a file that is there already.")
    private boolean force;

    @Option(
            names = "--separator",
            paramLabel = "CHARACTER",
            description = "Between columns, such as ';' or tab (default: found out).")
    private Optional<String> separator = Optional.empty();

    @Option(names = "--encoding", description = "UTF-8 or ISO-8859-1 (default: found out).")
    private Optional<Charset> encoding = Optional.empty();

    ReplayCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        ReplayRequest request = request();
        try (Site site = common.open()) {
            Replaying.Order order = new Replaying.Order(request, policy, campaigns, withHistory);
            Replaying.Done done =
                    Bar.during("replaying", common.host(), bar -> Replaying.run(order, bar, site));
            output.print(ReplayView.of(request, done, site.zone()), ReplayText::print);
            return (done.report().unreadable() == 0 ? ExitCode.OK : ExitCode.NO).code();
        }
    }

    private ReplayRequest request() {
        Mapping meaning =
                mapping.map(path -> MappingFile.read(path, format))
                        .orElseGet(() -> MappingFile.builtIn(format));
        CsvForm form =
                new CsvForm(
                        separator.flatMap(typed -> Separators.read(typed, "auto", common)),
                        encoding,
                        meaning.header());
        return new ReplayRequest(file, format, meaning, form, mode, out, force, sort);
    }
}
