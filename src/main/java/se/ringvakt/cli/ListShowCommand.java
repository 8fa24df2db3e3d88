package se.ringvakt.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.ListKind;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;

/// `block list` and its like: what is on record.
@Command(name = "list", description = "List what is on record, or what is of one number.")
final class ListShowCommand implements Callable<Integer> {
    private static final int COLUMN_WIDTH = 20;

    private final ListKind kind;
    @Mixin private final Common common;
    @Mixin private final Masking masking = new Masking();
    @Mixin private final Output output = new Output();

    @Parameters(
            paramLabel = "NUMBER",
            arity = "0..1",
            description = "Only what concerns this number.")
    private Optional<String> number = Optional.empty();

    ListShowCommand(Host host, ListKind kind) {
        this.kind = kind;
        common = new Common(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Optional<PhoneNumber> wanted = number.map(typed -> common.number(typed, site.plan()));
            Function<PhoneNumber, String> spelling =
                    each ->
                            wanted.equals(Optional.of(each))
                                    ? each.international()
                                    : masking.shown(each);
            EntryRow rows = new EntryRow(spelling, time(site));
            if (!output.json()) {
                heading(rows.columns(kind), output.out());
            }
            try (Stream<Entry> entries = entries(site, wanted)) {
                output.printAll(
                        entries.filter(entry -> EntryRow.kind(entry) == kind).map(rows::of),
                        ListShowCommand::line);
            }
        }
        return ExitCode.OK.code();
    }

    private Function<Instant, String> time(Site site) {
        return output.json()
                ? time -> time.atZone(site.zone()).toOffsetDateTime().toString()
                : time -> Times.brief(time, site.zone());
    }

    private static Stream<Entry> entries(Site site, Optional<PhoneNumber> wanted) {
        return wanted.isEmpty()
                ? site.lists().all()
                : Stream.concat(
                        site.lists().of(wanted.get()).stream(),
                        site.lists().prefixes().filter(block -> concerns(block, wanted.get())));
    }

    private static boolean concerns(PrefixBlock block, PhoneNumber number) {
        return Entries.begins(number, block.prefix());
    }

    private static void heading(List<String> columns, PrintWriter out) {
        print(columns.stream().map(column -> column.toUpperCase(Locale.ROOT)), out);
    }

    private static void line(Map<String, Optional<String>> row, PrintWriter out) {
        print(row.values().stream().map(value -> value.orElse("-")), out);
    }

    /// As they come, so that a list of millions needs no memory: the columns have a fixed width.
    private static void print(Stream<String> cells, PrintWriter out) {
        StringBuilder line = new StringBuilder();
        for (Iterator<String> each = cells.iterator(); each.hasNext(); ) {
            String cell = each.next();
            line.append(cell).repeat(' ', Math.max(0, COLUMN_WIDTH - cell.length())).append("  ");
        }
        out.println(line.toString().stripTrailing());
    }
}
