package se.ringvakt.site;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.config.CampaignFile;
import se.ringvakt.config.ConfigException;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.replay.Ground;
import se.ringvakt.replay.Replay;
import se.ringvakt.replay.ReplayReport;
import se.ringvakt.replay.ReplayRequest;
import se.ringvakt.rule.Policies;
import se.ringvakt.wash.RowProgress;

/// Judges a file of past or planned calls by what is in force in an installation.
public final class Replaying {
    /// The registers' dates are the same whomever one asks about.
    private static final PhoneNumber SOMEBODY = new PhoneNumber(46_701_740_605L);

    private Replaying() {}

    /// What is asked.
    ///
    /// @param policy a policy file to judge by, instead of the policy in force
    /// @param campaigns a file of campaigns that are taken to be there, too
    /// @param withHistory calls are judged by what is on record of their numbers, too
    public record Order(
            ReplayRequest request,
            Optional<Path> policy,
            Optional<Path> campaigns,
            boolean withHistory) {}

    /// What was found, and by what it was judged.
    ///
    /// @param at when
    /// @param versions of the registers, as one readable line
    /// @param registers their dates
    /// @param policies every version that was in force on some day of the file's
    /// @param stops that are in force now, and were left out
    public record Done(
            ReplayReport report,
            Instant at,
            String versions,
            List<RegisterAnswer> registers,
            List<String> policies,
            int stops) {}

    /// Judges a file. Blocks until it is done.
    ///
    /// @throws ConfigException when policy or campaigns cannot be used
    public static Done run(Order order, RowProgress progress, Site site) {
        Knowledge live = site.knowledge();
        Optional<Policies> other = order.policy().map(file -> policies(file, site));
        Campaigns campaigns = campaigns(order, live.campaigns(), site);
        Ground ground =
                new Ground(
                        site.plan(),
                        new Unstopped(live, campaigns),
                        site.policies(),
                        other,
                        order.withHistory() ? before(site.ledger()) : Ground.Before.NOTHING);
        ReplayReport report = Replay.run(order.request(), ground, progress);
        return new Done(
                report,
                site.now(),
                live.versions(),
                live.registers(SOMEBODY),
                versions(other.orElse(site.policies()), report),
                live.campaigns().stops().size());
    }

    private static Ground.Before before(Ledger ledger) {
        return (number, first) -> ledger.history(number).before(first);
    }

    private static Policies policies(Path file, Site site) {
        Policies policies = PolicyReader.read(file);
        if (!policies.country().equals(site.policies().country())
                || !policies.zone().equals(site.policies().zone())) {
            throw new ConfigException(
                    "%s: a policy of +%d in %s (expected: of +%d in %s, as the one in force)"
                            .formatted(
                                    file,
                                    policies.country().digits(),
                                    policies.zone(),
                                    site.policies().country().digits(),
                                    site.policies().zone()));
        }
        return policies;
    }

    private static Campaigns campaigns(Order order, Campaigns inForce, Site site) {
        Map<PrincipalId, Principal> principals = new HashMap<>(inForce.principals());
        Map<CampaignId, Campaign> campaigns = new HashMap<>(inForce.campaigns());
        order.campaigns()
                .ifPresent(path -> {
                    CampaignFile file = CampaignFile.read(path, site.plan(), inForce.principals());
                    file.principals().forEach(each -> principals.put(each.id(), each));
                    file.campaigns().forEach(each -> campaigns.put(each.id(), each));
                });
        return new Campaigns(principals, campaigns, Map.of());
    }

    private static List<String> versions(Policies policies, ReplayReport report) {
        if (report.first().isEmpty() || report.last().isEmpty()) {
            return List.of();
        }
        Set<String> versions = new LinkedHashSet<>();
        Optional<Instant> at = report.first();
        while (at.isPresent() && !at.get().isAfter(report.last().get())) {
            versions.add(policies.at(at.get()).policy().version());
            at = policies.changeAfter(at.get());
        }
        return List.copyOf(versions);
    }

    /// What is known now, without supervisors' stops: a stop of today says nothing of other days.
    private record Unstopped(Knowledge live, Campaigns campaigns) implements Knowledge {
        @Override
        public List<RegisterAnswer> registers(PhoneNumber number) {
            return live.registers(number);
        }

        @Override
        public KnownOfNumber known(PhoneNumber number) {
            return live.known(number);
        }

        @Override
        public String versions() {
            return live.versions();
        }

        @Override
        public boolean isFresh() {
            return true;
        }
    }
}
