package se.ringvakt.cli;

import java.io.PrintWriter;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import se.ringvakt.view.CheckView;
import se.ringvakt.view.CheckView.BlockEntry;
import se.ringvakt.view.CheckView.ConsentEntry;
import se.ringvakt.view.CheckView.CustomerEntry;
import se.ringvakt.view.CheckView.Known;
import se.ringvakt.view.CheckView.Owed;
import se.ringvakt.view.CheckView.Past;
import se.ringvakt.view.CheckView.Register;
import se.ringvakt.view.CheckView.Terms;
import se.ringvakt.view.CheckView.Tried;
import se.ringvakt.view.CheckView.Why;
import se.ringvakt.view.EventView;
import se.ringvakt.view.Lines;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;

/// An explanation for people.
final class CheckText {
    private static final int ATTEMPTS_SHOWN = 5;
    private static final int CHANGES_SHOWN = 5;
    private static final String INDENT = "  ";

    private CheckText() {}

    static void print(CheckView view, PrintWriter out) {
        out.println(headline(view));
        reasons(view, out);
        Table table = new Table();
        table.row("number", view.number() + view.readAs().map(read -> ", " + read).orElse(""));
        table.row("at", time(view.at()) + " " + view.zone());
        table.row("policy", view.policy());
        view.facts().ifPresent(known -> known(known, table));
        view.assumed().forEach(assumed -> table.row("assumed", assumed.text()));
        table.print(out, INDENT);
    }

    private static String headline(CheckView view) {
        return view.past() ? pastHeadline(view) : presentHeadline(view);
    }

    private static String pastHeadline(CheckView view) {
        return switch (view.verdict()) {
            case "allow" -> "WOULD HAVE BEEN ALLOWED";
            case "unjudged" ->
                    "NOT KNOWN: there is no record of campaigns from then; what is on record";
            case "emergency" ->
                    "WOULD HAVE BEEN ALLOWED: an emergency or service number, never judged or"
                            + " counted";
            default ->
                    view.rehearsed()
                            ? "WOULD HAVE BEEN DENIED; a rehearsal would have let it out, recorded"
                                    + " as both"
                            : "WOULD HAVE BEEN DENIED";
        };
    }

    private static String presentHeadline(CheckView view) {
        return switch (view.verdict()) {
            case "allow" -> "ALLOWED";
            case "unjudged" -> "NOT JUDGED: there is no campaign yet; what is on record";
            case "emergency" -> "ALLOWED: an emergency or service number, never judged or counted";
            default ->
                    view.rehearsed()
                            ? "WOULD BE DENIED; rehearsal lets it out, recorded as both"
                            : "DENIED";
        };
    }

    private static void reasons(CheckView view, PrintWriter out) {
        Table reasons = new Table();
        for (Why why : view.reasons()) {
            reasons.row(why.code(), why.text() + clause(why));
        }
        view.permit().ifPresent(terms -> terms(terms, reasons));
        if (!view.reasons().isEmpty()) {
            reasons.row(
                    "next permitted",
                    view.retryAt().map(CheckText::time).orElse("nobody can tell, or never"));
        }
        reasons.print(out, INDENT);
        out.println();
    }

    private static String clause(Why why) {
        return why.clause().isEmpty() ? "" : " (" + why.clause() + ")";
    }

    private static void terms(Terms terms, Table table) {
        table.row("timeout", terms.timeoutSeconds() + " s");
        table.row("no ringing after", time(terms.closing()));
        table.row("caller id", terms.callerId());
        if (terms.silentCallPreceded()) {
            table.row("notice", "a silent call preceded: an agent must talk (§3.3)");
        }
    }

