package se.ringvakt.bench;

import java.util.Collection;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/// Runs the JMH benchmarks with durations that give a table in two minutes.
public final class InProcess {
    private static final int WARMUPS = 4;
    private static final int MEASUREMENTS = 5;

    private InProcess() {}

    /// Prints a table.
    ///
    /// @param arguments a pattern of names; none: all
    public static void main(String[] arguments) throws RunnerException {
        Collection<RunResult> results =
                new Runner(
                                new OptionsBuilder()
                                        .include(
                                                arguments.length > 0
                                                        ? arguments[0]
                                                        : "se\\.ringvakt")
                                        .forks(1)
                                        .warmupIterations(WARMUPS)
                                        .warmupTime(TimeValue.seconds(1))
                                        .measurementIterations(MEASUREMENTS)
                                        .measurementTime(TimeValue.seconds(1))
                                        .jvmArgsAppend("-Xms1g", "-Xmx1g")
                                        .addProfiler(GCProfiler.class)
                                        .verbosity(VerboseMode.NORMAL)
                                        .build())
                        .run();
        Table table =
                new Table("ns an operation", "mean", "p50", "p99", "p99.9", "bytes allocated");
        for (RunResult result : results) {
            row(result, table);
        }
        table.print();
    }

    private static void row(RunResult result, Table table) {
        var time = result.getPrimaryResult();
        Statistics statistics = time.getStatistics();
        boolean sampled = result.getParams().getMode() == Mode.SampleTime;
        table.row(
                name(result.getParams().getBenchmark()),
                time.getScore(),
                sampled ? statistics.getPercentile(50) : Double.NaN,
                sampled ? statistics.getPercentile(99) : Double.NaN,
                sampled ? statistics.getPercentile(99.9) : Double.NaN,
                allocated(result));
    }

    private static double allocated(RunResult result) {
        for (String key : result.getSecondaryResults().keySet()) {
            if (key.endsWith("gc.alloc.rate.norm")) {
                return result.getSecondaryResults().get(key).getScore();
            }
        }
        return Double.NaN;
    }

    /// Class and method, without the package.
    private static String name(String benchmark) {
        int method = benchmark.lastIndexOf('.');
        return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    }
}
