package se.ringvakt.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Block;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.Kind;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.Subscription;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.TestPolicies;
import se.ringvakt.gate.Answer;
import se.ringvakt.gate.FixedKnowledge;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.Sight;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.ledger.sqlite.EmptyLedger;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.ledger.sqlite.SqliteLedger;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Policies;
import se.ringvakt.rule.Rulebook;

/// Random calls through a replay that enforces, and through a real gate with a real ledger and a
/// clock that moves: the same verdicts.
class JudgeModelTest {
    private static final int CALLS = 300;
    private static final int NUMBERS = 6;
    private static final PrincipalId PRINCIPAL = new PrincipalId("elbolaget");

    @TempDir private Path folder;

    /// Everything the gate answered to one dial.
    private record Said(List<?> reasons, Optional<Instant> retryAt, boolean emergency) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void judgesAsTheGateDoes(long seed) {
        Random random = new Random(seed);
        Policies policies = policies(random);
        FixedKnowledge knowledge = knowledge();
        List<Call> calls = calls(random);

        List<Said> gate = throughTheGate(calls, policies, knowledge);
        List<Said> replay = replayed(calls, policies, knowledge);

        for (int i = 0; i < calls.size(); i++) {
            assertThat(replay.get(i))
                    .as("seed %d, call %d: %s", seed, i, calls.get(i))
                    .isEqualTo(gate.get(i));
        }
        // The calls are worth judging: a good part is allowed, a good part stopped by history.
        assertThat(gate.stream().filter(said -> said.reasons().isEmpty())).hasSizeGreaterThan(20);
        assertThat(gate.stream().collect(Collectors.groupingBy(Said::reasons)))
                .hasSizeGreaterThan(8);
    }

    private List<Said> replayed(List<Call> calls, Policies policies, FixedKnowledge knowledge) {
        Function<PhoneNumber, History> nothing = History::none;
        Judge judge =
                new Judge(
                        TestPlans.sweden(),
                        knowledge,
                        policies,
                        Mode.ENFORCE,
                        nothing,
                        (_, _, _) -> {});
        return calls.stream()
                .map(judge::judge)
                .map(said -> new Said(said.reasons(), said.retryAt(), said.emergency()))
                .toList();
    }

    private List<Said> throughTheGate(
            List<Call> calls, Policies policies, FixedKnowledge knowledge) {
        Instant[] now = {calls.getFirst().at()};
        List<Said> said = new ArrayList<>();
        try (SqliteDatabase database = EmptyLedger.open(folder.resolve("ledger.db"));
                SqliteLedger ledger = SqliteLedger.start(database, () -> now[0])) {
            Gate gate =
                    new Gate(
                            TestPlans.sweden(),
                            knowledge,
                            ledger,
                            Rulebook.of(policies),
                            () -> now[0],
                            Sight.NONE,
                            new Meters(new SimpleMeterRegistry()));
            PriorityQueue<Over> over = new PriorityQueue<>(Comparator.comparing(Over::at));
            for (Call call : calls) {
                while (!over.isEmpty() && !over.element().at().isAfter(call.at())) {
                    Over ended = over.remove();
                    now[0] = ended.at();
                    gate.outcomes().told(ended.call().told().report(ended.id(), ended.start()));
                }
                now[0] = call.at();
                Answer answer = gate.decide(call.request());
                said.add(said(answer));
                if (answer instanceof Answer.Allowed allowed && !call.told().isNothing()) {
                    over.add(
                            new Over(
                                    call.told().end(call.at()),
                                    allowed.attempt().id(),
                                    call.at(),
                                    call));
                }
            }
        }
        return said;
    }

    private record Over(Instant at, AttemptId id, Instant start, Call call) {}

    private static Said said(Answer answer) {
        return switch (answer) {
            case Answer.Allowed _ -> new Said(List.of(), Optional.empty(), false);
            case Answer.Emergency _ -> new Said(List.of(), Optional.empty(), true);
            case Answer.Denied denied ->
                    new Said(
                            denied.reasons(),
                            denied.retryAt().map(ZonedDateTime::toInstant),
                            false);
        };
    }

