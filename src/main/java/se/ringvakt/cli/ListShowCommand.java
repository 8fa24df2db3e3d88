package se.ringvakt.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.register.Act;
import se.ringvakt.register.ListKind;
import se.ringvakt.register.ListSearch;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Found;
import se.ringvakt.site.InForce;
import se.ringvakt.site.Site;
import se.ringvakt.view.EntryRow;
import se.ringvakt.view.Lines;
import se.ringvakt.view.Times;

/// `block list` and its like: what is on record.
@Command(
        name = "list",
        description = {
            "List what is on record, in the order of the numbers.",
            "Everything given narrows it down; however long the list, it needs no memory."
        })
final class ListShowCommand implements Callable<Integer> {
    private final ListKind kind;
    @Mixin private final Common common;
    @Mixin private final Sought sought;
    
    @Option(
            names = "--only",
            paramLabel = "WORD",
            defaultValue = "all",
            description =
                    "active: what is in force now; ended: what has expired, was withdrawn, or is"
                            + " too old (default: all).")
    private String only = "";

    @Mixin private final Masking masking = new Masking();
    @Mixin private final Output output = new Output();

    ListShowCommand(Host host, ListKind kind) {
        this.kind = kind;
        common = new Common(host);
        sought = new Sought(common);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            ListSearch search = sought.read(Optional.of(kind), site);
            Predicate<Entry> wanted = InForce.wanted(only, site);
            EntryRow rows = new EntryRow(Sought.spelling(search, masking), time(site));
            if (!output.json()) {
                List<String> columns = new ArrayList<>(EntryRow.columns(kind));
                columns.addAll(List.of("recorded", "by"));
                Lines.heading(columns, output.out());
            }
            try (Stream<Found> found = site.lists().find(search)) {
                output.printAll(
                        sought.page(found.filter(each -> wanted.test(each.entry())))
                                .map(each -> row(each, rows)),
                        ListShowCommand::line);
            }
        }
        return ExitCode.OK.code();
    }

    private Function<Instant, String> time(Site site) {
        return output.json()
                ? time -> Times.offset(time, site.zone()).toString()
                : time -> Times.brief(time, site.zone());
    }

    private static Map<String, Optional<String>> row(Found found, EntryRow rows) {
        Map<String, Optional<String>> row = rows.of(found.entry());
        row.put("recorded", found.at().map(rows.time()));
        row.put("by", found.act().map(Act::who));
        return row;
    }

    private static void line(Map<String, Optional<String>> row, PrintWriter out) {
        Lines.print(row.values().stream().map(value -> value.orElse("-")), out);
    }
}
