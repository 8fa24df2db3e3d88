package se.ringvakt.metrics;

import static se.ringvakt.metrics.Measure.COUNT;
import static se.ringvakt.metrics.Measure.DAYS;
import static se.ringvakt.metrics.Measure.LONG_TIMES;
import static se.ringvakt.metrics.Measure.NUMBER;
import static se.ringvakt.metrics.Measure.SECONDS;
import static se.ringvakt.metrics.Measure.SHORT_TIMES;
import static se.ringvakt.metrics.Measure.SIZES;
import static se.ringvakt.metrics.Measure.YES_NO;

import java.util.List;

/// Every meter: what it measures, its name, its tags and a sentence. Tags take a few values each,
/// never a number or a name that a caller chooses; those that name versions take one at a time.
public enum Meter {
    BUILD(YES_NO, "ringvakt.build.info", "always 1; the version is a tag", "version"),
    GATE(
            YES_NO,
            "ringvakt.gate.info",
            "always 1; what this gate runs on is in its tags",
            "program",
            "policy",
            "registers"),
    READY(
            YES_NO,
            "ringvakt.ready",
            "whether a part is ready for dials: register, ledger, clock, knowledge",
            "part"),
    CLOCK_DRIFT(
            SECONDS,
            "ringvakt.clock.drift",
            "how far the clock has been set, forward or back, since the start"),

    DECISIONS(COUNT, "ringvakt.decisions", "dials judged", "verdict", "reason"),
    REHEARSED(
            COUNT,
            "ringvakt.rehearsed",
            "dials that a rehearsal let out although they would have been denied",
            "reason"),
    REHEARSAL(
            YES_NO,
            "ringvakt.rehearsal",
            "whether any campaign rehearses: its calls are not stopped"),
    DECISION_TIME(
            SHORT_TIMES,
            "ringvakt.decision.time",
            "from a dial's question to its answer, the record of an allowance included",
            "verdict"),
    DECISIONS_UNDER_WAY(NUMBER, "ringvakt.decisions.underway", "requests being answered"),
    RETRIES(COUNT, "ringvakt.append.retries", "appends that found the history changed"),
    RULE_FAULTS(COUNT, "ringvakt.rule.faults", "rules that threw and so denied", "rule"),
    WITHDRAWN(COUNT, "ringvakt.withdrawn", "permits taken back, the switch never got them"),
    LEASES_HELD(NUMBER, "ringvakt.leases.held", "agents who hold an attempt"),
    LEASES(
            COUNT,
            "ringvakt.leases.ended",
            "agents free again before their attempt's outcome",
            "why"),

    OUTCOMES(COUNT, "ringvakt.outcomes", "outcomes told by a switch", "result"),
    BREACHES(COUNT, "ringvakt.breaches", "attempts given up before six rings", "against"),
    SILENT_CALLS(COUNT, "ringvakt.silent.calls", "calls answered to silence"),
    DEBTS_OPEN(NUMBER, "ringvakt.debts.open", "calls owed after silent ones"),
    DEBTS(COUNT, "ringvakt.debts.closed", "calls owed that no longer are, without a call", "why"),
    BYPASSES(COUNT, "ringvakt.bypasses", "dials toward a trunk without a permit", "switch"),
    DOUBTS(
            COUNT,
            "ringvakt.bypasses.doubtful",
            "dials without a permit of this gate, of which the shared ledger could not at once tell"
                    + " whether another gate had permitted them",
            "switch"),
    ODDITIES(COUNT, "ringvakt.oddities", "input that makes no sense", "kind"),

    SESSIONS(COUNT, "ringvakt.agi.sessions", "AGI sessions, by how they ended", "end"),
    SESSION_TIME(
            SHORT_TIMES,
            "ringvakt.agi.session.time",
            "AGI sessions, from the connection to the end of the answer",
            "end"),
    SESSIONS_OPEN(NUMBER, "ringvakt.agi.open", "connections of switches open now"),
    REFUSED_SWITCHES(COUNT, "ringvakt.agi.refused", "connections from addresses not allowed"),

    LEDGER_UP(YES_NO, "ringvakt.ledger.up", "whether the ledger takes changes"),
    LEDGER_CLOCK(
            SECONDS,
            "ringvakt.ledger.clock.ahead",
            "by how much at least this gate's clock is ahead of a shared ledger's; behind: negative"),
    COMMIT_TIME(
            SHORT_TIMES,
            "ringvakt.ledger.commit.time",
            "transactions of the ledger, commit included"),
    COMMIT_SIZE(SIZES, "ringvakt.ledger.commit.size", "changes and denials in one transaction"),
    CHANGES_WAITING(NUMBER, "ringvakt.ledger.waiting", "changes that wait for the ledger"),
    DENIALS_WAITING(NUMBER, "ringvakt.ledger.denials.waiting", "denials not yet on record"),
    DENIALS_DROPPED(COUNT, "ringvakt.ledger.denials.dropped", "denials that never got on record"),

