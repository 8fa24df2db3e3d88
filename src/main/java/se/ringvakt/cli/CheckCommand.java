package se.ringvakt.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
import se.ringvakt.site.Site;
import se.ringvakt.view.CheckView;
import se.ringvakt.view.CheckViews;
import se.ringvakt.view.EventView;
import se.ringvakt.view.EventViews;
import se.ringvakt.view.Times;

/// `check`: explains what the gate would answer, and records nothing.
@Command(
        name = "check",
        description = {
            "Explain whether a number may be dialled, now or at another time, "
                    + "by the rules and records the gate goes by.",
            "Without any campaign: what is on record of the number.",
            "Nothing is dialled or recorded."
        })
final class CheckCommand implements Callable<Integer> {
    private static final int CHANGES_MOST = 100;
    private static final CampaignId NO_CAMPAIGN = new CampaignId("(none)");

    @Mixin private final Common common;
    @Mixin private final Wishes wishes;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "NUMBER", description = "In any spelling, quoted if it has spaces.")
    private String number = "";

    @Option(
            names = "--campaign",
            paramLabel = "ID",
            description = "For which campaign (default: the only one).")
    private Optional<String> campaign = Optional.empty();

    @Option(
            names = "--agent",
            paramLabel = "ID",
            description = "Who would talk (default: an agent who is free).")
    private Optional<String> agent = Optional.empty();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "2026-11-23T12:00 in the policy's zone, or with an offset (default: "
                            + "now). Registers, lists and campaigns are those of today; of the "
                            + "attempts only those before that time are looked at.")
    private Optional<String> at = Optional.empty();

    CheckCommand(Host host) {
        common = new Common(host);
        wishes = new Wishes(common);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Instant instant = instant(site);
            Dialled dialled = site.plan().read(number);
            CheckView view =
                    dialled instanceof PhoneNumber valid
                            ? view(site, valid, instant)
                            : judged(site, site.knowledge(), List.of(), instant);
            output.print(view, CheckText::print);
            return (view.allowed() ? ExitCode.OK : ExitCode.NO).code();
        }
    }

    private CheckView view(Site site, PhoneNumber valid, Instant instant) {
        Knowledge knowledge = site.knowledgeOf(valid);
        List<EventView> changes = changes(site, valid);
        if (campaign.isPresent() || !knowledge.campaigns().campaigns().isEmpty()) {
            return judged(site, knowledge, changes, instant);
        }
        return new CheckViews(number, knowledge, changes)
                .unjudged(
                        valid,
                        site.policies().at(instant),
                        site.ledger().history(valid).before(instant));
    }

    private CheckView judged(
            Site site, Knowledge knowledge, List<EventView> changes, Instant instant) {
        List<String> assumed = new ArrayList<>();
        DialRequest request = request(knowledge.campaigns(), assumed);
        Explanation explanation = Explainers.of(site, knowledge).explain(request, instant);
        return new CheckViews(number, knowledge, changes)
                .of(explanation, assumed, debt(site, explanation));
    }

    private static List<EventView> changes(Site site, PhoneNumber valid) {
        EventViews views = new EventViews(PhoneNumber::international, site.zone());
        try (Stream<Event> events = site.listHistory().events(ListSearch.of(valid))) {
            return events.limit(CHANGES_MOST).map(views::of).toList();
        }
    }

    private DialRequest request(Campaigns campaigns, List<String> assumed) {
        CampaignId chosen = campaign(campaigns, assumed);
        Kind kind = wishes.kind();
        if (agent.isEmpty() && kind.needsAgent()) {
            assumed.add("an agent who is free, since no --agent is given");
        }
        AgentId talks = agent.map(AgentId::new).orElse(Explainers.ANYBODY);
        return new DialRequest(
                number,
                chosen,
                agent.isEmpty() && !kind.needsAgent() ? Optional.empty() : Optional.of(talks),
                kind,
                wishes.timeoutSeconds(),
                wishes.callerId(),
                false,
                Optional.empty(),
                "",
                "check");
    }

    private CampaignId campaign(Campaigns campaigns, List<String> assumed) {
        if (campaign.isPresent()) {
            return new CampaignId(campaign.get());
        }
        List<CampaignId> all = List.copyOf(campaigns.campaigns().keySet());
        if (all.isEmpty()) {
            // Asked only of what is no telephone number, which is judged by itself.
            return NO_CAMPAIGN;
        }
        if (all.size() != 1) {
            throw common.misuse(
                    "--campaign: missing (expected: one of "
                            + Common.words(campaigns.campaigns().keySet())
                            + ")");
        }
        assumed.add("campaign " + all.getFirst() + ", the only one");
        return all.getFirst();
    }

    private Instant instant(Site site) {
        try {
            return at.map(text -> Times.read(text, site.zone())).orElseGet(site::now);
        } catch (DateTimeException e) {
            throw common.misuse("--at: " + e.getMessage(), e);
        }
    }

    private static Optional<Debt> debt(Site site, Explanation explanation) {
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
