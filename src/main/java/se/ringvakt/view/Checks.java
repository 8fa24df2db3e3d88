package se.ringvakt.view;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Dialled;
import se.ringvakt.call.Kind;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.Explanation;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.ledger.CallRecords.Debt;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.register.ListHistory.Event;
import se.ringvakt.register.ListSearch;
import se.ringvakt.site.Explainers;
import se.ringvakt.site.Gap;
import se.ringvakt.site.Hindsight;
import se.ringvakt.site.Mistyped;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.view.CheckView.Assumed;

/// Explains what the gate would answer, and records nothing.
///
/// @param knowledge what is known when a number is asked about; empty: what was typed is none
public record Checks(Site site, Function<Optional<PhoneNumber>, Knowledge> knowledge) {
    private static final int CHANGES_MOST = 100;
    private static final CampaignId NO_CAMPAIGN = new CampaignId("(none)");

    /// Explains by what stands on disk now.
    public static Checks ofDisk(Site site) {
        return new Checks(site, number -> number.map(site::knowledgeOf).orElseGet(site::knowledge));
    }

    /// What is asked, as it was typed.
    ///
    /// @param campaign empty: the only one
    /// @param agent empty: one who is free
    /// @param timeoutSeconds 0: the shortest permit
    /// @param callerId empty: the campaign's first
    /// @param at empty: now
    public record Question(
            String number,
            Optional<String> campaign,
            Optional<String> agent,
            Kind kind,
            int timeoutSeconds,
            Optional<String> callerId,
            Optional<String> at) {

        /// What is on record of a number, and what the only campaign might do with it.
        public static Question of(String number) {
            return new Question(
                    number,
                    Optional.empty(),
                    Optional.empty(),
                    Kind.MANUAL,
                    0,
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /// The answer in English.
    ///
    /// @throws Mistyped when the time cannot be read, or it is not said which campaign
    public CheckView of(Question question) {
        return of(question, Locale.ENGLISH);
    }

    /// The answer.
    ///
    /// @param language in which reasons are told: Swedish, else English
    /// @throws Mistyped when the time cannot be read, or it is not said which campaign
    public CheckView of(Question question, Locale language) {
        ReasonWords words = ReasonWords.in(language);
        Instant now = site.now();
        Instant at = instant(question, now);
        boolean past = at.isBefore(now);
        Dialled dialled = site.plan().read(question.number());
        CheckView view =
                dialled instanceof PhoneNumber valid
                        ? view(question, valid, at, past, words)
                        : judged(question, knowledge.apply(Optional.empty()), List.of(), at, words);
        return past ? view.inThePast() : view;
    }

    /// What is on record of a number, without any campaign to judge by.
    public CheckView unjudged(PhoneNumber valid, String typed) {
        Instant now = site.now();
        return unjudged(typed, knowledge.apply(Optional.of(valid)), valid, now);
    }

    private CheckView view(
            Question question, PhoneNumber valid, Instant at, boolean past, ReasonWords words) {
        Knowledge known = knowledge.apply(Optional.of(valid));
        if (past) {
            Hindsight then = new Hindsight(site, known, valid, at);
            boolean judged =
                    !then.isBeforeRecord()
                            && (question.campaign().isPresent()
                                    || !then.campaigns().campaigns().isEmpty());
            return judged
                    ? judgedThen(question, then, changes(valid), words)
                    : unjudgedThen(question, then, valid, words);
        }
        return question.campaign().isPresent() || !known.campaigns().campaigns().isEmpty()
                ? judged(question, known, changes(valid), at, words)
                : unjudged(question.number(), known, valid, at);
    }

    private CheckView unjudged(String typed, Knowledge known, PhoneNumber valid, Instant at) {
        return new CheckViews(typed, known, changes(valid), ReasonWords.in(Locale.ENGLISH))
                .unjudged(
                        valid,
                        site.policies().at(at),
                        site.ledger().history(valid).before(at),
                        List.of());
    }

    private CheckView unjudgedThen(
            Question question, Hindsight then, PhoneNumber valid, ReasonWords words) {
        return new CheckViews(question.number(), then, changes(valid), words)
                .unjudged(
                        valid,
                        site.policies().at(then.at()),
                        then.history(Optional.empty()),
                        then.gaps().stream().map(words::of).toList());
    }

    private CheckView judged(
            Question question,
            Knowledge known,
            List<EventView> changes,
            Instant at,
            ReasonWords words) {
        List<Assumed> assumed = new ArrayList<>();
        DialRequest request = request(question, known.campaigns(), assumed, words);
        Explanation explanation = Explainers.of(site, known).explain(request, at);
        return new CheckViews(question.number(), known, changes, words)
                .of(explanation, assumed, debt(explanation));
    }

    private CheckView judgedThen(
            Question question, Hindsight then, List<EventView> changes, ReasonWords words) {
        List<Assumed> assumed = new ArrayList<>();
        DialRequest request = request(question, then.campaigns(), assumed, words);
        Explanation explanation =
                Explainers.of(site, then)
                        .explain(
                                request,
                                then.at(),
                                (_, campaign) -> then.history(campaign.offer()));
        question.agent()
                .map(agent -> new Gap(Gap.Kind.AGENT_ON_LINE, agent))
                .ifPresent(gap -> assumed.add(words.of(gap)));
        then.gaps().forEach(gap -> assumed.add(words.of(gap)));
        Optional<Debt> debt =
                explanation.facts().flatMap(facts -> then.debt(facts.campaign().id()));
        return new CheckViews(question.number(), then, changes, words)
                .of(explanation, assumed, debt);
    }

    private List<EventView> changes(PhoneNumber valid) {
        EventViews views = new EventViews(PhoneNumber::international, site.zone());
        try (Stream<Event> events = site.listHistory().events(ListSearch.of(valid))) {
            return events.limit(CHANGES_MOST).map(views::of).toList();
        }
    }

    private static DialRequest request(
            Question question, Campaigns campaigns, List<Assumed> assumed, ReasonWords words) {
        CampaignId chosen = campaign(question, campaigns, assumed, words);
        Kind kind = question.kind();
        Optional<AgentId> agent = question.agent().map(AgentId::new);
        if (agent.isEmpty() && kind.needsAgent()) {
            assumed.add(words.freeAgent());
            agent = Optional.of(Explainers.ANYBODY);
        }
        return new DialRequest(
                question.number(),
                chosen,
                agent,
                kind,
                question.timeoutSeconds(),
                question.callerId(),
                false,
                Optional.empty(),
                "",
                "check");
    }

    private static CampaignId campaign(
            Question question, Campaigns campaigns, List<Assumed> assumed, ReasonWords words) {
        if (question.campaign().isPresent()) {
            return new CampaignId(question.campaign().get());
        }
        List<CampaignId> all = List.copyOf(campaigns.campaigns().keySet());
        if (all.isEmpty()) {
            // Asked only of what is no telephone number, which is judged by itself.
            return NO_CAMPAIGN;
        }
        if (all.size() != 1) {
            throw Mistyped.of(
                    "campaign", "missing", "one of " + Typed.words(campaigns.campaigns().keySet()));
        }
        assumed.add(words.onlyCampaign(all.getFirst()));
        return all.getFirst();
    }

    private Instant instant(Question question, Instant now) {
        try {
            return question.at().map(text -> Times.read(text, site.zone())).orElse(now);
        } catch (DateTimeException e) {
            throw Mistyped.of("at", e);
        }
    }

    private Optional<Debt> debt(Explanation explanation) {
        return explanation
                .facts()
                .filter(facts -> facts.history().debts().contains(facts.campaign().id()))
                .flatMap(facts ->
                        site.records().debts().stream()
                                .filter(debt -> debt.number().equals(facts.history().number()))
                                .filter(debt -> debt.campaign().equals(facts.campaign().id()))
                                .findFirst());
    }
}
