package se.ringvakt.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.call.Block;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Subscription;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.ledger.CallRecords.Debt;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;

/// A debt ends on a block and after the campaign's last day.
class DebtsTest {
    private static final PhoneNumber NUMBER = new PhoneNumber(46_701_740_605L);

    private final MemoryRecords records = new MemoryRecords();
    private final MemoryLedger ledger = new MemoryLedger();
    private final FixedKnowledge knowledge = new FixedKnowledge();
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final Instant[] now = {FixedKnowledge.NOON};
    private final Debts debts =
            new Debts(
                    records,
                    ledger,
                    knowledge,
                    PolicyReader.builtIn("sweden"),
                    () -> now[0],
                    meters);

    @BeforeEach
    void owe() {
        records.debts.add(
                new Debt(
                        NUMBER,
                        FixedKnowledge.CAMPAIGN,
                        now[0],
                        Optional.empty(),
                        Optional.empty(),
                        0));
    }

    @Test
    void aDebtThatCanBeRepaidStays() {
        debts.sweep();
        assertThat(ledger.repaid).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "elbolaget, '',                   true",
        "elbolaget, 2026-11-23T11:00:01Z, true",
        "elbolaget, 2026-11-23T11:00:00Z, false",
        "another,   '',                   false",
        "'',        '',                   true",
    })
    void aBlockThatBindsTheCampaignEndsIt(String principal, String expires, boolean ended) {
        Optional<PrincipalId> whose =
                Optional.of(principal).filter(id -> !id.isEmpty()).map(PrincipalId::new);
        Block block =
                new Block(
                        whose.isPresent() ? Block.List.PRINCIPAL : Block.List.CENTRE,
                        whose,
                        Optional.of(expires).filter(at -> !at.isEmpty()).map(Instant::parse));
        knowledge.known.put(
                NUMBER,
                new KnownOfNumber(List.of(block), List.of(), List.of(), Subscription.CONSUMER));
        debts.sweep();
        assertThat(ledger.repaid.contains(NUMBER)).isEqualTo(ended);
        assertThat(meters.counted(Meter.DEBTS, "number blocked")).isEqualTo(ended ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"2027-12-31T22:59:59.999Z, false", "2027-12-31T23:00:00Z, true"})
    void itEndsAfterTheCampaignsLastDay(Instant instant, boolean ended) {
        now[0] = instant;
        debts.sweep();
        assertThat(ledger.repaid.contains(NUMBER)).isEqualTo(ended);
    }

    @Test
    void aCampaignNobodyKnowsLeavesItOpen() {
        knowledge.campaigns = Optional.of(new Campaigns(Map.of(), Map.of(), Map.of()));
        debts.sweep();
        assertThat(ledger.repaid).isEmpty();
    }

    @Test
    void aLedgerThatFailsIsTriedAgain() {
        now[0] = Instant.parse("2028-01-01T11:00:00Z");
        ledger.broken = true;
        debts.sweep();
        ledger.broken = false;
        debts.sweep();
        assertThat(ledger.repaid).contains(NUMBER);
    }
}
