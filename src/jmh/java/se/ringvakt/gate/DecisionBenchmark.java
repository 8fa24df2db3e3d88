package se.ringvakt.gate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import se.ringvakt.bench.Folders;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.DialFormat;
import se.ringvakt.call.History;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.Kind;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.evidence.EvidenceSettings;
import se.ringvakt.evidence.EvidenceWriter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.register.SyntheticRegister;
import se.ringvakt.rule.Facts;
import se.ringvakt.rule.Rulebook;
import se.ringvakt.rule.Verdict;
import se.ringvakt.witness.GateWitness;

/// One decision in the process: three million numbers in the register, a hundred thousand blocked,
/// all rules, 65,536 numbers in turn with three earlier attempts each in a warm cache.
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class DecisionBenchmark {
    private static final int ASKED = 1 << 16;

    private final Path folder = Folders.temporary();
    private final InstantSource clock = SyntheticKnowledge.clock();
    private static final NumberPlan PLAN =
            new NumberPlan(PolicyReader.builtIn("sweden").numbering(), NumberPlan.Settings.USUAL);
    private final Rulebook rulebook = Rulebook.of(PolicyReader.builtIn("sweden"));
    private final WarmLedger ledger = new WarmLedger();
    private final Parts parts;
    private final DialRequest[] free = requests(SyntheticRegister.free(ASKED));
    private final DialRequest[] listed = requests(SyntheticRegister.listed(ASKED));
    private final DialRequest[] calledTwice = requests(calledTwiceToday());
    private int next;

    private static Facts.AgentState present(DialRequest request) {
        return new Facts.AgentState(request.agent(), true, false, 0);
    }

    /// @param witnessed the same gate, its decisions put on record as evidence; a benchmark decides
    ///   faster than a disk writes, so what comes on top of the queue is counted as lost
    private record Parts(
            Knowledge knowledge,
            FactsGatherer gatherer,
            Gate gate,
            EvidenceWriter evidence,
            Gate witnessed) {}

    public DecisionBenchmark() {
        try {
            Knowledge knowledge = SyntheticKnowledge.in(folder, clock);
            EvidenceWriter evidence =
                    EvidenceWriter.start(
                            EvidenceSettings.of(true, folder.resolve("evidence"), ASKED),
                            clock,
                            Meters.unseen(),
                            List.of());
            parts =
                    new Parts(
                            knowledge,
                            new FactsGatherer(PLAN, knowledge, DecisionBenchmark::present),
                            gate(knowledge, Witness.NONE),
                            evidence,
                            gate(knowledge, new GateWitness(evidence::offer)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Gate gate(Knowledge knowledge, Witness witness) {
        return new Gate(
                PLAN,
                knowledge,
                ledger,
                rulebook,
                clock,
                Sight.NONE,
                witness,
                new Meters(new SimpleMeterRegistry()));
    }

    @Setup
    public void remember() {
        Instant now = clock.instant();
        remember(free, now.minus(Duration.ofDays(9)), Duration.ofDays(3));
        remember(listed, now.minus(Duration.ofDays(9)), Duration.ofDays(3));
        remember(calledTwice, now.minus(Duration.ofMinutes(150)), Duration.ofHours(1));
    }

    @TearDown
    public void tearDown() {
        parts.evidence.close();
        Folders.delete(folder);
    }

    /// The sampling itself.
    @Benchmark
    public void nothing() {}

    /// Read the number, gather the facts, judge: an allowance.
    @Benchmark
    public Verdict judgeAllowed() {
        DialRequest request = next(free);
        PhoneNumber number = (PhoneNumber) PLAN.read(request.number());
        Facts.Moment moment = rulebook.policies().at(clock.instant());
        return rulebook.judge(
                parts.gatherer.gather(
                        request,
                        number,
                        parts.knowledge.campaigns().find(request.campaign()).orElseThrow(),
                        ledger.history(number),
                        moment));
    }

    /// The whole gate, append by a ledger that costs nothing, and the permit's return, so that the
    /// agent is free again.
    @Benchmark
    public Answer decideAllowed() {
        Answer answer = parts.gate.decide(next(free));
        parts.gate.outcomes().withdraw(((Answer.Allowed) answer).attempt());
        return answer;
    }

    /// The same, and put on record as evidence.
    @Benchmark
    public Answer decideAllowedWitnessed() {
        Answer answer = parts.witnessed.decide(next(free));
        parts.witnessed.outcomes().withdraw(((Answer.Allowed) answer).attempt());
        return answer;
    }

    /// A number in the register: denied, for ever.
    @Benchmark
    public Answer decideListed() {
        return parts.gate.decide(next(listed));
    }

    /// Called twice today: denied until tomorrow morning, which is found by judging again.
    @Benchmark
    public Answer decideDailyLimit() {
        return parts.gate.decide(next(calledTwice));
    }

    private static PhoneNumber[] calledTwiceToday() {
        PhoneNumber[] numbers = SyntheticRegister.free(2 * ASKED);
        return Arrays.copyOfRange(numbers, ASKED, 2 * ASKED);
    }

    private void remember(DialRequest[] requests, Instant first, Duration apart) {
        for (DialRequest request : requests) {
            List<Counted> counted = new ArrayList<>();
            for (int attempt = 0; attempt < 3; attempt++) {
                Instant start = first.plus(apart.multipliedBy(attempt));
                counted.add(
                        new Counted(
                                attempt == 1 ? new CampaignId("el-2025") : request.campaign(),
                                Optional.of(SyntheticKnowledge.OFFER),
                                start,
                                Optional.of(start.plusSeconds(60))));
            }
            PhoneNumber number = (PhoneNumber) PLAN.read(request.number());
            ledger.put(new History(number, 3, counted, Set.of()));
        }
    }

    private static DialRequest[] requests(PhoneNumber[] numbers) {
        DialRequest[] requests = new DialRequest[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            requests[i] =
                    new DialRequest(
                            DialFormat.NATIONAL.format(numbers[i], PLAN.numbering()),
                            SyntheticKnowledge.CAMPAIGN,
                            Optional.of(new AgentId("a" + i)),
                            Kind.MANUAL,
                            0,
                            Optional.empty(),
                            false,
                            Optional.empty(),
                            "",
                            "1795400000." + i);
        }
        return requests;
    }

    private DialRequest next(DialRequest[] asked) {
        return asked[next++ & (ASKED - 1)];
    }
}
