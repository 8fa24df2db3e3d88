package se.ringvakt.web.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import se.ringvakt.access.Right;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.report.Cursor;
import se.ringvakt.report.Decision;
import se.ringvakt.report.DecisionId;
import se.ringvakt.report.Decisions;
import se.ringvakt.report.Filter;
import se.ringvakt.report.Ruling;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.view.AttemptView;
import se.ringvakt.view.AttemptViews;
import se.ringvakt.view.Spelling;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;

/// Decisions on record: page by page, one by one, and all of them as a file.
public final class DecisionApi {
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "at",
                    "number",
                    "campaign",
                    "principal",
                    "agent",
                    "kind",
                    "verdict",
                    "reasons",
                    "retry at",
                    "status",
                    "answer",
                    "ring millis",
                    "talk millis",
                    "breach",
                    "silent",
                    "unique id",
                    "rehearsed");

    private final Site site;
    private final Knowledge knowledge;
    private final Decisions decisions;
    private final DecisionViews views;

    public DecisionApi(Site site, Knowledge knowledge, Decisions decisions) {
        this.site = site;
        this.knowledge = knowledge;
        this.decisions = decisions;
        this.views = new DecisionViews(knowledge::campaigns, site.zone());
    }

    /// Offers them.
    public void offer(Operations operations) {
        operations
                .on("listDecisions", ask -> list(Asked.unaddressed(ask)))
                .on("searchDecisions", ask -> list(ask.withBodyAsQuery()))
                .on("exportDecisions", ask -> export(Asked.unaddressed(ask)))
                .on("exportFoundDecisions", ask -> export(ask.withBodyAsQuery()))
                .on("decision", this::one);
    }

    /// The last decisions about a number that somebody typed, newest first.
    ///
    /// @param most 1 to 500
    public List<DecisionView> last(PhoneNumber number, int most) {
        return decisions.page(Filter.ALL.to(number), Optional.empty(), most).decisions().stream()
                .map(each -> views.of(each, Spelling.FULL))
                .toList();
    }

    private Reply list(Ask ask) {
        Sought sought = sought(ask);
        Filter filter = sought.filter();
        // In full: all are to the number that was typed.
        Spelling spelling = filter.number().isPresent() ? Spelling.FULL : Spelling.MASKED;
        Decisions.Page page = decisions.page(filter, sought.after(), sought.limit());
        return Reply.ok(
                new Page<>(
                        page.decisions().stream().map(each -> views.of(each, spelling)).toList(),
                        page.next().map(Cursor::toString)));
    }

    private Reply one(Ask ask) {
        String id = ask.path("id");
        Decision found =
                DecisionId.read(id)
                        .flatMap(decisions::find)
                        .orElseThrow(() -> Problem.notFound("decision: there is no such one"));
        return Reply.ok(
                new DecisionDetail(
                        views.of(found, Spelling.MASKED), found.basis(), outcome(found)));
    }

    private Optional<AttemptView> outcome(Decision decision) {
        if (decision.ruling() == Ruling.DENIED) {
            return Optional.empty();
        }
        AttemptViews attempts = new AttemptViews(site, Spelling.MASKED::of);
        return site.records().attempt(new AttemptId(decision.id().value())).map(attempts::of);
    }

    private Reply export(Ask ask) {
        Sought sought = sought(ask);
        Filter filter = sought.filter();
        boolean full = ask.flag("full");
        if (full) {
            if (!ask.caller().may(Right.REVEAL)) {
                throw Problem.of(Problem.Kind.FORBIDDEN, "full: true (expected: right REVEAL)");
            }
            // Before anything is given out.
            ask.audit("decision.export", "decisions", Optional.empty(), Optional.of(told(ask)), "");
        }
        Spelling spelling = full || filter.number().isPresent() ? Spelling.FULL : Spelling.MASKED;
        return SafeCsv.reply(
                "decisions.csv",
                COLUMNS,
                csv -> decisions.stream(filter, each -> write(views.of(each, spelling), csv)));
    }

    /// What was exported, as the audit log has it.
    private record Exported(boolean full, Map<String, List<String>> filter) {}

    private Exported told(Ask ask) {
        Map<String, List<String>> filter = new TreeMap<>(ask.query());
        filter.computeIfPresent(
                "number",
                (_, typed) ->
                        typed.stream()
                                .map(each -> Typed.number(each, site.plan()).masked())
                                .toList());
        return new Exported(true, filter);
    }

    private static void write(DecisionView each, SafeCsv csv) {
        csv.row(
                each.id(),
                each.at(),
                each.number().orElse(""),
                each.campaign(),
                each.campaignPrincipal().orElse(""),
                each.agent().orElse(""),
                each.kind(),
                each.verdict(),
                String.join(" ", each.reasons()),
                or(each.retryAt()),
                each.status().orElse(""),
                each.answer().orElse(""),
                or(each.ringMillis()),
                or(each.talkMillis()),
                each.breach(),
                each.silent(),
                each.uniqueId(),
                each.rehearsed());
    }

    private static String or(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private Sought sought(Ask ask) {
        return new Sought(ask, site, knowledge.campaigns());
    }
}
