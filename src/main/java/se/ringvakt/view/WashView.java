package se.ringvakt.view;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.ledger.WashReceipt;
import se.ringvakt.rule.Reason;
import se.ringvakt.wash.Status;
import se.ringvakt.wash.Trouble;
import se.ringvakt.wash.WashReport;
import se.ringvakt.wash.WashReport.BadCell;
import se.ringvakt.wash.WashReport.FileFacts;
import se.ringvakt.wash.Washed;

/// What a wash did, as it is printed.
///
/// @param validUntil the last day on which the washed list may be used
/// @param firstUnreadable masked
/// @param receipt its number
/// @param again the wash it repeats
public record WashView(
        FileFacts in,
        FileFacts out,
        Optional<FileFacts> rejects,
        long rows,
        long kept,
        Map<Status, Long> numbers,
        Map<Reason, Long> stopped,
        Map<Trouble, Long> unreadable,
        List<BadCell> firstUnreadable,
        List<String> registers,
        Optional<String> principal,
        Optional<String> campaign,
        LocalDate validUntil,
        String who,
        double seconds,
        long receipt,
        Optional<WashReceipt.Again> again) {
    private static final double NANOS_PER_SECOND = 1e9;

    public static WashView of(Washed washed, WashReceipt receipt) {
        WashReport report = washed.report();
        return new WashView(
                report.in(),
                report.out(),
                report.rejects(),
                report.rows(),
                report.kept(),
                ordered(Status.class, report.numbers()),
                ordered(Reason.class, report.stopped()),
                ordered(Trouble.class, report.troubles()),
                report.firstUnreadable(),
                washed.versions().stream()
                        .map(version -> version.register() + "@" + version.id())
                        .toList(),
                washed.principal().map(Object::toString),
                washed.campaign().map(Object::toString),
                washed.validUntil(),
                washed.who(),
                Math.round(washed.took().toNanos() / NANOS_PER_SECOND * 100) / 100.0,
                receipt.id(),
                receipt.again());
    }

    public void text(PrintWriter out) {
        out.println(
                this.out.name()
                        + ": "
                        + count(kept)
                        + " of "
                        + count(rows)
                        + " rows; may be used until "
                        + validUntil);
        Table table = new Table();
        numbers.forEach((status, count) -> {
            table.row(Words.of(status), count(count));
            if (status == Status.STOP) {
                stopped.forEach((reason, each) -> table.row("  " + reason, count(each)));
            }
            if (status == Status.UNREADABLE) {
                unreadable.forEach((trouble, each) -> table.row("  " + trouble, count(each)));
            }
        });
        table.row("against", String.join(", ", registers));
        campaign.ifPresent(id -> table.row("campaign", id));
        principal.ifPresent(id -> table.row("principal", id));
        table.row("from", text(in)).row("to", text(this.out));
        rejects.ifPresent(file -> table.row("split off", text(file)));
        table.row("took", seconds + " s");
        table.row("receipt", Long.toString(receipt));
        again.ifPresent(before ->
                table.row("repeats", "wash " + before.of())
                        .row("newly stopped", count(before.newlyStopped())));
        table.print(out, "  ");
        firstUnreadable.forEach(cell -> out.println("  " + text(cell)));
    }

    private static String text(BadCell cell) {
        return "line "
                + cell.line()
                + ", "
                + cell.column()
                + ": '"
                + cell.masked()
                + "': "
                + cell.why();
    }

    private static String text(FileFacts file) {
        return file.name() + ", " + count(file.bytes()) + " bytes, SHA-256 " + file.sha256();
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static <E extends Enum<E>> Map<E, Long> ordered(Class<E> type, Map<E, Long> counts) {
        Map<E, Long> ordered = new EnumMap<>(type);
        ordered.putAll(counts);
        return ordered;
    }
}
