package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import se.ringvakt.replay.ReplayReport.Difference;
import se.ringvakt.replay.ReplayReport.Group;
import se.ringvakt.rule.Reason;
import se.ringvakt.view.ReplayView;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;

/// A replay's summary, for people.
final class ReplayText {
    /// A table of more rows is not read; JSON has them all.
    private static final int ROWS_MOST = 40;

    private ReplayText() {}

    static void print(ReplayView view, PrintWriter out) {
        out.println(
                "%s: %s of %s calls would have been blocked (%s)"
                        .formatted(
                                view.file(),
                                figure(view.total().denied()),
                                figure(view.total().calls()),
                                view.mode()));
        facts(view).print(out, "  ");
        Table reasons = Table.of("REASON", "FIRST", "AMONG OTHERS");
        view.reasons()
                .forEach((reason, count) ->
                        reasons.row(
                                reason.name(),
                                figure(view.total().primary().getOrDefault(reason, 0L)),
                                figure(count)));
        if (!view.reasons().isEmpty()) {
            out.println();
            reasons.print(out);
        }
        view.difference().ifPresent(difference -> print(difference, out));
        groups("CAMPAIGN", view.campaigns(), out);
        groups("AGENT", view.agents(), out);
        groups("DAY", view.days(), out);
        names("NO SUCH CAMPAIGN", view.unknownCampaigns(), out);
        names("STATUS THAT TELLS NO END", view.unknownStatuses(), out);
        out.print(view.troubles().isEmpty() ? "" : "\n");
        view.troubles().forEach(each -> out.println("line " + each.line() + ": " + each.why()));
    }

    private static Table facts(ReplayView view) {
        Table table = new Table();
        if (view.first().isPresent() && view.last().isPresent()) {
            table.row(
                    "calls",
                    Times.brief(view.first().get()) + " to " + Times.brief(view.last().get()));
        }
        table.row(
                "judged by",
                "register "
                        + view.judgedBy().registers().stream()
                                .map(each ->
                                        each.register()
                                                + " of "
                                                + each.updated()
                                                        .map(Object::toString)
                                                        .orElse("never"))
                                .collect(Collectors.joining(", "))
                        + " ("
                        + view.judgedBy().versions()
                        + "), lists and campaigns of "
                        + Times.brief(view.judgedBy().at()));
        table.row("policy", String.join(", ", view.judgedBy().policies()));
        table.row("rows", figure(view.rows()));
        table.row("not dialled", figure(view.notDialled()));
        table.row("unreadable", figure(view.unreadable()));
        table.row("emergency", figure(view.emergencies()));
        table.row("released", figure(view.total().released()));
        table.row("rang too short", figure(view.total().tooShort()));
        table.row("too short by limit", figure(view.total().tooShortByPermit()));
        table.row("silent", figure(view.total().silent()));
        if (view.judgedBy().stopsLeftOut() > 0) {
            table.row("left out", view.judgedBy().stopsLeftOut() + " stops in force now");
        }
        return table;
    }

    private static void print(Difference difference, PrintWriter out) {
        out.println();
        out.println(
                "than the policy in force: blocked more %s, blocked less %s"
                        .formatted(figure(difference.moreCalls()), figure(difference.lessCalls())));
        Table table = new Table();
        difference.more().forEach((reason, count) -> table.row("+", reason.name(), figure(count)));
        difference.less().forEach((reason, count) -> table.row("-", reason.name(), figure(count)));
        table.print(out, "  ");
    }

    private static <K> void groups(String what, SortedMap<K, Group> groups, PrintWriter out) {
        Table table = Table.of(what, "CALLS", "BLOCKED", "FIRST REASONS");
        groups.entrySet().stream()
                .limit(ROWS_MOST)
                .forEach(each -> row(table, name(each.getKey()), each.getValue()));
        print(table, groups.size(), out);
    }

    private static void names(String what, SortedMap<String, Long> names, PrintWriter out) {
        Table table = Table.of(what, "CALLS");
        names.entrySet().stream()
                .limit(ROWS_MOST)
                .forEach(each -> table.row(name(each.getKey()), figure(each.getValue())));
        print(table, names.size(), out);
    }

    private static void print(Table table, int size, PrintWriter out) {
        if (size == 0) {
            return;
        }
        out.println();
        table.print(out);
        if (size > ROWS_MOST) {
            out.println("and " + (size - ROWS_MOST) + " more; --json has them all");
        }
    }

    private static String name(Object key) {
        String name = key.toString();
        return name.isEmpty() ? "(none)" : name;
    }

    private static void row(Table table, String name, Group group) {
        String reasons =
                group.primary().entrySet().stream()
                        .sorted(Map.Entry.<Reason, Long>comparingByValue().reversed())
                        .map(each -> each.getKey() + " " + figure(each.getValue()))
                        .collect(Collectors.joining(", "));
        table.row(name, figure(group.calls()), figure(group.denied()), reasons);
    }

    private static String figure(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
