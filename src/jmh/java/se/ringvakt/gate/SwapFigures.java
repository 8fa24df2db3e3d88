package se.ringvakt.gate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import se.ringvakt.bench.Folders;
import se.ringvakt.bench.Table;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.DialFormat;
import se.ringvakt.call.Kind;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.metrics.Meters;
import se.ringvakt.register.SyntheticRegister;
import se.ringvakt.register.SyntheticVersions;
import se.ringvakt.rule.Rulebook;

/// What a swap of three million numbers does to those who are waiting for an answer: decisions at a
/// fixed rate, each timed from when it was due, while nothing happens, while another version is put
/// in force every second, and while whole files are imported in the same process.
public final class SwapFigures {
    private static final int ASKED = 1 << 16;
    private static final int ROUNDS = 3;
    private static final int SECONDS = 8;
    private static final int WARMUP_SECONDS = 5;
    private static final int RATE = 20_000;
    private static final long FOLLOW_MILLIS = 250;

    private final LiveKnowledge knowledge;
    private final Gate gate;
    private final SyntheticVersions versions;
    private final DialRequest[] requests = requests(SyntheticRegister.free(ASKED));

    private SwapFigures(Path folder) throws IOException {
        InstantSource clock = SyntheticKnowledge.clock();
        NumberPlan plan = TestPlans.sweden();
        knowledge = SyntheticKnowledge.in(folder, clock);
        versions = new SyntheticVersions(folder);
        gate =
                new Gate(
                        plan,
                        knowledge,
                        new WarmLedger(),
                        Rulebook.of(PolicyReader.builtIn("sweden")),
                        clock,
                        Sight.NONE,
                        new Meters(new SimpleMeterRegistry()));
    }

    /// What happens beside the decisions.
    private enum Beside {
        NOTHING("nothing", 0),
        SWAPS("another version each second", 1_000),
        IMPORTS("a file imported and swapped each 2 s", 2_000);

        private final String words;
        private final long everyMillis;

        Beside(String words, long everyMillis) {
            this.words = words;
            this.everyMillis = everyMillis;
        }
    }

    /// Prints a table.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Folders.temporary();
        try {
            SwapFigures figures = new SwapFigures(folder);
            figures.measure(Beside.NOTHING, WARMUP_SECONDS);
            Map<Beside, double[][]> all = new EnumMap<>(Beside.class);
            for (int round = 0; round < ROUNDS; round++) {
                for (Beside beside : Beside.values()) {
                    all.computeIfAbsent(beside, _ -> new double[ROUNDS][])[round] =
                            figures.measure(beside, SECONDS);
                }
            }
            Table table =
                    new Table(
                            "decision in the process, us, beside it:",
                            "p50",
                            "p99",
                            "p99.9",
                            "worst",
                            "swaps");
            all.forEach((beside, rounds) -> table.row(beside.words, medians(rounds)));
            table.print();
        } finally {
            Folders.delete(folder);
        }
    }

    private double[] measure(Beside beside, int seconds) throws InterruptedException {
        try (ScheduledExecutorService follower = Executors.newScheduledThreadPool(2)) {
            long before = versions.published();
            ScheduledFuture<?> _ =
                    follower.scheduleWithFixedDelay(
                            knowledge::follow, 0, FOLLOW_MILLIS, TimeUnit.MILLISECONDS);
            if (beside != Beside.NOTHING) {
                ScheduledFuture<?> _ =
                        follower.scheduleAtFixedRate(
                                beside == Beside.SWAPS ? versions::next : versions::importNext,
                                0,
                                beside.everyMillis,
                                TimeUnit.MILLISECONDS);
            }
            long[] nanos = load(seconds);
            follower.shutdownNow();
            Arrays.sort(nanos);
            return new double[] {
                micros(nanos, 50),
                micros(nanos, 99),
                micros(nanos, 99.9),
                micros(nanos, 100),
                versions.published() - before
            };
        }
    }

    /// Decides at the fixed rate; what is late makes the next ones late, as it would for switches.
    private long[] load(int seconds) {
        long[] nanos = new long[seconds * RATE];
        long apart = TimeUnit.SECONDS.toNanos(1) / RATE;
        long begin = System.nanoTime();
        for (int i = 0; i < nanos.length; i++) {
            long due = begin + i * apart;
            while (System.nanoTime() < due) {
                Thread.onSpinWait();
            }
            Answer answer = gate.decide(requests[i & (ASKED - 1)]);
            nanos[i] = System.nanoTime() - due;
            if (!(answer instanceof Answer.Allowed allowed)) {
                throw new IllegalStateException(answer + " (expected: allowed)");
            }
            gate.outcomes().withdraw(allowed.attempt());
        }
        return nanos;
    }

    private static double micros(long[] sorted, double percentile) {
        int index = (int) Math.ceil(sorted.length * percentile / 100) - 1;
        return sorted[index] / 1_000.0;
    }

    private static double[] medians(double[][] rounds) {
        double[] medians = new double[rounds[0].length];
        for (int i = 0; i < medians.length; i++) {
            int column = i;
            double[] sorted = Arrays.stream(rounds).mapToDouble(round -> round[column]).toArray();
            Arrays.sort(sorted);
            medians[i] = sorted[sorted.length / 2];
        }
        return medians;
    }

    private static DialRequest[] requests(PhoneNumber[] numbers) {
        return Arrays.stream(numbers)
                .map(number ->
                        new DialRequest(
                                DialFormat.NATIONAL.format(number, TestPlans.SWEDEN),
                                SyntheticKnowledge.CAMPAIGN,
                                Optional.of(new AgentId("a" + number.e164())),
                                Kind.MANUAL,
                                0,
                                Optional.empty(),
                                false,
                                Optional.empty(),
                                "",
                                "1795400000.1"))
                .toArray(DialRequest[]::new);
    }
}