    private static Policies policies(Random random) {
        return random.nextBoolean()
                ? TestPolicies.swedenWith("agent-breaches-most: 2")
                : TestPolicies.swedenWith(
                        "debt-waives-limits: true",
                        "attempts-per-period: 4",
                        "spacing: 1h",
                        "changes: [{from: 2026-11-26, figures: {attempts-per-day: 1}}]");
    }

    private static FixedKnowledge knowledge() {
        FixedKnowledge knowledge = new FixedKnowledge();
        Principal principal = new Principal(PRINCIPAL, "Elbolaget");
        knowledge.campaigns =
                Optional.of(
                        new Campaigns(
                                Map.of(PRINCIPAL, principal),
                                Map.of(
                                        new CampaignId("a"), campaign("a", principal),
                                        new CampaignId("b"), campaign("b", principal),
                                        new CampaignId("c"), campaign("c", principal)),
                                Map.of()));
        knowledge.listed.add(number(4));
        knowledge.known.put(
                number(5),
                new KnownOfNumber(
                        List.of(
                                new Block(
                                        Block.List.CENTRE,
                                        Optional.empty(),
                                        Optional.of(Instant.parse("2026-11-25T00:00:00Z")))),
                        List.of(),
                        List.of(),
                        Subscription.CONSUMER));
        return knowledge;
    }

    private static Campaign campaign(String id, Principal principal) {
        return new Campaign(
                new CampaignId(id),
                principal,
                Purpose.SALES,
                Optional.of(new OfferId("el")),
                Optional.empty(),
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2027, 12, 31),
                List.of(new CallerId(FixedKnowledge.CALLER_ID, true)),
                false,
                false);
    }

    private static PhoneNumber number(int i) {
        return new PhoneNumber(46_701_740_605L + i);
    }

    private static List<Call> calls(Random random) {
        List<Call> calls = new ArrayList<>();
        Instant at = Instant.parse("2026-11-23T06:00:00Z");
        for (int i = 0; i < CALLS; i++) {
            // Often close together, so that calls overlap; sometimes at the same instant.
            long step =
                    switch (random.nextInt(4)) {
                        case 0 -> 0;
                        case 1 -> random.nextInt(60_000);
                        default -> random.nextInt(3_600_000);
                    };
            at = at.plus(Duration.ofMillis(step));
            calls.add(call(at, random));
        }
        return calls;
    }

    private static Call call(Instant at, Random random) {
        String number =
                switch (random.nextInt(40)) {
                    case 0 -> "112";
                    case 1 -> "#31#0701740605";
                    default -> number(random.nextInt(NUMBERS)).international();
                };
        String campaign = random.nextInt(30) == 0 ? "x" : "" + (char) ('a' + random.nextInt(3));
        return new Call(
                at,
                number,
                new CampaignId(campaign),
                random.nextInt(12) == 0
                        ? Optional.empty()
                        : Optional.of(new AgentId("10" + random.nextInt(4))),
                random.nextInt(15) == 0 ? Optional.of("0701740690") : Optional.empty(),
                random.nextInt(20) == 0 ? Kind.ROBOT : Kind.MANUAL,
                told(random));
    }

    private static Told told(Random random) {
        if (random.nextInt(20) == 0) {
            return new Told(
                    Optional.empty(),
                    "",
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty());
        }
        Ending ending = List.of(Ending.values()).get(random.nextInt(Ending.values().length));
        OptionalLong ring =
                random.nextInt(6) == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(random.nextInt(3) * 20_000L + random.nextInt(2));
        OptionalLong talk =
                ending.answered() ? OptionalLong.of(random.nextInt(300_000)) : OptionalLong.empty();
        OptionalLong wait =
                random.nextBoolean()
                        ? OptionalLong.of(random.nextInt(3) * 500L + random.nextInt(2))
                        : OptionalLong.empty();
        return new Told(
                Optional.of(ending),
                ending.name(),
                ring,
                talk,
                ending.answered() ? wait : OptionalLong.empty(),
                OptionalLong.of(ring.orElse(0) + talk.orElse(0)));
    }
}