    private static void known(Known known, Table table) {
        known.campaign().ifPresent(campaign -> table.row("campaign", campaign + purpose(known)));
        known.addressSource().ifPresent(source -> table.row("address source", source));
        known.callPurpose().ifPresent(about -> table.row("call purpose", about));
        known.callerIds().forEach(callerId -> table.row("may show", callerId));
        known.agent()
                .ifPresent(
                        agent -> table.row("agent", agent + (known.agentBusy() ? ", busy" : "")));
        known.registers().forEach(register -> table.row("register", register(register)));
        known.blocks().forEach(block -> table.row("block", block(block)));
        known.consents().forEach(consent -> table.row("consent", consent(consent)));
        known.customers().forEach(customer -> table.row("customer", customer(customer)));
        if (known.blocks().isEmpty() && known.consents().isEmpty() && known.customers().isEmpty()) {
            table.row("lists", "nothing on record");
        }
        table.row("subscription", known.subscription());
        known.changes().stream()
                .limit(CHANGES_SHOWN)
                .forEach(change -> table.row("changed", Lines.plain(changed(change))));
        history(known.history(), table);
    }

    private static String purpose(Known known) {
        return known.purpose().map(purpose -> ", " + purpose).orElse("")
                + known.principalName().map(name -> " for " + name).orElse("");
    }

    private static String changed(EventView change) {
        return time(change.at())
                + ": "
                + change.what()
                + " by "
                + change.who()
                + change.source().map(from -> ", " + from).orElse("")
                + change.reason().map(why -> ": " + why).orElse("");
    }

    private static String register(Register register) {
        if (register.updated().isEmpty()) {
            return register.name() + ": no version";
        }
        String answer =
                !register.covered()
                        ? "does not cover the number"
                        : register.listed() ? "lists the number" : "does not list the number";
        return register.name()
                + " "
                + register.version().orElse(register.updated().get().toString())
                + ", "
                + register.ageDays().orElse(0L)
                + " days old, usable to "
                + register.usableUntil().map(Object::toString).orElse("-")
                + ": "
                + answer;
    }

    private static String block(BlockEntry block) {
        return block.list()
                + block.principal().map(id -> " " + id).orElse("")
                + block.expires().map(end -> ", to " + time(end)).orElse(", permanent");
    }

    private static String consent(ConsentEntry consent) {
        return "to "
                + consent.principal()
                + ", given "
                + time(consent.given())
                + consent.withdrawn().map(end -> ", withdrawn " + time(end)).orElse("")
                + ", proof "
                + Lines.plain(consent.proof());
    }

    private static String customer(CustomerEntry customer) {
        return "of "
                + customer.principal()
                + customer.goods().map(goods -> ", " + goods).orElse("")
                + ", since "
                + customer.since()
                + customer.ended().map(end -> ", ended " + end).orElse("");
    }

    private static void history(Past past, Table table) {
        table.row(
                "attempts",
                past.today()
                        + " of "
                        + past.perDay()
                        + " this day, "
                        + past.inPeriod()
                        + " of "
                        + past.perPeriod()
                        + " in "
                        + past.period()
                        + (past.open() == 0 ? "" : ", " + past.open() + " open"));
        past.spacedFrom().ifPresent(from -> table.row("spacing", "over from " + time(from)));
        if (past.owed()) {
            table.row(
                    "call owed",
                    past.debt().map(CheckText::owed).orElse("after a silent call") + " (§3.3)");
        }
        List<Tried> attempts = past.attempts();
        int first = Math.max(0, attempts.size() - ATTEMPTS_SHOWN);
        for (Tried tried : attempts.subList(first, attempts.size())) {
            table.row(
                    "attempt",
                    time(tried.started())
                            + " to "
                            + end(tried.ended())
                            + " in "
                            + tried.campaign());
        }
    }

    private static String owed(Owed debt) {
        return "since "
                + time(debt.since())
                + " after a silent call"
                + debt.agent().map(agent -> " by agent " + agent).orElse("")
                + ", tried since: "
                + debt.tried();
    }

    private static String end(Optional<OffsetDateTime> ended) {
        return ended.map(CheckText::time).orElse("(open)");
    }

    private static String time(OffsetDateTime time) {
        return Times.shown(time.toZonedDateTime());
    }
}
