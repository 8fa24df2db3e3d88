package se.ringvakt.register;

import static org.assertj.core.api.Assertions.assertThat;
import static se.ringvakt.register.Samples.NOW;
import static se.ringvakt.register.Samples.TODAY;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.RegisterAnswer;

/// Three million numbers: prints what the import, the restart and a number cost. The borders
/// asserted are wide, since other work shares the machine.
final class RegisterScaleTest {
    private static final int COUNT = 3_000_000;

    @TempDir private Path folder;

    @Test
    void importsThreeMillionNumbersAndLoadsThemAgain() throws IOException {
        Path file = folder.resolve("nix.txt");
        write(file, Samples.likeANationalRegister(COUNT, 1));
        RegisterStore store = new RegisterStore(folder.resolve("registers"), 10);
        RegisterImport importer = new RegisterImport(store, TestPlan::read, CountryCode.SWEDEN);

        for (int run = 0; run < 3; run++) {
            long start = System.nanoTime();
            ImportReport report =
                    importer.run(
                            Samples.request(file, TODAY.minusDays(3 - run)),
                            TODAY,
                            NOW,
                            Progress.NONE);
            long imported = System.nanoTime();
            RegisterSnapshot snapshot = store.load("nix").orElseThrow();
            long loaded = System.nanoTime();

            System.out.printf(
                    "figure: import of %d lines, run %d: %d ms; load of %d numbers: %d ms%n",
                    report.lines(),
                    run + 1,
                    Duration.ofNanos(imported - start).toMillis(),
                    snapshot.version().count(),
                    Duration.ofNanos(loaded - imported).toMillis());
            assertThat(report.lines()).isEqualTo(COUNT);
            assertThat(report.unparsable()).isZero();
            assertThat(Duration.ofNanos(imported - start)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"like a national register", "uniform over 9 digits", "over 32 bits"})
    void holdsANumberInFewBytes(String distribution) {
        SplittableRandom random = new SplittableRandom(2);
        LongStream numbers =
                switch (distribution) {
                    case "uniform over 9 digits" ->
                            random.longs(COUNT, 100_000_000L, 1_000_000_000L);
                    case "over 32 bits" -> random.longs(COUNT, 0, 1L << Integer.SIZE);
                    default -> Samples.likeANationalRegister(COUNT, 2);
                };
        NumberCollector collector = new NumberCollector();
        numbers.forEach(collector::add);

        long before = heapInUse();
        NumberSet set = collector.build();
        long after = heapInUse();
        long files = set.size();

        assertThat(set.count()).isGreaterThan(COUNT / 2);
        assertThat(collector.added()).isEqualTo(COUNT);
        System.out.printf(
                "figure: %s: %d numbers, %.2f bytes each on heap, %.2f on disk%n",
                distribution,
                set.count(),
                (double) (after - before) / set.count(),
                (double) files / set.count());
    }

    @Test
    void answersWithoutAllocating() {
        NumberCollector collector = new NumberCollector();
        Samples.likeANationalRegister(COUNT, 3).forEach(collector::add);
        RegisterSnapshot snapshot = RegisterStoreTest.snapshot(collector.build(), TODAY);
        Registers registers = new Registers(List.of("nix"));
        registers.publish(snapshot);
        PhoneNumber[] asked =
                Samples.likeANationalRegister(1 << 16, 4)
                        .mapToObj(RegisterScaleTest::number)
                        .toArray(PhoneNumber[]::new);

        // The least of many rounds: on a busy machine the compiler comes late.
        long listed = 0;
        long bytes = Long.MAX_VALUE;
        long nanos = Long.MAX_VALUE;
        for (int round = 0; round < 100 && bytes >= asked.length; round++) {
            long allocatedBefore = allocated();
            long start = System.nanoTime();
            listed += ask(registers, asked);
            nanos = Math.min(nanos, System.nanoTime() - start);
            bytes = Math.min(bytes, allocated() - allocatedBefore);
        }

        assertThat(listed).isPositive();
        assertThat(bytes).isLessThan(asked.length);
        System.out.printf(
                "figure: answer in %.0f ns, %d bytes allocated in %d answers%n",
                (double) nanos / asked.length, bytes, asked.length);
    }

    private static long ask(Registers registers, PhoneNumber[] asked) {
        long listed = 0;
        for (PhoneNumber number : asked) {
            for (RegisterAnswer answer : registers.answers(number)) {
                listed += answer.listed() ? 1 : 0;
            }
        }
        return listed;
    }

    private static PhoneNumber number(long national) {
        long sweden = 46;
        for (long rest = national; rest > 0; rest /= 10) {
            sweden *= 10;
        }
        return new PhoneNumber(sweden + national);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private static long heapInUse() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void write(Path file, LongStream numbers) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (PrimitiveIterator.OfLong each = numbers.iterator(); each.hasNext(); ) {
                out.write(("0" + each.nextLong() + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }
}
