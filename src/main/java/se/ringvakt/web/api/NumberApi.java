package se.ringvakt.web.api;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.ledger.CallRecords.Debt;
import se.ringvakt.register.ListHistory.Event;
import se.ringvakt.register.ListSearch;
import se.ringvakt.register.NumberLists.Found;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.view.CheckView;
import se.ringvakt.view.CheckView.Why;
import se.ringvakt.view.Checks;
import se.ringvakt.view.Checks.Question;
import se.ringvakt.view.EventView;
import se.ringvakt.view.EventViews;
import se.ringvakt.view.Times;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Reply;

/// Everything about one number, shown in full, since whoever asks has typed it. Each look is in the
/// audit log.
public final class NumberApi {
    private static final int MOST = 100;
    private static final int CAMPAIGNS_MOST = 50;

    private final Site site;
    private final Knowledge knowledge;
    private final Checks checks;
    private final EntryRows rows;
    private final Decided decided;

    /// The last decisions about a number.
    @FunctionalInterface
    public interface Decided {
        /// Newest first, as `/decisions` shows them, the number in full.
        ///
        /// @param most so many at most
        List<?> of(PhoneNumber number, int most);
    }

    /// @param knowledge the gate's own
    public NumberApi(Site site, Knowledge knowledge, Handles handles, Decided decided) {
        this.site = site;
        this.knowledge = knowledge;
        this.checks = new Checks(site, _ -> knowledge);
        this.rows = new EntryRows(site, handles);
        this.decided = decided;
    }

    /// Offers `number`.
    public void offer(Operations operations) {
        operations.on("number", this::number);
    }

    /// All of it.
    ///
    /// @param check for the campaign that was asked for, or the only one; else unjudged
    /// @param verdicts for each campaign that runs today, by its id; an agent who is free is taken
    ///   for granted
    /// @param decisions the last ones, newest first
    /// @param changes of the lists, newest first
    private record Everything(
            String number,
            CheckView check,
            List<Judged> verdicts,
            List<?> decisions,
            List<Map<String, String>> entries,
            List<EventView> changes,
            List<Owed> debts) {}

    /// What the gate would answer for one campaign now.
    private record Judged(
            String campaign,
            String principalName,
            String verdict,
            List<Why> reasons,
            Optional<OffsetDateTime> retryAt) {}

    /// A call owed after a silent one.
    private record Owed(
            String campaign,
            OffsetDateTime since,
            Optional<String> silentAttempt,
            Optional<String> agent,
            long tried) {}

    /// @param campaign for which it is judged
    private record Looked(String number, Optional<String> campaign) {}

    private Reply number(Ask ask) {
        Looked looked = ask.body(Looked.class);
        Locale language = ask.language();
        PhoneNumber number = Typed.number(looked.number(), site.plan());
        Optional<String> campaign = looked.campaign();
        campaign.ifPresent(id -> Typed.campaign(id, knowledge.campaigns()));
        ask.audit("number.look", number.masked(), Optional.empty(), Optional.empty(), "");
        return Reply.ok(
                        new Everything(
                                number.international(),
                                check(number, campaign, language),
                                running().map(it -> judged(number, it, language)).toList(),
                                decided.of(number, MOST),
                                entries(number),
                                changes(number),
                                debts(number)))
                .with("Content-Language", language.getLanguage());
    }

    private CheckView check(PhoneNumber number, Optional<String> campaign, Locale language) {
        boolean judged = campaign.isPresent() || knowledge.campaigns().campaigns().size() == 1;
        return judged
                ? checks.of(question(number, campaign), language)
                : checks.unjudged(number, number.international());
    }

    private Stream<Campaign> running() {
        return knowledge.campaigns().campaigns().values().stream()
                .filter(it -> !site.today().isBefore(it.firstDay()))
                .filter(it -> !site.today().isAfter(it.lastDay()))
                .sorted((one, other) -> one.id().value().compareTo(other.id().value()))
                .limit(CAMPAIGNS_MOST);
    }

    private Judged judged(PhoneNumber number, Campaign campaign, Locale language) {
        CampaignId id = campaign.id();
        CheckView view = checks.of(question(number, Optional.of(id.value())), language);
        return new Judged(
                id.value(),
                campaign.principal().name(),
                view.verdict(),
                view.reasons(),
                view.retryAt());
    }

    private static Question question(PhoneNumber number, Optional<String> campaign) {
        return new Question(
                number.international(),
                campaign,
                Optional.empty(),
                Kind.MANUAL,
                0,
                Optional.empty(),
                Optional.empty());
    }

    private List<Map<String, String>> entries(PhoneNumber number) {
        Function<PhoneNumber, String> full = PhoneNumber::international;
        try (Stream<Found> found = site.lists().find(ListSearch.of(number))) {
            return found.limit(MOST).map(each -> rows.of(each, full)).toList();
        }
    }

    private List<EventView> changes(PhoneNumber number) {
        EventViews views = new EventViews(PhoneNumber::international, site.zone());
        try (Stream<Event> events = site.listHistory().events(ListSearch.of(number))) {
            return events.limit(MOST).map(views::of).toList();
        }
    }

    private List<Owed> debts(PhoneNumber number) {
        return site.records().debts().stream()
                .filter(debt -> debt.number().equals(number))
                .map(this::owed)
                .toList();
    }

    private Owed owed(Debt debt) {
        return new Owed(
                debt.campaign().value(),
                Times.offset(debt.opened(), site.zone()),
                debt.silent().map(AttemptId::toString),
                debt.agent().map(AgentId::value),
                debt.tried());
    }
}
