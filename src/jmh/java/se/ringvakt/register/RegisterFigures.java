package se.ringvakt.register;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import se.ringvakt.bench.Folders;
import se.ringvakt.bench.Table;

/// What three million numbers cost: bytes on the heap, time from text file to published version,
/// and to load that again.
public final class RegisterFigures {
    private static final int RUNS = 5;

    private RegisterFigures() {}

    /// Prints a table.
    public static void main(String[] arguments) throws IOException {
        Path folder = Folders.temporary();
        try {
            Table table = new Table("register of 3,000,000 numbers", "median", "worst");
            times(folder, table);
            RegisterStore store = SyntheticRegister.in(folder);
            memory(table, "ours", () -> store.load(SyntheticRegister.NAME).orElseThrow());
            memory(table, "HashSet<Long>", SyntheticRegister::set);
            table.print();
        } finally {
            Folders.delete(folder);
        }
    }

    private static void times(Path folder, Table table) throws IOException {
        Path file = folder.resolve("numbers.txt");
        SyntheticRegister.write(file);
        double[] imports = new double[RUNS];
        double[] loads = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            // A folder each: a version that is in force already is not written again.
            RegisterStore store = new RegisterStore(folder.resolve("run-" + run), 2);
            long start = System.nanoTime();
            SyntheticRegister.store(file, store);
            long imported = System.nanoTime();
            RegisterSnapshot _ = store.load(SyntheticRegister.NAME).orElseThrow();
            imports[run] = millis(imported - start);
            loads[run] = millis(System.nanoTime() - imported);
        }
        table.row("import of the text file, first run in the process, ms", imports[0], imports[0]);
        times(table, "import of the text file, ms", imports);
        times(table, "load of the stored version, ms", loads);
    }

    private static void times(Table table, String what, double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        table.row(what, sorted[RUNS / 2], sorted[RUNS - 1]);
    }

    private static double millis(long nanos) {
        return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    private static void memory(Table table, String what, Supplier<Object> make) {
        long before = heapInUse();
        Object made = make.get();
        try {
            double each = (heapInUse() - before) / (double) SyntheticRegister.COUNT;
            table.row("heap bytes a number, " + what, each, each);
        } finally {
            Reference.reachabilityFence(made);
        }
    }

    private static long heapInUse() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
