package se.ringvakt.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.gate.SyntheticKnowledge;
import se.ringvakt.ledger.postgres.PostgresServer;

/// The embedded ledger beside the shared one, in turns: what a durable decision takes at the pace
/// of 10,000 agents and at ten times that, each timed from when it was due and each followed by its
/// outcome; how many attempts with their outcomes one gate and two can record at most; how large
/// the database grows.
///
/// Gates and load share this process, the database is one of its own on the same machine, with
/// every guarantee (`fsync`, `synchronous_commit`), reached over loopback. One more kind does not
/// wait for the disk: what is left of the time then is round trips and processor.
public final class ClusterBenchmark {
    private static final int[] RATES = {52, 520};
    private static final int[] CALLERS = {1, 16, 64};
    private static final Duration PACED = Duration.ofSeconds(8);
    private static final Duration FULL = Duration.ofSeconds(3);
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final double BYTES_PER_MB = 1e6;
    private static final double MILLION = 1e6;

    private final Map<String, List<Dials.Result>> results = new LinkedHashMap<>();
    private final int rounds;

    private ClusterBenchmark(int rounds) {
        this.rounds = rounds;
    }

    /// Prints three tables.
    ///
    /// @param arguments how many rounds; none: 3
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]);
        Path folder = Folders.temporary();
        InstantSource clock = SyntheticKnowledge.clock();
        try (PostgresServer server = PostgresServer.durable()) {
            Knowledge knowledge = SyntheticKnowledge.in(folder, clock);
            List<Storage> kinds = new ArrayList<>();
            try {
                kinds.add(Storage.sqlite(folder, knowledge, clock));
                for (int gates = 1; gates <= 2; gates++) {
                    Path mark = folder.resolve("mark" + gates);
                    kinds.add(Storage.postgres(server, mark, gates, true, knowledge, clock));
                }
                Path mark = folder.resolve("mark");
                kinds.add(Storage.postgres(server, mark, 1, false, knowledge, clock));
                new ClusterBenchmark(rounds).measure(kinds);
            } finally {
                for (Storage kind : kinds) {
                    kind.close();
                }
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private void measure(List<Storage> kinds) throws Exception {
        for (Storage kind : kinds) {
            Dials.Result _ = new Dials(kind).full(CALLERS[1], WARM_UP);
        }
        for (int round = 0; round < rounds; round++) {
            for (Storage kind : kinds) {
                for (int rate : RATES) {
                    note(kind, rate + "/s", new Dials(kind).paced(rate, PACED));
                }
                for (int callers : CALLERS) {
                    note(kind, callers + " callers", new Dials(kind).full(callers, FULL));
                }
            }
        }
        for (int rate : RATES) {
            printPaced(kinds, rate);
        }
        printFull(kinds);
        printSizes(kinds);
    }

    private void note(Storage kind, String what, Dials.Result result) {
        System.err.printf(
                Locale.ROOT,
                "%-36s %-10s load %5.1f  %7.0f/s  p50 %6.0f us  p99 %7.0f us  %d denied%n",
                kind.name(),
                what,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                result.perSecond(),
                result.micros(50),
                result.micros(99),
                result.denied());
        of(kind, what).add(result);
    }

    private List<Dials.Result> of(Storage kind, String what) {
        return results.computeIfAbsent(kind.name() + what, _ -> new ArrayList<>());
    }

    private void printPaced(List<Storage> kinds, int rate) {
        Table table =
                new Table(
                        rate + " dials a second, medians of " + rounds + " rounds",
                        "p50 us",
                        "p99 us",
                        "p99.9 us",
                        "outcome p50 us",
                        "outcome p99 us",
                        "denied");
        for (Storage kind : kinds) {
            List<Dials.Result> all = of(kind, rate + "/s");
            table.row(
                    kind.name(),
                    median(all, result -> result.micros(50)),
                    median(all, result -> result.micros(99)),
                    median(all, result -> result.micros(99.9)),
                    median(all, result -> result.outcomeMicros(50)),
                    median(all, result -> result.outcomeMicros(99)),
                    all.stream().mapToInt(Dials.Result::denied).sum());
        }
        table.print();
    }

    private void printFull(List<Storage> kinds) throws Exception {
        Table table =
                new Table(
                        "as many as it can, with outcomes",
                        "1 caller, attempts/s",
                        "16",
                        "64",
                        "64, a gate",
                        "64, p50 us",
                        "64, p99 us",
                        "processor us an attempt, gates and load",
                        "database",
                        "round trip us",
                        "denied");
        for (Storage kind : kinds) {
            List<Dials.Result> most = of(kind, "64 callers");
            double total = median(most, Dials.Result::perSecond);
            table.row(
                    kind.name(),
                    median(of(kind, "1 callers"), Dials.Result::perSecond),
                    median(of(kind, "16 callers"), Dials.Result::perSecond),
                    total,
                    total / kind.gates().size(),
                    median(most, result -> result.micros(50)),
                    median(most, result -> result.micros(99)),
                    median(most, Dials.Result::processorMicros),
                    median(most, Dials.Result::databaseMicros),
                    kind.roundTripMicros(),
                    most.stream().mapToInt(Dials.Result::denied).sum());
        }
        table.print();
    }

    /// The log is of all databases of the server together.
    private static void printSizes(List<Storage> kinds) throws Exception {
        Table table = new Table("bytes an attempt, with its outcome", "attempts", "bytes");
        long shared = 0;
        double log = Double.NaN;
        for (Storage kind : kinds) {
            long attempts = kind.attempts();
            double perAttempt = 1.0 / attempts;
            Map<String, Long> sizes = kind.sizes();
            long all = sizes.values().stream().mapToLong(Long::longValue).sum();
            table.row(kind.name(), (double) attempts, all * perAttempt);
            for (Map.Entry<String, Long> part : sizes.entrySet()) {
                table.row("- " + part.getKey(), Double.NaN, part.getValue() * perAttempt);
            }
            table.row(
                    "a million attempts, MB",
                    Double.NaN,
                    all * perAttempt * MILLION / BYTES_PER_MB);
            if (!Double.isNaN(kind.logBytes())) {
                shared += attempts;
                log = kind.logBytes();
            }
        }
        table.row("PostgreSQL's write-ahead log", (double) shared, log / shared);
        table.print();
    }

    private static double median(
            List<Dials.Result> results, ToDoubleFunction<Dials.Result> figure) {
        double[] sorted = results.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
