package se.ringvakt.web.api;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.CallerType;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.config.CampaignRules.ToldPrincipal;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.site.Site;
import se.ringvakt.view.CampaignChanges;
import se.ringvakt.view.CampaignView;
import se.ringvakt.view.Words;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;
import se.ringvakt.web.api.Editing.Edited;

/// On whose behalf calls are made. None is ever deleted.
public final class PrincipalApi {
    private static final String PLACE = "/api/v1/principals/";

    private final Site site;
    private final Editing editing;

    public PrincipalApi(Site site) {
        this.site = site;
        this.editing = new Editing(site);
    }

    /// Offers `listPrincipals`, `principal` and `putPrincipal`.
    public void offer(Operations operations) {
        operations
                .on("listPrincipals", _ -> Reply.ok(new ListPage<>(all(), Optional.empty())))
                .on("principal", ask -> shown(known(ask)))
                .on("putPrincipal", this::put);
    }

    /// @param callerType ordinary, or whom a law excepts
    private record Shown(String id, String name, String callerType) {
        static Shown of(Principal principal) {
            return new Shown(principal.id().value(), principal.name(), Words.of(principal.type()));
        }
    }

    private record Body(String name, Optional<String> callerType) {
        ToldPrincipal told(String id) {
            return new ToldPrincipal(
                    id,
                    name,
                    callerType.map(word -> Editing.word("callerType", word, CallerType.class)));
        }
    }

    private record Change(Optional<Principal> before, Principal after) {}

    private List<Shown> all() {
        return site.campaigns().read().principals().values().stream()
                .map(Shown::of)
                .sorted(Comparator.comparing(Shown::id))
                .toList();
    }

    private Reply put(Ask ask) {
        ToldPrincipal told = ask.body(Body.class).told(ask.path("id"));
        Change change =
                editing.apply(now -> {
                    Optional<Principal> before = find(now, told.id());
                    Editing.expect(ask, "principal", before.map(CampaignView::version));
                    Principal after = editing.rules(now).principal(told, "");
                    return new Edited<>(List.of(after), List.of(), new Change(before, after));
                });
        if (!change.before().equals(Optional.of(change.after()))) {
            ask.audit(
                    change.before().isPresent() ? "principal.change" : "principal.add",
                    told.id(),
                    change.before().map(CampaignChanges::fields),
                    Optional.of(CampaignChanges.fields(change.after())),
                    "");
        }
        return change.before().isPresent()
                ? shown(change.after())
                : Reply.created(PLACE + told.id(), Shown.of(change.after()))
                        .version(CampaignView.version(change.after()));
    }

    private Principal known(Ask ask) {
        String id = ask.path("id");
        return find(site.campaigns().read(), id)
                .orElseThrow(() ->
                        Problem.notFound(
                                "principal: " + Asked.shown(id) + " (expected: one on record)"));
    }

    private static Optional<Principal> find(Campaigns campaigns, String id) {
        return Optional.ofNullable(campaigns.principals().get(new PrincipalId(id)));
    }

    private static Reply shown(Principal principal) {
        return Reply.ok(Shown.of(principal)).version(CampaignView.version(principal));
    }
}
