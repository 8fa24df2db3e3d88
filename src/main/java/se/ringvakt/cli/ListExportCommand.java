package se.ringvakt.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.ListKind;
import se.ringvakt.register.ListSearch;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Found;
import se.ringvakt.register.PrivateFile;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.site.InForce;
import se.ringvakt.site.Site;
import se.ringvakt.view.EntryRow;
import se.ringvakt.view.Times;

/// `block export` and its like: a CSV file that `import` takes again.
@Command(
        name = "export",
        description = {
            "Write a list to a CSV file that import takes again; '-': to standard output.",
            "Numbers are in full: keep the file as you keep the list. Blocks that have expired"
                    + " are left out, as import would refuse them."
        })
final class ListExportCommand implements Callable<Integer> {
    private static final char SEPARATOR = ';';
    private static final String STANDARD_OUTPUT = "-";

    private final ListKind kind;
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "The file; it must not be there yet.")
    private String file = "";

    @Mixin private final Sought sought;

    @Option(
            names = "--only",
            paramLabel = "WORD",
            defaultValue = "all",
            description =
                    "active: what is in force now; ended: what has expired, was withdrawn, or is"
                            + " too old (default: all).")
    private String only = "";

    ListExportCommand(Host host, ListKind kind) {
        this.kind = kind;
        common = new Common(host);
        sought = new Sought(common);
    }

    /// What an export did.
    private record Result(long entries, String file) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            ListSearch search = sought.read(Optional.of(kind), site);
            Predicate<Entry> wanted = InForce.wanted(only, site);
            if (kind == ListKind.BLOCKS) {
                wanted = wanted.and(InForce.active(site));
            }
            if (file.equals(STANDARD_OUTPUT)) {
                write(output.out(), site, search, wanted);
                output.out().flush();
            } else {
                long entries = writeFile(Path.of(file), site, search, wanted);
                output.print(
                        new Result(entries, file),
                        (result, out) ->
                                out.println(result.entries() + " entries in " + result.file()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ExitCode.OK.code();
    }

    /// Under its name only when it is whole; readable by its owner alone.
    private long writeFile(Path target, Site site, ListSearch search, Predicate<Entry> wanted)
            throws IOException {
        if (Files.exists(target)) {
            throw new RegisterRefused(target + ": is there already (expected: a new name)");
        }
        Path aside = target.resolveSibling(target.getFileName() + ".aside");
        try {
            PrivateFile.create(aside);
            long entries;
            try (Writer out = Files.newBufferedWriter(aside, StandardCharsets.UTF_8)) {
                entries = write(out, site, search, wanted);
            }
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
            return entries;
        } catch (IOException e) {
            throw new RegisterRefused(
                    target + ": cannot be written: " + e + " (expected: a folder of yours)", e);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private long write(Writer out, Site site, ListSearch search, Predicate<Entry> wanted)
            throws IOException {
        EntryRow rows =
                new EntryRow(
                        PhoneNumber::international,
                        time -> Times.offset(time, site.zone()).toString());
        long[] entries = {0};
        // Not closed: standard output stays open.
        CsvWriter csv = CsvWriter.builder().fieldSeparator(SEPARATOR).build(out);
        csv.writeRecord(EntryRow.columns(kind));
        try (Stream<Found> found = site.lists().find(search)) {
            sought.page(found.map(Found::entry).filter(wanted))
                    .forEach(entry -> {
                        csv.writeRecord(
                                rows.of(entry).values().stream()
                                        .map(value -> value.orElse(""))
                                        .toList());
                        entries[0]++;
                    });
        }
        csv.flush();
        return entries[0];
    }
}
