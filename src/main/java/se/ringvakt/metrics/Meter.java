package se.ringvakt.metrics;

import java.util.List;

/// Every meter: its name, its tags and a sentence.
public enum Meter {
    DECISIONS("ringvakt.decisions", "dials judged", "verdict", "reason"),
    OUTCOMES("ringvakt.outcomes", "outcomes told by a switch", "result"),
    BREACHES("ringvakt.breaches", "attempts given up before six rings", "against"),
    SILENT_CALLS("ringvakt.silent.calls", "calls answered to silence"),
    DEBTS("ringvakt.debts.closed", "calls owed that no longer are, without a call", "why"),
    BYPASSES("ringvakt.bypasses", "dials toward a trunk without a permit", "switch"),
    LEASES("ringvakt.leases.ended", "agents free again before their attempt's outcome", "why"),
    ODDITIES("ringvakt.oddities", "input that makes no sense", "kind"),
    RETRIES("ringvakt.append.retries", "appends that found the history changed"),
    WITHDRAWN("ringvakt.withdrawn", "permits taken back, the switch never got them"),
    RULE_FAULTS("ringvakt.rule.faults", "rules that threw and so denied", "rule"),
    SESSIONS("ringvakt.agi.sessions", "AGI sessions, by how they ended", "end"),
    REFUSED_SWITCHES("ringvakt.agi.refused", "connections from addresses not allowed"),
    KNOWLEDGE_FAULTS("ringvakt.knowledge.faults", "failed attempts to bring knowledge up to date"),
    SWITCH_UP("ringvakt.switch.up", "whether the events of a switch come: 1 or 0", "switch"),
    SWITCH_CONNECTIONS(
            "ringvakt.switch.connections",
            "connections to a switch begun (connected), and ended or not made: lost, overflow,"
                    + " failed, refused",
            "switch",
            "what"),
    SWITCH_EVENTS(
            "ringvakt.switch.events",
            "events of a switch: taken, too odd to use, or forged",
            "switch",
            "event",
            "result"),
    SWITCH_HANGUPS(
            "ringvakt.switch.hangups", "channels a switch was asked to end", "switch", "result"),
    CALL_BACKS("ringvakt.callbacks", "callers who rang back, by what was known of them", "known"),
    OPT_OUTS("ringvakt.optouts", "wishes not to be called again", "way", "result"),
    OBJECTIONS_WAITING(
            "ringvakt.objections.waiting",
            "whether objections wait too long to be passed on, soon or overdue: 1 or 0",
            "state"),
    CONSENTS("ringvakt.consents", "consents given in the call", "result"),
    ERASURES("ringvakt.erasures", "recordings whose time was up", "result"),
    REGISTER_AGE(
            "ringvakt.register.age", "days since the update date of what is in force", "register"),
    REGISTER_LEFT(
            "ringvakt.register.left",
            "days on which what is in force may still be used, today included",
            "register"),
    REGISTER_NUMBERS("ringvakt.register.numbers", "numbers in what is in force", "register"),
    REGISTER_OVERDUE(
            "ringvakt.register.overdue", "whether a new version is overdue: 1 or 0", "register"),
    REGISTER_FILES(
            "ringvakt.register.files",
            "files taken from an inbox: accepted, unchanged or refused",
            "register",
            "result");

    private final String id;
    private final String description;
    private final String tags;

    Meter(String id, String description, String... tags) {
        this.id = id;
        this.description = description;
        this.tags = String.join(",", tags);
    }

    public String id() {
        return id;
    }

    public String description() {
        return description;
    }

    public List<String> tags() {
        return tags.isEmpty() ? List.of() : List.of(tags.split(",", -1));
    }
}
