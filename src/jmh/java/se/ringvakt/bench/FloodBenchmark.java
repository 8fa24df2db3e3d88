package se.ringvakt.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import se.ringvakt.process.Installation;

/// What dials cost while the window is flooded: the command `serve` in a process of its own, dials
/// over FastAGI at a fixed rate, each timed from when it was due, and a third process that does to
/// the window what nobody should.
///
/// Each flood is also sent to a server that refuses everything at once, in a process of its own:
/// what that costs the dials is the machine's share, which no gate could save.
public final class FloodBenchmark {
    private static final int RATE = 200;
    private static final int CONCURRENT_MAX = 256;
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration ROUND = Duration.ofSeconds(8);

    private final Map<Flood.Kind, List<Load.Result>> gate = none();
    private final Map<Flood.Kind, List<Load.Result>> elsewhere = none();
    private final int rounds;

    private FloodBenchmark(int rounds) {
        this.rounds = rounds;
    }

    /// Prints a table.
    ///
    /// @param arguments how many rounds; none: 5
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        Path folder = Folders.temporary();
        try (Installation installation = Installation.prepare(folder)) {
            new FloodBenchmark(rounds).run(installation);
        } finally {
            Folders.delete(folder);
        }
    }

    private void run(Installation installation) throws IOException, InterruptedException {
        String token = token(installation);
        Installation.Serving serving = installation.serve();
        URI window = Installation.dashboard(serving);
        try (ServerProcess refusing = new ServerProcess("refuses", RefusingServer.class);
                Load load = new Load(serving.address().getPort())) {
            say("warm-up", load.paced(RATE, CONCURRENT_MAX, WARM_UP));
            for (int round = 0; round < rounds; round++) {
                for (Flood.Kind kind : Flood.Kind.values()) {
                    measure(load, kind, window.getPort(), token, gate);
                    measure(load, kind, refusing.port(), token, elsewhere);
                }
            }
        }
        print();
    }

    private static Map<Flood.Kind, List<Load.Result>> none() {
        return new EnumMap<>(Flood.Kind.class);
    }

    private static List<Load.Result> of(
            Flood.Kind kind, Map<Flood.Kind, List<Load.Result>> results) {
        return results.computeIfAbsent(kind, _ -> new ArrayList<>());
    }

    private static String token(Installation installation)
            throws IOException, InterruptedException {
        String said =
                installation.run(
                        "token",
                        "create",
                        "flood",
                        "--right",
                        "see,wash,explain",
                        "--expires",
                        "P1D");
        return said.lines()
                .flatMap(line -> Arrays.stream(line.split("\\s+")))
                .filter(word -> word.startsWith("rvk_"))
                .findFirst()
                .orElseThrow(() -> new IOException("token create: " + said));
    }

    private static void measure(
            Load load,
            Flood.Kind kind,
            int port,
            String token,
            Map<Flood.Kind, List<Load.Result>> into)
            throws IOException {
        Load.Result result;
        try (ServerProcess _ =
                new ServerProcess(
                        kind.name(), Flood.class, kind.name(), Integer.toString(port), token)) {
            result = load.paced(RATE, CONCURRENT_MAX, ROUND);
        }
        say(kind + " " + port, result);
        of(kind, into).add(result);
    }

    private void print() {
        Table table =
                new Table(
                        RATE + " dials a second, medians of " + rounds + " rounds; beside them:",
                        "p50 us",
                        "p99 us",
                        "p99, flood elsewhere",
                        "allowed",
                        "unanswered");
        for (Flood.Kind kind : Flood.Kind.values()) {
            List<Load.Result> results = of(kind, gate);
            table.row(
                    kind.what(),
                    median(results, result -> result.micros(50)),
                    median(results, result -> result.micros(99)),
                    median(of(kind, elsewhere), result -> result.micros(99)),
                    results.stream().mapToInt(Load.Result::allowed).sum(),
                    results.stream().mapToInt(Load.Result::unanswered).sum());
        }
        table.print();
    }

    private static double median(List<Load.Result> results, ToDoubleFunction<Load.Result> figure) {
        double[] sorted = results.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static void say(String what, Load.Result result) {
        System.err.printf(
                Locale.ROOT,
                "%-28s p50 %7.0f us  p99 %8.0f us  %d answered, %d allowed, %d unanswered%n",
                what,
                result.micros(50),
                result.micros(99),
                result.answered(),
                result.allowed(),
                result.unanswered());
    }
}
