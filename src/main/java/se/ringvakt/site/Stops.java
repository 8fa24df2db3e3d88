package se.ringvakt.site;

import java.util.Optional;
import se.ringvakt.call.CampaignId;
import se.ringvakt.ledger.CampaignStore.Campaigns;

/// Stops one campaign, or everything, and lets it go on.
///
/// @param site where
public record Stops(Site site) {

    /// What a resumption did.
    ///
    /// @param resumed false: there was no such stop
    /// @param stillStopped whether another stop goes on holding
    public record Resumed(boolean resumed, boolean stillStopped) {}

    /// Stops it; a stop that stands gets this reason.
    ///
    /// @param campaign empty: everything
    /// @param reason 1 to 200 characters
    public void stop(Optional<String> campaign, String reason, String who) {
        site.campaigns().stop(known(campaign), Typed.reason(reason), who);
    }

    /// Lifts the stop of one campaign, or that of everything; others go on holding.
    ///
    /// @param campaign empty: everything
    public Resumed resume(Optional<String> campaign, String who) {
        Optional<CampaignId> known = known(campaign);
        boolean lifted = site.campaigns().resume(known, who);
        Campaigns after = site.campaigns().read();
        return new Resumed(lifted, known.map(after::stopped).orElse(!after.stops().isEmpty()));
    }

    private Optional<CampaignId> known(Optional<String> campaign) {
        return campaign.map(id -> Typed.campaign(id, site.campaigns().read()).id());
    }
}
