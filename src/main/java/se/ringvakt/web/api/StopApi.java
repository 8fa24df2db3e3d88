package se.ringvakt.web.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import se.ringvakt.site.Site;
import se.ringvakt.site.Stops;
import se.ringvakt.site.Stops.Resumed;
import se.ringvakt.view.CampaignView.StopView;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;

/// Supervisors' stops. A running gate follows within its knowledge.follow-every.
public final class StopApi {
    private final Site site;
    private final Stops stops;

    public StopApi(Site site) {
        this.site = site;
        this.stops = new Stops(site);
    }

    /// Offers `listStops`, `stop` and `resume`.
    public void offer(Operations operations) {
        operations
                .on("listStops", _ -> Reply.ok(new ListPage<>(inForce(), Optional.empty())))
                .on("stop", this::stop)
                .on("resume", this::resume);
    }

    /// @param campaign empty: everything
    private record Stopping(Optional<String> campaign, String reason) {}

    private record Resuming(Optional<String> campaign, Optional<String> reason) {}

    private Reply stop(Ask ask) {
        Stopping body = ask.body(Stopping.class);
        Optional<StopView> before = standing(body.campaign());
        stops.stop(body.campaign(), body.reason(), Asked.who(ask.caller()));
        Optional<StopView> after = standing(body.campaign());
        ask.audit("stop", body.campaign().orElse(""), before, after, body.reason());
        return after.map(Reply::ok)
                .orElseThrow(() -> Problem.conflict("stop: lifted again at once by somebody else"));
    }

    private Reply resume(Ask ask) {
        Resuming body = ask.body(Resuming.class);
        Optional<StopView> before = standing(body.campaign());
        Resumed done = stops.resume(body.campaign(), Asked.who(ask.caller()));
        if (done.resumed()) {
            ask.audit(
                    "resume",
                    body.campaign().orElse(""),
                    before,
                    Optional.empty(),
                    body.reason().orElse(""));
        }
        return Reply.ok(done);
    }

    private List<StopView> inForce() {
        return site.campaigns().stops().stream()
                .map(stop -> StopView.of(stop, site.zone()))
                .toList();
    }

    private Optional<StopView> standing(Optional<String> campaign) {
        Predicate<StopView> same = stop -> stop.campaign().equals(campaign);
        return inForce().stream().filter(same).findFirst();
    }
}
