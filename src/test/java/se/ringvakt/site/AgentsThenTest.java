package se.ringvakt.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.Outcome.Answer;
import se.ringvakt.call.Outcome.Breach;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.gate.MemoryRecords;
import se.ringvakt.ledger.CallRecords.Call;
import se.ringvakt.ledger.CallRecords.Settled;
import se.ringvakt.ledger.Samples;
import se.ringvakt.rule.Facts.AgentState;
import se.ringvakt.rule.Policies;

/// Both sides of every border of what an agent held, and of the breaches held against it.
final class AgentsThenTest {
    private static final Policies SWEDEN = PolicyReader.builtIn("sweden");
    private static final AgentId ANNA = new AgentId("anna");
    private static final Instant START = Samples.NOW;
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T23:00:00Z");

    private final MemoryRecords records = new MemoryRecords();

    @Test
    void anAttemptHoldsItsAgentFromTheMillisecondAfterItsStartToItsEnd() {
        Instant end = START.plusSeconds(60);
        settled(START, end, Optional.empty());

        assertThat(anna(START).busy()).as("the attempt itself was judged then").isFalse();
        assertThat(anna(START.plusMillis(1)).busy()).isTrue();
        assertThat(anna(end.minusMillis(1)).busy()).isTrue();
        assertThat(anna(end).busy()).isFalse();
    }

    @Test
    void anAttemptThatNobodyToldOfHoldsItsAgentForItsLongestLife() {
        records.calls.add(new Call(attempt(START), Optional.empty(), Optional.empty(), List.of()));
        Instant over = START.plus(Duration.ofHours(4));

        assertThat(anna(over.minusMillis(1)).busy()).isTrue();
        assertThat(anna(over).busy()).isFalse();
    }

    @Test
    void anAttemptFromBeforeMidnightStillHoldsItsAgent() {
        Instant start = MIDNIGHT.minusSeconds(10);
        settled(start, MIDNIGHT.plusSeconds(10), Optional.empty());

        assertThat(anna(MIDNIGHT.plusMillis(1)).busy()).isTrue();
    }

    @Test
    void nobodyElseIsHeld() {
        settled(START, START.plusSeconds(60), Optional.of(Breach.RING_TOO_SHORT));

        AgentState bo =
                new AgentsThen(records, SWEDEN.at(START.plusSeconds(90))).apply(new AgentId("bo"));
        assertThat(bo).isEqualTo(AgentState.free(new AgentId("bo")));
    }

    @Test
    void aBreachIsHeldFromTheEndOfItsCallOn() {
        Instant end = START.plusSeconds(20);
        settled(START, end, Optional.of(Breach.RING_TOO_SHORT));

        assertThat(anna(end.minusMillis(1)).breachesToday()).isZero();
        assertThat(anna(end).breachesToday()).isEqualTo(1);
    }

    @Test
    void breachesAreThoseOfTheLocalDayOnWhichTheCallsBegan() {
        settled(
                MIDNIGHT.minusMillis(1),
                MIDNIGHT.plusSeconds(19),
                Optional.of(Breach.RING_TOO_SHORT));
        settled(MIDNIGHT, MIDNIGHT.plusSeconds(20), Optional.of(Breach.RING_TOO_SHORT));

        assertThat(anna(MIDNIGHT.plusSeconds(60)).breachesToday()).isEqualTo(1);
        assertThat(anna(START).breachesToday()).isEqualTo(1);
        assertThat(anna(MIDNIGHT.plus(Duration.ofDays(1))).breachesToday()).isZero();
    }

    private AgentState anna(Instant at) {
        return new AgentsThen(records, SWEDEN.at(at)).apply(ANNA);
    }

    private void settled(Instant start, Instant end, Optional<Breach> breach) {
        Settled settled =
                new Settled(
                        end,
                        Set.of(),
                        "CANCEL",
                        true,
                        true,
                        Answer.NONE,
                        Optional.empty(),
                        breach,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.empty());
        records.calls.add(
                new Call(attempt(start), Optional.empty(), Optional.of(settled), List.of()));
    }

    private Attempt attempt(Instant start) {
        return Samples.attempt(records.calls.size() + 1L, Samples.number(0), start);
    }
}
