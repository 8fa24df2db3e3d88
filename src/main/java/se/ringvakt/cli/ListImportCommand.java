package se.ringvakt.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.register.ListContent;
import se.ringvakt.register.ListFileReader;
import se.ringvakt.register.ListFormat;
import se.ringvakt.register.ListHistory.BrokenOff;
import se.ringvakt.register.ListKind;
import se.ringvakt.site.Site;

/// `block import` and its like: adds the entries of a CSV file.
@Command(
        name = "import",
        description = {
            "Add the entries of a CSV file (.gz and .zip too), all or, when a "
                    + "line is wrong, none.",
            "The first line names the columns: docs/commands.md lists them."
        })
final class ListImportCommand implements Callable<Integer> {
    private static final int DIGEST_DIGITS = 16;

    private final ListKind kind;
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "FILE", description = "The CSV file.")
    private Path file = Path.of("");

    @Option(names = "--encoding", description = "UTF-8 or ISO-8859-1 (default: UTF-8).")
    private Optional<Charset> encoding = Optional.empty();

    @Option(
            names = "--separator",
            paramLabel = "CHARACTER",
            description = "Such as ';' or tab; auto (the default): as the header has it.")
    private Optional<String> separator = Optional.empty();

    @Option(
            names = "--ignore",
            paramLabel = "COLUMN",
            split = ",",
            description = "A column to pass over; repeatable.")
    private List<String> ignored = List.of();

    @Option(
            names = "--bad-lines-most",
            paramLabel = "N",
            description = "So many lines may be wrong and are left out (default: 0).")
    private Optional<Integer> badLinesMost = Optional.empty();

    ListImportCommand(Host host, ListKind kind) {
        this.kind = kind;
        common = new Common(host);
        who = new Who(host);
    }

    /// What the import did.
    ///
    /// @param changed entries that were new or different
    /// @param leftOut a line of text for each bad line
    /// @param completed imports of the same file that broke off, and are complete now
    private record Result(
            long entries, long changed, List<String> leftOut, String sha256, int completed) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            ListContent content;
            try (Bar bar = Bar.of("importing", common.host())) {
                content =
                        new ListFileReader(
                                        site.plan()::read,
                                        site.campaigns().read().principals()::containsKey)
                                .read(file, kind, format(), site.zone(), site.now(), bar);
            }
            String source = source(content);
            List<BrokenOff> brokenOff = site.listHistory().brokenOff(source);
            long changed =
                    site.lists().add(content.entries().stream(), who.act("import").from(source));
            site.note(
                    who.caller(),
                    Entries.subject(kind) + ".import",
                    source,
                    entry ->
                            entry.after(
                                    Map.of(
                                            "entries",
                                            content.entries().size(),
                                            "changed",
                                            changed)));
            output.print(
                    new Result(
                            content.entries().size(),
                            changed,
                            content.badLines(),
                            content.sourceChecksum(),
                            brokenOff.size()),
                    ListImportCommand::text);
        }
        return ExitCode.OK.code();
    }

    /// The file as the history keeps it: its name, and enough of its digest to know it again.
    private String source(ListContent content) {
        return file.getFileName()
                + " (SHA-256 "
                + content.sourceChecksum().substring(0, DIGEST_DIGITS)
                + ")";
    }

    private ListFormat format() {
        ListFormat usual = ListFormat.DEFAULT;
        return new ListFormat(
                encoding.orElse(usual.encoding()),
                separator.flatMap(typed -> Separators.read(typed, "auto", common)),
                Set.copyOf(ignored),
                badLinesMost.orElse(usual.badLinesMost()),
                usual.linesMost());
    }

    private static void text(Result result, PrintWriter out) {
        out.println(
                result.entries() + " entries, " + result.changed() + " of them new or different");
        if (result.completed() > 0) {
            out.println("an earlier import of this file had broken off; it is complete now");
        }
        if (!result.leftOut().isEmpty()) {
            out.println(result.leftOut().size() + " lines left out:");
            result.leftOut().forEach(line -> out.println("  " + line));
        }
    }
}