    EVIDENCE_UP(YES_NO, "ringvakt.evidence.up", "whether decisions are put on record as evidence"),
    EVIDENCE_WAITING(NUMBER, "ringvakt.evidence.waiting", "records of evidence not yet on disk"),
    EVIDENCE_WRITTEN(COUNT, "ringvakt.evidence.written", "records of evidence written"),
    EVIDENCE_LOST(
            COUNT,
            "ringvakt.evidence.lost",
            "records of evidence that found no room, and are lost"),

    KNOWLEDGE_AGE(
            SECONDS,
            "ringvakt.knowledge.age",
            "since campaigns, lists and registers were last followed"),
    KNOWLEDGE_FAULTS(
            COUNT, "ringvakt.knowledge.faults", "failed attempts to bring knowledge up to date"),
    REGISTER_AGE(
            DAYS,
            "ringvakt.register.age",
            "days since the update date of what is in force",
            "register"),
    REGISTER_LEFT(
            DAYS,
            "ringvakt.register.left",
            "days on which what is in force may still be used, today included",
            "register"),
    REGISTER_NUMBERS(
            NUMBER, "ringvakt.register.numbers", "numbers in what is in force", "register"),
    REGISTER_OVERDUE(
            YES_NO, "ringvakt.register.overdue", "whether a new version is overdue", "register"),
    REGISTER_FILES(
            COUNT,
            "ringvakt.register.files",
            "files taken from an inbox: accepted, unchanged or refused",
            "register",
            "result"),
    REGISTER_SWAP(
            LONG_TIMES,
            "ringvakt.register.swap.time",
            "looks at the registers on disk that put another version in force, swap included"),

    SWITCH_UP(YES_NO, "ringvakt.switch.up", "whether the events of a switch come", "switch"),
    SWITCH_CONNECTIONS(
            COUNT,
            "ringvakt.switch.connections",
            "connections to a switch begun (connected), and ended or not made: lost, overflow,"
                    + " failed, refused",
            "switch",
            "what"),
    SWITCH_EVENTS(
            COUNT,
            "ringvakt.switch.events",
            "events of a switch: taken, too odd to use, or forged",
            "switch",
            "event",
            "result"),
    SWITCH_HANGUPS(
            COUNT,
            "ringvakt.switch.hangups",
            "channels a switch was asked to end",
            "switch",
            "result"),

    CALL_BACKS(
            COUNT,
            "ringvakt.callbacks",
            "callers who rang back, by what was known of them",
            "known"),
    OPT_OUTS(COUNT, "ringvakt.optouts", "wishes not to be called again", "way", "result"),
    OBJECTIONS_WAITING(
            YES_NO,
            "ringvakt.objections.waiting",
            "whether objections wait too long to be passed on, soon or overdue",
            "state"),
    CONSENTS(COUNT, "ringvakt.consents", "consents given in the call", "result"),
    ERASURES(COUNT, "ringvakt.erasures", "recordings whose time was up", "result"),

    WASHES(COUNT, "ringvakt.washes", "lists washed by this process", "result"),
    WASHED_ROWS(COUNT, "ringvakt.washed.rows", "rows of lists washed by this process"),
    WASHES_RUNNING(NUMBER, "ringvakt.washes.running", "lists being washed by this process"),

    REQUESTS(COUNT, "ringvakt.web.requests", "requests to API and dashboard", "route", "status"),
    REQUEST_TIME(
            LONG_TIMES,
            "ringvakt.web.request.time",
            "requests to API and dashboard, to the end of the answer",
            "route"),
    STREAMS_OPEN(NUMBER, "ringvakt.web.streams", "browsers that follow live events"),

    HOOKS_SENT(COUNT, "ringvakt.hooks.sent", "events delivered to webhooks", "hook"),
    HOOKS_FAILED(COUNT, "ringvakt.hooks.failed", "attempts to deliver that failed", "hook", "why"),
    HOOKS_WAITING(NUMBER, "ringvakt.hooks.waiting", "events that wait for delivery"),
    HOOKS_DEAD(NUMBER, "ringvakt.hooks.dead", "events given up, in the dead-letter list"),
    HOOKS_MISSED(
            COUNT, "ringvakt.hooks.missed", "events no webhook will get: too many came at once"),
    HOOK_TIME(LONG_TIMES, "ringvakt.hooks.time", "one attempt to deliver", "hook");

    private final Measure measure;
    private final String id;
    private final String description;
    private final String tags;

    Meter(Measure measure, String id, String description, String... tags) {
        this.measure = measure;
        this.id = id;
        this.description = description;
        this.tags = String.join(",", tags);
    }

    public Measure measure() {
        return measure;
    }

    /// With dots; [PrometheusMeters] shows it with underscores and the unit at its end.
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
