package se.ringvakt.cli;

import java.time.Instant;
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
    private final Map<Optional<CampaignId>, Stop> stops = new HashMap<>();
    private long revision;
    String lastWho = "";
    boolean broken;

    @Override
    public Campaigns read() {
        if (broken) {
            throw new LedgerException("ledger ledger.db: locked (expected: readable)");
        }
        Map<Optional<CampaignId>, String> reasons = new HashMap<>();
        stops.forEach((campaign, stop) -> reasons.put(campaign, stop.reason()));
        return new Campaigns(principals, campaigns, reasons);
    }

    @Override
    public void apply(List<Principal> added, List<Campaign> changed) {
        revision++;
        added.forEach(principal -> principals.put(principal.id(), principal));
        changed.forEach(campaign -> campaigns.put(campaign.id(), campaign));
    }

    @Override
    public boolean apply(List<Principal> added, List<Campaign> changed, long seen) {
        if (seen != revision) {
            return false;
        }
        apply(added, changed);
        return true;
    }

    @Override
    public List<Stop> stops() {
        return List.copyOf(stops.values());
    }

    @Override
    public Then at(Instant at) {
        return new Then(read(), Optional.of(Instant.EPOCH));
    }

    @Override
    public void stop(Optional<CampaignId> campaign, String reason, String who) {
        revision++;
        lastWho = who;
        stops.put(campaign, new Stop(campaign, reason, who, TestSite.NOON));
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
