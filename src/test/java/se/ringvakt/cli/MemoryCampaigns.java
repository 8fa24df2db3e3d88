package se.ringvakt.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.CampaignStore;
import se.ringvakt.ledger.LedgerException;

/// Campaigns without a disk, which can be made to fail.
final class MemoryCampaigns implements CampaignStore {
    private final Map<PrincipalId, Principal> principals = new HashMap<>();
    private final Map<CampaignId, Campaign> campaigns = new HashMap<>();
    private final Map<Optional<CampaignId>, String> stops = new HashMap<>();
    private long revision;
    String lastWho = "";
    boolean broken;

    @Override
    public Campaigns read() {
        if (broken) {
            throw new LedgerException("ledger ledger.db: locked (expected: readable)");
        }
        return new Campaigns(principals, campaigns, stops);
    }

    @Override
    public void apply(List<Principal> added, List<Campaign> changed) {
        revision++;
        added.forEach(principal -> principals.put(principal.id(), principal));
        changed.forEach(campaign -> campaigns.put(campaign.id(), campaign));
    }

    @Override
    public void stop(Optional<CampaignId> campaign, String reason, String who) {
        revision++;
        lastWho = who;
        stops.put(campaign, reason);
    }

    @Override
    public boolean resume(Optional<CampaignId> campaign, String who) {
        revision++;
        lastWho = who;
        return stops.remove(campaign) != null;
    }

    @Override
    public long revision() {
        return revision;
    }
}
