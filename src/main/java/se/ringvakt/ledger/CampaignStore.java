package se.ringvakt.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;

/// Campaigns, their principals and supervisors' stops. Thread-safe; blocks; throws
/// [LedgerException].
public interface CampaignStore {

    /// Everything, as of now.
    Campaigns read();

    /// Adds and replaces principals and campaigns in one step; what is not named stays as it is.
    void apply(List<Principal> principals, List<Campaign> campaigns);

    /// The same, only while nothing has changed since.
    ///
    /// @param seen the revision of what was read
    /// @return false: something has; nothing was done
    boolean apply(List<Principal> principals, List<Campaign> campaigns, long seen);

    /// The stops in force.
    List<Stop> stops();

    /// Everything as it stood at an instant, as far as it is on record. A change of the same
    /// millisecond had been made. Definitions followed each other in the order in which they were
    /// made, whatever the clock did meanwhile.
    Then at(Instant at);

    /// Stops one campaign, or everything.
    ///
    /// @param campaign empty: everything
    void stop(Optional<CampaignId> campaign, String reason, String who);

    /// Lifts a stop. Returns whether there was one.
    boolean resume(Optional<CampaignId> campaign, String who);

    /// A number that grows with every change, cheap to read.
    long revision();

    /// All campaigns at one moment.
    ///
    /// @param stops the reason of each stop in force, by campaign; the stop of everything under the
    ///   empty key
    /// @param shown every caller id that a campaign has, or had before it was changed
    record Campaigns(
            Map<PrincipalId, Principal> principals,
            Map<CampaignId, Campaign> campaigns,
            Map<Optional<CampaignId>, String> stops,
            List<Shown> shown) {

        public Campaigns {
            principals = Map.copyOf(principals);
            campaigns = Map.copyOf(campaigns);
            stops = Map.copyOf(stops);
            shown = List.copyOf(shown);
        }

        /// Campaigns that were never changed.
        public Campaigns(
                Map<PrincipalId, Principal> principals,
                Map<CampaignId, Campaign> campaigns,
                Map<Optional<CampaignId>, String> stops) {
            this(
                    principals,
                    campaigns,
                    stops,
                    campaigns.values().stream().flatMap(Shown::now).toList());
        }

        public Optional<Campaign> find(CampaignId id) {
            return Optional.ofNullable(campaigns.get(id));
        }

        public boolean stopped(CampaignId id) {
            return !stops.isEmpty()
                    && (stops.containsKey(Optional.<CampaignId>empty())
                            || stops.containsKey(Optional.of(id)));
        }
    }

    /// What stood at an instant.
    ///
    /// @param campaigns before `recorded`: those that stood when the record begins, of which it is
    ///   not known whether they stood so earlier; those made later stood not, which is known
    /// @param recorded from when on it is on record what stood; empty: there never was anything
    record Then(Campaigns campaigns, Optional<Instant> recorded) {}

    /// A supervisor's stop.
    ///
    /// @param campaign empty: everything
    record Stop(Optional<CampaignId> campaign, String reason, String who, Instant since) {}

    /// A caller id as it stood in the last definition of a campaign that had it.
    ///
    /// @param lastDay of the campaign by that definition
    /// @param revision of that definition; grows with time
    record Shown(CampaignId campaign, CallerId callerId, LocalDate lastDay, long revision) {
        private static Stream<Shown> now(Campaign campaign) {
            return campaign.callerIds().stream()
                    .map(callerId -> new Shown(campaign.id(), callerId, campaign.lastDay(), 0));
        }
    }
}
