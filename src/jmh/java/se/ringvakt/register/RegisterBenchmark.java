package se.ringvakt.register;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.RegisterAnswer;

/// One look-up among three million numbers, against a `HashSet<Long>` of the same.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class RegisterBenchmark {
    private static final int ASKED = 1 << 16;

    private final Path folder = Folders.temporary();
    private Registers registers = new Registers(List.of(SyntheticRegister.NAME));
    private Set<Long> set = Set.of();
    private PhoneNumber[] listed = {};
    private PhoneNumber[] free = {};
    private int next;

    @Setup
    public void setUp() throws IOException {
        registers.publish(SyntheticRegister.in(folder).load(SyntheticRegister.NAME).orElseThrow());
        set = SyntheticRegister.set();
        listed = SyntheticRegister.listed(ASKED);
        free = SyntheticRegister.free(ASKED);
    }

    @TearDown
    public void tearDown() {
        Folders.delete(folder);
    }

    @Benchmark
    public List<RegisterAnswer> answerHit() {
        return registers.answers(next(listed));
    }

    @Benchmark
    public List<RegisterAnswer> answerMiss() {
        return registers.answers(next(free));
    }

    @Benchmark
    public boolean hashSetHit() {
        return set.contains(next(listed).e164());
    }

    @Benchmark
    public boolean hashSetMiss() {
        return set.contains(next(free).e164());
    }

    private PhoneNumber next(PhoneNumber[] asked) {
        return asked[next++ & (ASKED - 1)];
    }
}
