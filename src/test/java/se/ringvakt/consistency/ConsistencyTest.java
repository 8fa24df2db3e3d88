package se.ringvakt.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.ledger.postgres.PostgresServer;

/// Several gates over one PostgreSQL while wires, gates and the database fail; afterwards no limit
/// was exceeded and nothing acknowledged was lost.
///
/// The short form runs with the other tests that need processes. The long form goes on until so
/// many attempts are on record: [#main] with their number and, to repeat a run as far as threads
/// allow, a seed; or `-Dconsistency.attempts=1000000 -Dconsistency.seed=7` with the test.
/// `-Dconsistency.calm=10000` is the longest time between two faults, in milliseconds.
@Tag("process")
class ConsistencyTest {
    private static final int NUMBERS = 60;

    /// Over a change of clocks, and longer than a period's attempts last at two a day.
    private static final Duration SHORT = Duration.ofDays(12);

    /// Longer than the period, too.
    private static final Duration LONG = Duration.ofDays(36);

    private static final int CALM_MILLIS_MOST = Integer.getInteger("consistency.calm", 1_000);
    private static final long CLOCKS_DIFFER_MILLIS = Duration.ofMinutes(16).toMillis();

    @TempDir private Path folder = Path.of("");

    /// Runs the long form.
    ///
    /// @param arguments how many attempts; a seed
    public static void main(String[] arguments) throws Exception {
        long attempts = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        Path folder = Files.createTempDirectory("ringvakt-consistency");
        List<String> wrong = run(folder, LONG, attempts, seed);
        if (!wrong.isEmpty()) {
            throw new AssertionError(wrong.size() + " violations: " + wrong.getFirst());
        }
    }

    @Test
    @Timeout(36_000)
    void noLimitIsExceededAndNothingAcknowledgedIsLost() throws Exception {
        long attempts = Long.getLong("consistency.attempts", 1);
        long seed = Long.getLong("consistency.seed", System.nanoTime());
        assertThat(run(folder, attempts > 1 ? LONG : SHORT, attempts, seed)).isEmpty();
    }

    private static List<String> run(Path folder, Duration round, long attempts, long seed)
            throws Exception {
        List<String> wrong = new ArrayList<>();
        try (PostgresServer server = PostgresServer.sturdy();
                Cluster cluster =
                        new Cluster(
                                server,
                                server.ledger(folder.resolve("mark")),
                                UnaryOperator.identity(),
                                CALM_MILLIS_MOST,
                                seed)) {
            long done = 0;
            for (int count = 1; done < attempts && wrong.isEmpty(); count++) {
                long began = System.nanoTime();
                Cluster.Round seen = cluster.round(NUMBERS, round);
                long millis = (System.nanoTime() - began) / 1_000_000;
                done += seen.tables().attempts().size();
                wrong.addAll(Model.wrong(seen.tables()));
                wrong.addAll(Model.lost(seen.tables(), seen.memory()));
                wrong.addAll(seen.memory().agentsWithTwo(Model.LIFE - CLOCKS_DIFFER_MILLIS));
                tell(seed, count, done, millis, seen, wrong.size());
            }
        }
        return wrong;
    }

    private static void tell(
            long seed, int round, long done, long millis, Cluster.Round seen, int wrong) {
        Memory memory = seen.memory();
        List<Tables.Try> attempts = seen.tables().attempts();
        long unheard = attempts.stream().filter(it -> !memory.permits.containsKey(it.id())).count();
        long taken =
                attempts.stream()
                        .filter(it -> !memory.permits.containsKey(it.id()))
                        .filter(it -> it.end().isPresent())
                        .count();
        System.out.printf(
                "figure: seed %d, round %d, %d attempts in all; this one in %d ms: %d dials, "
                        + "%d unavailable, %d attempts (%d count), %d looked again, "
                        + "%d outcomes failed, %d on record unheard (%d of them taken back); "
                        + "%s; %d violations%n",
                seed,
                round,
                done,
                millis,
                memory.dials.sum(),
                memory.unavailable.sum(),
                attempts.size(),
                attempts.stream().filter(Tables.Try::counts).count(),
                seen.retries(),
                memory.failedOutcomes.sum(),
                unheard,
                taken,
                seen.trouble(),
                wrong);
    }
}
