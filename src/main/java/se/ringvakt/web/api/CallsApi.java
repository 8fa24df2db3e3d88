package se.ringvakt.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.ledger.CallRecords.Debt;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.view.AttemptView;
import se.ringvakt.view.BreachList;
import se.ringvakt.view.BypassView;
import se.ringvakt.view.DebtView;
import se.ringvakt.view.DebtViews;
import se.ringvakt.view.Spelling;
import se.ringvakt.view.Times;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;

/// What went as no call should: rung too short, owed after silence, dialled past the gate.
public final class CallsApi {
    /// What began longer ago is looked for among the decisions, page by page.
    private static final int MONTHS_MOST = 3;

    private final Site site;
    private final Knowledge knowledge;

    public CallsApi(Site site, Knowledge knowledge) {
        this.site = site;
        this.knowledge = knowledge;
    }

    /// Offers it.
    public void offer(Operations operations) {
        operations
                .on("listBreaches", this::breaches)
                .on("listDebts", this::debts)
                .on("listBypasses", this::bypasses);
    }

    /// As `breach list` has it; the attempts' ids are the ids to reveal them by.
    ///
    /// @param more how many are left out of the list, though not of the sums
    private record Breaches(
            OffsetDateTime since,
            List<AttemptView> breaches,
            Map<String, Long> agents,
            Map<String, Long> campaigns,
            long more) {}

    private Reply breaches(Ask ask) {
        Sought sought = sought(ask);
        Instant since = since(sought);
        int limit = sought.limit();
        BreachList all =
                BreachList.read(site, since, campaign(ask), sought.text("agent"), Spelling.MASKED);
        return Reply.ok(
                new Breaches(
                        Times.offset(since, site.zone()),
                        all.breaches().stream().limit(limit).toList(),
                        all.agents(),
                        all.campaigns(),
                        Math.max(0, all.breaches().size() - limit)));
    }

    /// A call owed, with the id to reveal its number by.
    ///
    /// @param id empty: the silent call is not known any more
    private record Owed(Optional<String> id, @JsonUnwrapped DebtView debt) {}

    /// Calls owed.
    ///
    /// @param more how many are left out
    private record Debts(List<Owed> items, long more) {}

    private Reply debts(Ask ask) {
        Sought sought = sought(ask);
        int limit = sought.limit();
        List<Debt> all =
                site.records().debts().stream()
                        .filter(DebtViews.wanted(campaign(ask), sought.text("agent")))
                        .toList();
        List<Debt> shown = all.subList(0, Math.min(limit, all.size()));
        return Reply.ok(
                new Debts(
                        new DebtViews(site, knowledge, Spelling.MASKED)
                                .of(shown).stream()
                                        .map(debt -> new Owed(debt.silentAttempt(), debt))
                                        .toList(),
                        all.size() - shown.size()));
    }

    /// Dials past the gate.
    ///
    /// @param more how many are left out
    private record Bypasses(OffsetDateTime since, List<BypassView> items, long more) {}

    private Reply bypasses(Ask ask) {
        Sought sought = sought(ask);
        Instant since = since(sought);
        int limit = sought.limit();
        var all = site.records().bypasses(since);
        return Reply.ok(
                new Bypasses(
                        Times.offset(since, site.zone()),
                        all.stream()
                                .limit(limit)
                                .map(one -> BypassView.of(one, Spelling.MASKED, site.zone()))
                                .toList(),
                        Math.max(0, all.size() - limit)));
    }

    private Instant since(Sought sought) {
        Instant since =
                sought.time("since")
                        .orElseGet(() -> site.today().atStartOfDay(site.zone()).toInstant());
        Instant earliest = site.now().atOffset(ZoneOffset.UTC).minusMonths(MONTHS_MOST).toInstant();
        if (since.isBefore(earliest)) {
            throw Problem.unprocessable(
                    "since: "
                            + Times.offset(since, site.zone())
                            + " (expected: at most "
                            + MONTHS_MOST
                            + " months ago; before that, ask for decisions)");
        }
        return since;
    }

    private Optional<String> campaign(Ask ask) {
        return ask.query("campaign")
                .map(id -> Typed.campaign(id, knowledge.campaigns()).id().value());
    }

    private Sought sought(Ask ask) {
        return new Sought(ask, site, knowledge.campaigns());
    }
}
