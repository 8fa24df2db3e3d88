package se.ringvakt.gate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
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
import se.ringvakt.call.Kind;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.ledger.sqlite.SqliteLedger;
import se.ringvakt.ledger.sqlite.SqliteSettings;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Rulebook;

/// One allowance that is committed to the embedded ledger before it is answered: a number never
/// called each time, whose history has to be looked for in the file.
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class DurableDecisionBenchmark {
    private static final int ALL_NUMBERS = 10_000_000;

    private final Path folder = Folders.temporary();
    private final InstantSource clock = SyntheticKnowledge.clock();
    private final SqliteDatabase database =
            SqliteDatabase.open(SqliteSettings.of(folder.resolve("ledger.db")));
    private final SqliteLedger ledger = SqliteLedger.start(database, clock);
    private Optional<Gate> gate = Optional.empty();
    private int next;

    @Setup
    public void setUp() throws IOException {
        gate =
                Optional.of(
                        new Gate(
                                new NumberPlan(
                                        PolicyReader.builtIn("sweden").numbering(),
                                        NumberPlan.Settings.USUAL),
                                SyntheticKnowledge.in(folder, clock),
                                ledger,
                                Rulebook.of(PolicyReader.builtIn("sweden")),
                                clock,
                                Sight.NONE,
                                new Meters(new SimpleMeterRegistry())));
    }

    @TearDown
    public void tearDown() {
        ledger.close();
        database.close();
        Folders.delete(folder);
    }

    /// A caller alone, so that no two share a commit.
    @Benchmark
    public Answer.Allowed decideAllowed() {
        next++;
        Answer answer = gate.orElseThrow().decide(request());
        return (Answer.Allowed) answer;
    }

    private DialRequest request() {
        return new DialRequest(
                "0" + (790_000_000 + next % ALL_NUMBERS),
                SyntheticKnowledge.CAMPAIGN,
                Optional.of(new AgentId("a" + next)),
                Kind.MANUAL,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                "1795400000." + next);
    }
}
