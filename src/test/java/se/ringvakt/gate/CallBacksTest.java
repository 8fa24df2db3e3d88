package se.ringvakt.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.Kind;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.TestPolicies;
import se.ringvakt.gate.CallBacks.CallBack;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.ledger.CampaignStore.Shown;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Policies;

/// Who rang from this number, and for whom (§3.1).
class CallBacksTest {
    private static final String SHOWN = "070-174 06 99";
    private static final PhoneNumber SHOWN_NUMBER = new PhoneNumber(46_701_740_699L);
    private static final String CALLER = "0701740605";
    private static final PhoneNumber CALLER_NUMBER = new PhoneNumber(46_701_740_605L);
    private static final Principal PRINCIPAL =
            new Principal(new PrincipalId("elbolaget"), "Elbolaget");
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

    private final FixedKnowledge knowledge = new FixedKnowledge();
    private final MemoryLedger ledger = new MemoryLedger();
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final List<Campaign> campaigns = new ArrayList<>();
    private final List<Shown> shown = new ArrayList<>();
    private Policies policies = TestPolicies.swedenWith();
    private Instant now = FixedKnowledge.NOON;

    @Test
    void whoWasRungIsToldForWhom() {
        campaign("el", "2026-01-01", "2026-12-31");
        campaign("newer", "2026-06-01", "2026-12-31");
        attempt(17, "newer", "2026-11-01");
        attempt(18, "el", "2026-11-02");

        CallBack answer = answer(SHOWN, CALLER).orElseThrow();

        assertThat(answer.campaign().id()).isEqualTo(new CampaignId("el"));
        assertThat(answer.attempt()).contains(new AttemptId(18));
        assertThat(answer.caller()).contains(CALLER_NUMBER);
        assertThat(meters.counted(Meter.CALL_BACKS, "attempt")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0701740606", "+4722123456", "", "anonymous", "restricted", "0", "112"})
    void aStrangerIsToldOfTheNewestCampaign(String caller) {
        campaign("el", "2026-01-01", "2026-12-31");
        campaign("newer", "2026-06-01", "2026-12-31");
        campaign("to-come", "2026-12-01", "2026-12-31");
        attempt(18, "el", "2026-11-02");

        CallBack answer = answer(SHOWN, caller).orElseThrow();

        assertThat(answer.campaign().id()).isEqualTo(new CampaignId("newer"));
        assertThat(answer.attempt()).isEmpty();
        assertThat(meters.counted(Meter.CALL_BACKS, "campaign")).isEqualTo(1);
    }

    @Test
    void aCampaignToComeIsBetterThanNone() {
        campaign("to-come", "2026-12-01", "2026-12-31");
        assertThat(answer(SHOWN, CALLER)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0701740690", "", "s", "112", "+46701740698", "4670174069", "070174069"})
    void nobodyRangFromAnotherNumber(String called) {
        campaign("el", "2026-01-01", "2026-12-31");
        assertThat(answer(called, CALLER)).isEmpty();
        assertThat(meters.counted(Meter.CALL_BACKS, "unknown")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0701740699", "+46701740699", "0046701740699", "46701740699"})
    void howeverTheCarrierWritesIt(String called) {
        campaign("el", "2026-01-01", "2026-12-31");
        attempt(18, "el", "2026-11-02");
        assertThat(answer(called, "46701740605").orElseThrow().attempt()).isPresent();
    }

    /// The last day is the last of the third month after; P0D forgets it the day after.
    @ParameterizedTest
    @CsvSource({
        "2026-08-31, P3M, 2026-11-30T23:59:59, true",
        "2026-08-31, P3M, 2026-12-01T00:00:00, false",
        "2026-08-23, P3M, 2026-11-23T23:59:59, true",
        "2026-08-23, P3M, 2026-11-24T00:00:00, false",
        "2026-11-30, P3M, 2027-02-28T23:59:59, true",
        "2026-11-30, P3M, 2027-03-01T00:00:00, false",
        "2026-11-23, P0D, 2026-11-23T23:59:59, true",
        "2026-11-23, P0D, 2026-11-24T00:00:00, false"
    })
    void isKnownUntilTheThirdMonthIsOver(String last, String kept, String at, boolean known) {
        policies = TestPolicies.swedenWith("call-back-kept: " + kept);
        campaign("el", "2026-01-01", last);
        now = LocalDateTime.parse(at).atZone(STOCKHOLM).toInstant();

        assertThat(answer(SHOWN, CALLER).isPresent()).isEqualTo(known);
    }

    @Test
    void aFigureThatChangesOnADateHoldsFromThatDate() {
        policies =
                TestPolicies.swedenWith(
                        "changes: [{from: 2026-12-02, figures: {call-back-kept: P6M}}]");
        campaign("el", "2026-01-01", "2026-08-31");
        now = LocalDate.parse("2026-12-01").atStartOfDay(STOCKHOLM).toInstant();
        assertThat(answer(SHOWN, CALLER)).isEmpty();
        now = LocalDate.parse("2026-12-02").atStartOfDay(STOCKHOLM).toInstant();
        assertThat(answer(SHOWN, CALLER)).isPresent();
    }

    @Test
    void isKnownAlsoWhenTheCampaignHasGivenItUp() {
        campaign("el", "2026-01-01", "2026-10-31", 46_701_740_698L);
        shown.add(shown("el", "2026-12-31", 1));

        now = LocalDate.parse("2027-03-31").atStartOfDay(STOCKHOLM).toInstant();
        assertThat(answer(SHOWN, CALLER).map(CallBack::campaign)).contains(campaigns.getFirst());
        now = LocalDate.parse("2027-04-01").atStartOfDay(STOCKHOLM).toInstant();
        assertThat(answer(SHOWN, CALLER)).isEmpty();
    }

    @Test
    void whoWasRungIsToldForAsLongAlsoWhenTheCampaignWasShortened() {
        campaign("el", "2026-01-01", "2026-02-28");
        attempt(18, "el", "2026-11-02");

        assertThat(answer(SHOWN, CALLER)).isPresent();
        assertThat(answer(SHOWN, "0701740606")).isEmpty();
        now = LocalDate.parse("2027-02-02").atStartOfDay(STOCKHOLM).toInstant();
        assertThat(answer(SHOWN, CALLER)).isPresent();
        now = LocalDate.parse("2027-02-03").atStartOfDay(STOCKHOLM).toInstant();
        assertThat(answer(SHOWN, CALLER)).isEmpty();
    }

    @Test
    void withoutTheLedgerTheCampaignIsToldAllTheSame() {
        campaign("el", "2026-01-01", "2026-12-31");
        ledger.broken = true;

        assertThat(answer(SHOWN, CALLER).orElseThrow().attempt()).isEmpty();
    }

    private Optional<CallBack> answer(String called, String caller) {
        Map<CampaignId, Campaign> byId =
                campaigns.stream().collect(Collectors.toMap(Campaign::id, campaign -> campaign));
        List<Shown> all = new ArrayList<>(new Campaigns(Map.of(), byId, Map.of()).shown());
        all.addAll(shown);
        knowledge.campaigns =
                Optional.of(new Campaigns(Map.of(PRINCIPAL.id(), PRINCIPAL), byId, Map.of(), all));
        return new CallBacks(TestPlans.sweden(), knowledge, ledger, policies, () -> now, meters)
                .answer(called, caller);
    }

    private void campaign(String id, String first, String last) {
        campaign(id, first, last, SHOWN_NUMBER.e164());
    }

    private void campaign(String id, String first, String last, long callerId) {
        campaigns.add(
                new Campaign(
                        new CampaignId(id),
                        PRINCIPAL,
                        Purpose.SALES,
                        Optional.empty(),
                        Optional.empty(),
                        LocalDate.parse(first),
                        LocalDate.parse(last),
                        List.of(new CallerId(new PhoneNumber(callerId), true)),
                        false,
                        false));
    }

    private static Shown shown(String campaign, String last, long revision) {
        return new Shown(
                new CampaignId(campaign),
                new CallerId(SHOWN_NUMBER, true),
                LocalDate.parse(last),
                revision);
    }

    private void attempt(long id, String campaign, String day) {
        Attempt attempt =
                new Attempt(
                        new AttemptId(id),
                        CALLER_NUMBER,
                        new CampaignId(campaign),
                        Optional.empty(),
                        Optional.of(new AgentId("anna")),
                        Kind.MANUAL,
                        SHOWN_NUMBER,
                        LocalDate.parse(day).atTime(12, 0).atZone(STOCKHOLM).toInstant(),
                        Duration.ofSeconds(46),
                        "1795400000.17",
                        "test");
        History seen = ledger.history(CALLER_NUMBER);
        assertThat(ledger.append(seen, attempt)).isTrue();
    }
}
