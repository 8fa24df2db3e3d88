package se.ringvakt.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Consent;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.Mode;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.call.Script;
import se.ringvakt.call.Subscription;
import se.ringvakt.ledger.CampaignStore.Campaigns;

/// Knowledge as a test sets it: campaign `el-2026` for `elbolaget`, a fresh register.
public final class FixedKnowledge implements Knowledge {
    /// A Monday noon on which everything is allowed.
    public static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");

    public static final PhoneNumber CALLER_ID = new PhoneNumber(46_701_740_699L);
    public static final CampaignId CAMPAIGN = new CampaignId("el-2026");

    public final Set<PhoneNumber> listed = new HashSet<>();
    public final Map<PhoneNumber, KnownOfNumber> known = new HashMap<>();
    public final Map<Optional<CampaignId>, String> stops = new HashMap<>();
    public volatile boolean fresh = true;

    /// What the campaign says of rehearsing.
    public Optional<Mode> mode = Optional.empty();

    /// In place of its own.
    public Optional<Campaigns> campaigns = Optional.empty();

    private static final Principal PRINCIPAL =
            new Principal(new PrincipalId("elbolaget"), "Elbolaget");

    /// Records a consent of this number to be called, a month before noon.
    public void consents(PhoneNumber number) {
        Consent consent =
                new Consent(
                        PRINCIPAL.id(),
                        NOON.minus(Duration.ofDays(30)),
                        Optional.empty(),
                        "web form 17");
        known.put(
                number,
                new KnownOfNumber(List.of(), List.of(consent), List.of(), Subscription.CONSUMER));
    }

    private Campaign campaign() {
        return new Campaign(
                CAMPAIGN,
                PRINCIPAL,
                Purpose.SALES,
                Optional.empty(),
                Optional.empty(),
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2027, 12, 31),
                List.of(new CallerId(CALLER_ID, true)),
                false,
                false,
                Script.NONE,
                mode);
    }

    @Override
    public Campaigns campaigns() {
        return campaigns.orElseGet(() ->
                new Campaigns(
                        Map.of(PRINCIPAL.id(), PRINCIPAL), Map.of(CAMPAIGN, campaign()), stops));
    }

    @Override
    public List<RegisterAnswer> registers(PhoneNumber number) {
        return List.of(
                new RegisterAnswer(
                        "nix",
                        Optional.of(LocalDate.of(2026, 11, 20)),
                        true,
                        listed.contains(number)));
    }

    @Override
    public KnownOfNumber known(PhoneNumber number) {
        return known.getOrDefault(number, KnownOfNumber.NOTHING);
    }

    @Override
    public String versions() {
        return "nix@2026-11-20";
    }

    @Override
    public boolean isFresh() {
        return fresh;
    }
}
