package se.ringvakt.web.api;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Mode;
import se.ringvakt.call.Purpose;
import se.ringvakt.config.CampaignRules.ToldCallerId;
import se.ringvakt.config.CampaignRules.ToldCampaign;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.site.Mistyped;
import se.ringvakt.site.Site;
import se.ringvakt.view.CampaignChanges;
import se.ringvakt.view.CampaignView;
import se.ringvakt.view.Times;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;
import se.ringvakt.web.api.Editing.Edited;

/// Campaigns: seen, created, edited, closed. None is ever deleted, since attempts and call-backs
/// refer to it.
public final class CampaignApi {
    /// The mode of campaigns that do not say: the gate's.
    private static final String USUAL = "usual";

    private static final String PLACE = "/api/v1/campaigns/";

    private final Site site;
    private final Editing editing;

    public CampaignApi(Site site) {
        this.site = site;
        this.editing = new Editing(site);
    }

    /// Offers `listCampaigns`, `campaign`, `putCampaign` and `closeCampaign`.
    public void offer(Operations operations) {
        operations
                .on("listCampaigns", _ -> Reply.ok(new ListPage<>(all(), Optional.empty())))
                .on("campaign", ask -> shown(view(known(site.campaigns().read(), ask))))
                .on("putCampaign", this::put)
                .on("closeCampaign", this::close);
    }

    /// @param mode left out, it stays as it is: who knows nothing of it must not end a rehearsal,
    ///   or begin one
    private record Body(
            String principal,
            String purpose,
            Optional<String> offer,
            Optional<String> goods,
            String firstDay,
            String lastDay,
            List<BodyCallerId> callerIds,
            Optional<Boolean> aboutBusiness,
            Optional<Boolean> foreignNumbers,
            Optional<String> addressSource,
            Optional<String> callPurpose,
            Optional<String> mode) {

        ToldCampaign told(String id) {
            return new ToldCampaign(
                    id,
                    principal,
                    Editing.word("purpose", purpose, Purpose.class),
                    offer,
                    goods,
                    date("firstDay", firstDay),
                    date("lastDay", lastDay),
                    callerIds.stream().map(BodyCallerId::told).toList(),
                    aboutBusiness.orElse(false),
                    foreignNumbers.orElse(false),
                    addressSource,
                    callPurpose,
                    mode.filter(word -> !word.equals(USUAL))
                            .map(word -> Editing.word("mode", word, Mode.class)));
        }
    }

    private record BodyCallerId(
            String number, boolean callBack, Optional<String> play, Optional<String> route) {
        ToldCallerId told() {
            return new ToldCallerId(number, callBack, play, route);
        }
    }

    /// Before and after.
    ///
    /// @param before empty: it is new
    private record Change(Optional<Campaign> before, Campaign after) {}

    private record Closing(String when) {}

    private List<CampaignView> all() {
        return site.campaigns().read().campaigns().values().stream()
                .map(this::view)
                .sorted(Comparator.comparing(CampaignView::id))
                .toList();
    }

    private Reply put(Ask ask) {
        Body body = ask.body(Body.class);
        ToldCampaign told = body.told(ask.path("id"));
        Change change =
                editing.apply(now -> {
                    Optional<Campaign> before = now.find(new CampaignId(told.id()));
                    Editing.expect(
                            ask, "campaign", before.map(this::view).map(CampaignView::version));
                    Campaign after = editing.rules(now).campaign(told, "");
                    return edited(
                            before,
                            body.mode().isPresent()
                                    ? after
                                    : after.in(before.flatMap(Campaign::mode)));
                });
        audit(ask, change.before().isPresent() ? "campaign.change" : "campaign.add", change, "");
        CampaignView view = view(change.after());
        return change.before().isPresent()
                ? shown(view)
                : Reply.created(PLACE + view.id(), view).version(view.version());
    }

    private Reply close(Ask ask) {
        boolean now = ask.body(Closing.class).when().equals("now");
        LocalDate last = now ? site.today().minusDays(1) : site.today();
        Change change =
                editing.apply(campaigns -> {
                    Campaign before = known(campaigns, ask);
                    return edited(Optional.of(before), closed(before, last));
                });
        audit(ask, "campaign.close", change, "");
        return shown(view(change.after()));
    }

    private static Edited<Change> edited(Optional<Campaign> before, Campaign after) {
        return new Edited<>(List.of(), List.of(after), new Change(before, after));
    }

    private static Campaign closed(Campaign campaign, LocalDate last) {
        if (!campaign.lastDay().isAfter(last)) {
            return campaign;
        }
        if (campaign.firstDay().isAfter(last)) {
            throw Problem.conflict(
                    "campaign: its first day is "
                            + campaign.firstDay()
                            + " (expected: one that has run; stop it, or give it other days)");
        }
        return campaign.until(last);
    }

    private static void audit(Ask ask, String action, Change change, String reason) {
        if (change.before().equals(Optional.of(change.after()))) {
            return;
        }
        ask.audit(
                action,
                change.after().id().value(),
                change.before().map(CampaignChanges::fields),
                Optional.of(CampaignChanges.fields(change.after())),
                reason);
    }

    private static Campaign known(Campaigns campaigns, Ask ask) {
        String id = ask.path("id");
        return campaigns
                .find(new CampaignId(id))
                .orElseThrow(() ->
                        Problem.notFound(
                                "campaign: " + Asked.shown(id) + " (expected: one on record)"));
    }

    private CampaignView view(Campaign campaign) {
        return CampaignView.of(campaign, site.campaigns().stops(), site.today(), site.zone());
    }

    private static Reply shown(CampaignView view) {
        return Reply.ok(view).version(view.version());
    }

    private static LocalDate date(String key, String text) {
        try {
            return Times.readDate(text);
        } catch (DateTimeException e) {
            throw Mistyped.of(key, e);
        }
    }
}
