package se.ringvakt.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// FastAGI sessions over loopback: our gate, Asterisk-Java's server and one that answers a constant
/// in the same run, each in its own process, in interleaved rounds. What counts is the ratios.
public final class WireBenchmark {
    private static final List<Integer> CONCURRENT = List.of(16, 1);
    private static final int WARM_UP_SESSIONS = 60_000;
    private static final int WARM_UP_ROUNDS_MAX = 15;
    private static final Duration ROUND = Duration.ofMillis(1_500);
    private static final Duration HALF_LOAD = Duration.ofSeconds(5);
    private static final int HALF_LOAD_CONCURRENT_MAX = 64;
    private static final int HANGING = 3_000;

    private final List<Peer> peers = new ArrayList<>();
    private final int rounds;

    private WireBenchmark(int rounds) {
        this.rounds = rounds;
    }

    /// A server and the load that speaks to it.
    private record Peer(ServerProcess server, Load load, Map<Integer, List<Round>> results) {
        String name() {
            return server.name();
        }

        double median(int concurrent, ToDoubleFunction<Round> figure) {
            return WireBenchmark.median(rounds(concurrent).stream().mapToDouble(figure).toArray());
        }

        List<Round> rounds(int concurrent) {
            return results.computeIfAbsent(concurrent, key -> new ArrayList<>());
        }
    }

    /// One server's round.
    ///
    /// @param processorMicros of the server's process, for each session
    private record Round(
            double perSecond, double p50, double p99, double p999, double processorMicros) {}

    /// Prints the tables.
    ///
    /// @param arguments how many rounds; none: 7
    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        WireBenchmark benchmark = new WireBenchmark(rounds);
        try {
            benchmark.start();
            benchmark.run();
        } finally {
            benchmark.stop();
        }
    }

    private void start() throws IOException {
        add("Ringvakt", RingvaktServer.class);
        add("Asterisk-Java", PeerServer.class);
        add("constant answer", FloorServer.class);
    }

    private void add(String name, Class<?> main) throws IOException {
        ServerProcess server = new ServerProcess(name, main);
        peers.add(new Peer(server, new Load(server.port()), new TreeMap<>()));
    }

    private void run() {
        peers.forEach(WireBenchmark::warmUp);
        for (int round = 0; round < rounds; round++) {
            for (int concurrent : CONCURRENT) {
                peers.forEach(peer -> measure(peer, concurrent));
            }
        }
        CONCURRENT.forEach(this::print);
        halfLoad();
        hanging();
    }

    /// By sessions, not by time: what counts is that the compiler has seen them.
    private static void warmUp(Peer peer) {
        int sessions = 0;
        for (int i = 0; i < WARM_UP_ROUNDS_MAX && sessions < WARM_UP_SESSIONS; i++) {
            Load.Result result = peer.load.closed(CONCURRENT.getFirst(), ROUND);
            sessions += result.answered();
            say(peer, "warm-up", result);
        }
    }

    private static void measure(Peer peer, int concurrent) {
        Duration before = peer.server.processorTime();
        Load.Result result = peer.load.closed(concurrent, ROUND);
        double micros = peer.server.processorTime().minus(before).toNanos() / 1_000.0;
        peer.rounds(concurrent)
                .add(
                        new Round(
                                result.perSecond(),
                                result.micros(50),
                                result.micros(99),
                                result.micros(99.9),
                                micros / result.answered()));
        say(peer, concurrent + " at a time", result);
    }

    private void print(int concurrent) {
        Table table =
                new Table(
                        concurrent + " at a time, medians of " + rounds + " rounds",
                        "sessions/s",
                        "p50 us",
                        "p99 us",
                        "p99.9 us",
                        "server CPU us");
        for (Peer peer : peers) {
            table.row(
                    peer.name(),
                    peer.median(concurrent, Round::perSecond),
                    peer.median(concurrent, Round::p50),
                    peer.median(concurrent, Round::p99),
                    peer.median(concurrent, Round::p999),
                    peer.median(concurrent, Round::processorMicros));
        }
        for (Peer peer : peers.subList(1, peers.size())) {
            table.row(
                    "Ringvakt / " + peer.name(),
                    ratio(peer, concurrent, Round::perSecond),
                    ratio(peer, concurrent, Round::p50),
                    ratio(peer, concurrent, Round::p99),
                    ratio(peer, concurrent, Round::p999),
                    ratio(peer, concurrent, Round::processorMicros));
        }
        table.print();
    }

    /// The median of the rounds' ratios: what disturbed a round disturbed all servers in it.
    private double ratio(Peer other, int concurrent, ToDoubleFunction<Round> figure) {
        List<Round> ours = peers.getFirst().rounds(concurrent);
        List<Round> theirs = other.rounds(concurrent);
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            ratios[round] =
                    figure.applyAsDouble(ours.get(round)) / figure.applyAsDouble(theirs.get(round));
        }
        return median(ratios);
    }

    private void halfLoad() {
        Table table =
                new Table(
                        "at half of its own most",
                        "sessions/s",
                        "p50 us",
                        "p99 us",
                        "p99.9 us",
                        "unanswered");
        for (Peer peer : peers) {
            double half = peer.median(CONCURRENT.getFirst(), Round::perSecond) / 2;
            Load.Result result = peer.load.paced(half, HALF_LOAD_CONCURRENT_MAX, HALF_LOAD);
            say(peer, "half load", result);
            table.row(
                    peer.name(),
                    result.perSecond(),
                    result.micros(50),
                    result.micros(99),
                    result.micros(99.9),
                    result.unanswered());
        }
        table.print();
    }

    private void hanging() {
        Table table =
                new Table(
                        "while " + HANGING + " connections hang in half a header",
                        "sessions/s",
                        "p50 us",
                        "p99.9 us",
                        "answered",
                        "unanswered");
        for (Peer peer : peers) {
            int[] hanging = peer.load.hang(HANGING);
            Load.Result result = peer.load.closed(CONCURRENT.getFirst(), ROUND);
            Arrays.stream(hanging).forEach(Sockets::close);
            say(peer, "hanging", result);
            table.row(
                    peer.name(),
                    result.perSecond(),
                    result.micros(50),
                    result.micros(99.9),
                    result.answered(),
                    result.unanswered());
        }
        table.print();
    }

    private static void say(Peer peer, String what, Load.Result result) {
        System.err.printf(
                Locale.ROOT,
                "%-16s %-12s %8.0f/s  p50 %6.0f us  p99.9 %7.0f us  %d answered, %d allowed, %d"
                        + " unanswered%n",
                peer.name(),
                what,
                result.perSecond(),
                result.micros(50),
                result.micros(99.9),
                result.answered(),
                result.allowed(),
                result.unanswered());
    }

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void stop() throws IOException {
        for (Peer peer : peers) {
            peer.load.close();
            peer.server.close();
        }
    }
}
