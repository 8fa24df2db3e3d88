package se.ringvakt.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Block;
import se.ringvakt.call.History;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Subscription;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.rule.Facts;
import se.ringvakt.rule.Policies;
import se.ringvakt.rule.Reason;
import se.ringvakt.rule.Rulebook;

final class PreviewTest {
    private static final Policies SWEDEN = PolicyReader.builtIn("sweden");

    private final FixedKnowledge knowledge = new FixedKnowledge();
    private final MemoryLedger ledger = new MemoryLedger();

    @Test
    void countsEachNumberOnceByItsFirstReasonAndWhenTheRestMayBeDialled() {
        knowledge.listed.add(number(50));
        knowledge.known.put(number(51), blockedUntil("2026-11-24T23:00:00Z"));
        knowledge.listed.add(number(52));
        knowledge.known.put(number(52), blockedUntil("2026-11-24T23:00:00Z"));
        tried(number(53), FixedKnowledge.NOON.minus(Duration.ofHours(1)));
        Preview preview = preview(FixedKnowledge.NOON);

        add(preview, "070-174 06 05", "+46701740605", "0701740606", "", "112", "ring inte");
        add(preview, "0701740650", "0701740651", "0701740652", "0701740653");

        Preview.Summary found = preview.summary();
        assertThat(found.numbers()).isEqualTo(6);
        assertThat(found.repeated()).isEqualTo(1);
        assertThat(found.dialable()).isEqualTo(2);
        assertThat(found.primary())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(Reason.LISTED, 1L, Reason.BLOCKED, 2L, Reason.SPACING, 1L));
        assertThat(found.all())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(Reason.LISTED, 2L, Reason.BLOCKED, 2L, Reason.SPACING, 1L));
        assertThat(found.never()).isEqualTo(2);
        assertThat(found.later())
                .containsExactly(
                        Map.entry(LocalDate.of(2026, 11, 23), 1L),
                        Map.entry(LocalDate.of(2026, 11, 25), 1L));
        assertThat(ledger.appended).isEmpty();
        assertThat(ledger.denials).isEmpty();
    }

    @Test
    void atAnotherTimeItIsJudgedByTheRulesOfThatTime() {
        Preview julafton = preview(Instant.parse("2026-12-24T11:00:00Z"));
        add(julafton, "0701740605", "0701740606");

        assertThat(julafton.summary().primary()).isEqualTo(Map.of(Reason.HOLIDAY, 2L));
        assertThat(julafton.summary().later())
                .containsExactly(Map.entry(LocalDate.of(2026, 12, 25), 2L));
    }

    @Test
    void saysOfEveryNumberWhatTheGateWouldAnswer() {
        AtomicInteger allowed = new AtomicInteger();
        Preview preview = preview(FixedKnowledge.NOON);
        IntStream.range(5, 95)
                .parallel()
                .forEach(i -> {
                    if (i % 3 == 0) {
                        synchronized (knowledge.listed) {
                            knowledge.listed.add(number(i));
                        }
                    } else {
                        allowed.incrementAndGet();
                    }
                });
        IntStream.range(5, 95).parallel().forEach(i -> preview.add(number(i).international()));

        assertThat(preview.summary().dialable()).isEqualTo(allowed.get());
        assertThat(preview.summary().primary()).containsOnlyKeys(Set.of(Reason.LISTED));
    }

    @Test
    void whatIsNoNumberIsNotCounted() {
        Preview preview = preview(FixedKnowledge.NOON);
        assertThat(preview.add("ring inte")).isFalse();
        assertThat(preview.add("112")).isFalse();
        assertThat(preview.add("070-174 06 05")).isTrue();
        assertThat(preview.summary().numbers()).isEqualTo(1);
    }

    private static void add(Preview preview, String... cells) {
        for (String cell : cells) {
            preview.add(cell);
        }
    }

    private Preview preview(Instant at) {
        NumberPlan plan = TestPlans.sweden();
        return new Preview(
                new Explainer(plan, knowledge, ledger, Rulebook.of(SWEDEN), Facts.AgentState::free),
                plan,
                SWEDEN.zone(),
                FixedKnowledge.CAMPAIGN,
                new AgentId("(any free agent)"),
                at);
    }

    private void tried(PhoneNumber number, Instant start) {
        ledger.put(
                new History(
                        number,
                        1,
                        List.of(
                                new Counted(
                                        FixedKnowledge.CAMPAIGN,
                                        Optional.empty(),
                                        start,
                                        Optional.of(start.plusSeconds(60)))),
                        Set.of()));
    }

    private static KnownOfNumber blockedUntil(String expires) {
        return new KnownOfNumber(
                List.of(
                        new Block(
                                Block.List.CENTRE,
                                Optional.empty(),
                                Optional.of(Instant.parse(expires)))),
                List.of(),
                List.of(),
                Subscription.CONSUMER);
    }

    private static PhoneNumber number(int last) {
        return new PhoneNumber(46_701_740_600L + last);
    }
}
