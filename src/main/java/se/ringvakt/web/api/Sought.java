package se.ringvakt.web.api;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.report.Cursor;
import se.ringvakt.report.Filter;
import se.ringvakt.report.Ruling;
import se.ringvakt.rule.Reason;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.view.Times;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Problem;

/// What a question about the past looks for. Whatever is in it is compared as it stands; what
/// cannot be meant is told in one line.
record Sought(Ask ask, Site site, Campaigns campaigns) {
    private static final int LIMIT_USUAL = 50;
    private static final int LIMIT_MOST = 500;
    private static final int TEXT_MOST = 200;

    /// Which decisions.
    Filter filter() {
        Filter filter = Filter.ALL;
        Optional<Instant> from = time("from");
        Optional<Instant> to = time("to");
        inOrder(from, to);
        filter =
                filter.between(
                        from.orElse(Instant.EPOCH),
                        to.orElse(Instant.ofEpochMilli(Long.MAX_VALUE)));
        if (ruling().isPresent()) {
            filter = filter.of(ruling().get());
        }
        if (inCampaigns().isPresent()) {
            filter = filter.in(inCampaigns().get());
        }
        if (text("agent").isPresent()) {
            filter = filter.by(text("agent").get());
        }
        if (ask.query("number").isPresent()) {
            filter = filter.to(Typed.number(ask.query("number").get(), site.plan()));
        }
        if (text("status").isPresent()) {
            filter = filter.ended(text("status").get());
        }
        filter = ask.flag("breach") ? filter.breaches() : filter;
        filter = ask.flag("silent") ? filter.silences() : filter;
        filter = ask.flag("rehearsed") ? filter.rehearsals() : filter;
        return filter.because(reasons());
    }

    /// A time; with `from`, `to` must not be before it.
    Optional<Instant> time(String name) {
        return ask.query(name).map(text -> Times.readBegin(text, site.zone()));
    }

    void inOrder(Optional<Instant> from, Optional<Instant> to) {
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            throw Problem.unprocessable(
                    "to: " + ask.query("to").orElse("") + " (expected: not before from)");
        }
    }

    /// Empty: both, or nothing was said.
    Optional<Ruling> ruling() {
        Set<Ruling> wanted = EnumSet.noneOf(Ruling.class);
        for (String word : words("verdict")) {
            switch (word) {
                case "allow" -> wanted.add(Ruling.ALLOWED);
                case "deny" -> wanted.add(Ruling.DENIED);
                default ->
                        throw Problem.unprocessable(
                                "verdict: " + word + " (expected: allow, deny or both)");
            }
        }
        return wanted.size() == 1 ? wanted.stream().findFirst() : Optional.empty();
    }

    /// None: whatever the reason.
    Set<Reason> reasons() {
        return words("reason").stream().map(Sought::reason).collect(Collectors.toSet());
    }

    private static Reason reason(String word) {
        return Arrays.stream(Reason.values())
                .filter(each -> each.name().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        Problem.unprocessable(
                                "reason: "
                                        + word
                                        + " (expected: one of "
                                        + Arrays.toString(Reason.values())
                                        + ")"));
    }

    /// Those of a campaign, of a principal, or of both; empty: of all.
    Optional<Set<String>> inCampaigns() {
        Optional<String> campaign =
                ask.query("campaign").map(id -> Typed.campaign(id, campaigns).id().value());
        Optional<PrincipalId> principal =
                ask.query("principal").map(id -> Typed.principal(id, campaigns));
        if (principal.isEmpty()) {
            return campaign.map(Set::of);
        }
        return Optional.of(
                of(principal.get())
                        .map(CampaignId::value)
                        .filter(id -> campaign.isEmpty() || campaign.get().equals(id))
                        .collect(Collectors.toSet()));
    }

    private Stream<CampaignId> of(PrincipalId principal) {
        return campaigns.campaigns().values().stream()
                .filter(campaign -> campaign.principal().id().equals(principal))
                .map(campaign -> campaign.id());
    }

    /// A word that may be any.
    Optional<String> text(String name) {
        Optional<String> text = ask.query(name);
        if (text.filter(one -> one.length() > TEXT_MOST).isPresent()) {
            throw Problem.unprocessable(
                    name + ": too long (expected: at most " + TEXT_MOST + " characters)");
        }
        return text;
    }

    /// How many are wanted.
    int limit() {
        String text = ask.query("limit").orElse(Integer.toString(LIMIT_USUAL));
        if (text.matches("\\d{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LIMIT_MOST) {
                return limit;
            }
        }
        throw Problem.unprocessable("limit: " + text + " (expected: 1 to " + LIMIT_MOST + ")");
    }

    /// Where the page begins.
    Optional<Cursor> after() {
        return ask.query("after")
                .map(text ->
                        Cursor.read(text)
                                .orElseThrow(() ->
                                        Problem.unprocessable(
                                                "after: "
                                                        + text
                                                        + " (expected: the next of a page)")));
    }

    private List<String> words(String name) {
        return ask.queries(name).stream()
                .flatMap(each -> Arrays.stream(each.split(",", -1)))
                .filter(each -> !each.isEmpty())
                .toList();
    }
}
