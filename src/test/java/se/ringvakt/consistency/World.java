package se.ringvakt.consistency;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.ledger.CampaignStore.Campaigns;

/// What all gates know alike: two principals, three campaigns that sell the same (so that no number
/// may hear from all three within a year) and one that sells something else. Campaigns are stopped
/// and resumed; a stop holds for every gate at once.
final class World implements Knowledge {
    static final List<CampaignId> CAMPAIGNS =
            Stream.of("el-a", "el-b", "el-c", "gas-a").map(CampaignId::new).toList();

    private static final Principal ELBOLAGET =
            new Principal(new PrincipalId("elbolaget"), "Elbolaget AB");
    private static final Principal GASBOLAGET =
            new Principal(new PrincipalId("gasbolaget"), "Gasbolaget AB");
    private static final PhoneNumber SHOWN = new PhoneNumber(46_70_1740699L);
    private static final LocalDate FAR = LocalDate.of(2199, 12, 31);

    private final Map<CampaignId, Campaign> campaigns =
            CAMPAIGNS.stream().collect(Collectors.toMap(Function.identity(), this::campaign));
    private final Map<Optional<CampaignId>, String> stops = new ConcurrentHashMap<>();
    private final Map<CampaignId, Stop> states = new ConcurrentHashMap<>();

    /// Whether a campaign is stopped, and how often that has changed.
    record Stop(boolean on, long changes) {
        static final Stop NEVER = new Stop(false, 0);
    }

    private Campaign campaign(CampaignId id) {
        boolean second = id.value().endsWith("b");
        return new Campaign(
                id,
                second ? GASBOLAGET : ELBOLAGET,
                Purpose.SALES,
                Optional.of(new OfferId(id.value().substring(0, 2))),
                Optional.empty(),
                LocalDate.of(2020, 1, 1),
                FAR,
                List.of(new CallerId(SHOWN, true)),
                false,
                false);
    }

    Stop state(CampaignId campaign) {
        return states.getOrDefault(campaign, Stop.NEVER);
    }

    /// Its state says so only after it is so, and no longer before it ceases to be.
    void stop(CampaignId campaign) {
        stops.put(Optional.of(campaign), "test");
        states.put(campaign, new Stop(true, state(campaign).changes() + 1));
    }

    void resume(CampaignId campaign) {
        states.put(campaign, new Stop(false, state(campaign).changes() + 1));
        stops.remove(Optional.of(campaign));
    }

    @Override
    public Campaigns campaigns() {
        return new Campaigns(
                Map.of(ELBOLAGET.id(), ELBOLAGET, GASBOLAGET.id(), GASBOLAGET), campaigns, stops);
    }

    @Override
    public List<RegisterAnswer> registers(PhoneNumber number) {
        return List.of(new RegisterAnswer("nix", Optional.of(FAR), true, false));
    }

    @Override
    public KnownOfNumber known(PhoneNumber number) {
        return KnownOfNumber.NOTHING;
    }

    @Override
    public String versions() {
        return "nix@far";
    }

    @Override
    public boolean isFresh() {
        return true;
    }
}
