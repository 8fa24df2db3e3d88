package se.ringvakt.call;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import se.ringvakt.config.PolicyReader;

/// Reading what was dialled, in four spellings in turn.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class NumberPlanBenchmark {
    private static final String[] SPELLINGS = {
        "0701740605", "070-174 06 05", "+46 (0)70-174 06 05", "0046701740605"
    };

    private final NumberPlan plan =
            new NumberPlan(PolicyReader.builtIn("sweden").numbering(), NumberPlan.Settings.USUAL);
    private int next;

    @Benchmark
    public Dialled read() {
        return plan.read(SPELLINGS[next++ & (SPELLINGS.length - 1)]);
    }
}
