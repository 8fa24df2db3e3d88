package se.ringvakt.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import se.ringvakt.view.AttemptView;
import se.ringvakt.view.AttemptView.Became;
import se.ringvakt.view.AttemptView.TooShort;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;

/// Attempts for people.
final class AttemptText {
    private static final String INDENT = "  ";

    private AttemptText() {}

    /// Everything on record of one.
    static void print(AttemptView view, PrintWriter out) {
        out.println("attempt " + view.attempt() + ": " + became(view));
        Table table = new Table();
        permit(view, table);
        view.outcome().ifPresent(outcome -> outcome(outcome, table));
        view.silentAt().ifPresent(at -> table.row("silent", "recorded " + shown(at)));
        table.row("limits", view.state().words());
        view.outcome().ifPresent(outcome -> table.row("rests on", sources(outcome.sources())));
        table.print(out, INDENT);
    }

    /// One line for each.
    static void printAll(List<AttemptView> views, PrintWriter out) {
        if (views.isEmpty()) {
            out.println("no attempt on record");
            return;
        }
        Table table = Table.of("ATTEMPT", "TIME", "CAMPAIGN", "AGENT", "COUNTS", "WHAT BECAME");
        for (AttemptView view : views) {
            table.row(
                    view.attempt(),
                    Times.brief(view.at()),
                    view.campaign(),
                    view.agent().orElse("-"),
                    view.state().counts() ? "yes" : "no",
                    became(view) + (view.rehearsed() ? "; " + rehearsed(view) : ""));
        }
        table.print(out);
    }

    private static void permit(AttemptView view, Table table) {
        table.row("at", shown(view.at()));
        table.row("campaign", view.campaign() + view.offer().map(id -> ", offer " + id).orElse(""));
        table.row("agent", view.agent().orElse("none") + ", " + view.kind());
        table.row("number", view.number());
        table.row("permit", seconds(view.timeoutMillis()) + ", caller id " + view.callerId());
        table.row("asked by", "channel " + view.channel());
        table.row("judged by", view.basis());
        if (view.rehearsed()) {
            table.row("rehearsal", rehearsed(view));
        }
    }

    private static String rehearsed(AttemptView view) {
        return "would have been denied: " + String.join(", ", view.reasons());
    }

    private static void outcome(Became outcome, Table table) {
        if (!outcome.status().isEmpty()) {
            table.row("status", outcome.status());
        }
        table.row("rang", outcome.rangMillis().map(AttemptText::seconds).orElse("not, or unknown"));
        outcome.breach().ifPresent(breach -> table.row("breach", breach(breach)));
        if (isAnswered(outcome)) {
            table.row(
                    "answered",
                    outcome.talkMillis().map(AttemptText::seconds).orElse("how long is unknown"));
            table.row("agent met", met(outcome));
        }
        table.row(
                "ended",
                shown(outcome.ended())
                        + outcome.endedBy()
                                .map(who -> " by the " + who)
                                .orElse(", unknown by whom"));
    }

    private static String breach(TooShort breach) {
        return "rang too short ("
                + breach.code()
                + "), held against "
                + breach.agent().map(id -> "agent " + id + " and ").orElse("")
                + "campaign "
                + breach.campaign();
    }

    /// What became of it, in a few words.
    private static String became(AttemptView view) {
        if (view.outcome().isEmpty()) {
            String silent = view.silentAt().isPresent() ? "answered, silent; " : "";
            return silent + (view.state() == AttemptView.State.OPEN ? "open" : "nobody ever told");
        }
        Became outcome = view.outcome().get();
        if (isAnswered(outcome)) {
            return "answered" + length(outcome.talkMillis()) + ", " + met(outcome);
        }
        return status(outcome.status())
                + outcome.rangMillis().map(millis -> ", rang " + seconds(millis)).orElse("")
                + (outcome.breach().isPresent() ? ", too short" : "");
    }

    private static boolean isAnswered(Became outcome) {
        return !outcome.answer().equals("none");
    }

    private static String length(Optional<Long> millis) {
        return millis.map(each -> " for " + seconds(each)).orElse("");
    }

    private static String met(Became outcome) {
        Optional<String> after = outcome.metMillis().map(millis -> "after " + millis + " ms");
        return switch (outcome.answer()) {
            case "met" -> "met " + after.orElse("in time");
            case "silent" ->
                    "silent: " + after.map(late -> "met only " + late).orElse("met nobody");
            // The first report settled it; the events that saw more came later.
            default ->
                    "nobody saw whom it met"
                            + after.map(it -> " (later told: " + it + ")").orElse("");
        };
    }

    private static String status(String status) {
        return switch (status) {
            case "BUSY" -> "busy or declined";
            case "NOANSWER" -> "no answer";
            case "CANCEL" -> "given up";
            case "CHANUNAVAIL", "CONGESTION" -> "not reached";
            case "WITHDRAWN" -> "taken back";
            case "" -> "ended, no status told";
            default -> "status " + status;
        };
    }

    private static String sources(List<String> sources) {
        if (sources.isEmpty()) {
            return "the gate's own word";
        }
        if (sources.size() > 1) {
            return "the switch's report and its events";
        }
        return sources.contains("events")
                ? "the switch's events alone"
                : "the switch's report alone";
    }

    static String seconds(long millis) {
        return Seconds.of(Duration.ofMillis(millis));
    }

    private static String shown(OffsetDateTime time) {
        return Times.shown(time.toZonedDateTime());
    }
}
