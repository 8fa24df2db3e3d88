package se.ringvakt.register;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.roaringbitmap.RoaringBitmap;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.TestPlans;

/// Three million made-up numbers, spread like a national register's, in random order. None of them
/// begins with 079: those are for calls that are to be allowed.
public final class SyntheticRegister {
    public static final int COUNT = 3_000_000;
    public static final String NAME = "nix";

    private static final LocalDate UPDATED = LocalDate.of(2026, 11, 20);
    private static final long SEED = 1;
    private static final long CUSTOMERS_SEED = 2;
    private static final int DRAWN = 2 * COUNT;
    private static final long FREE_PREFIX = 79;

    /// Without a common factor with ten million, so that it reaches all of them.
    private static final long STRIDE = 7_654_321;

    private SyntheticRegister() {}

    /// The numbers without country code.
    static LongStream nationals() {
        NumberPlan plan = TestPlans.sweden();
        RoaringBitmap seen = new RoaringBitmap();
        return Samples.likeANationalRegister(DRAWN, SEED)
                .filter(national -> national / 10_000_000 != FREE_PREFIX)
                .filter(national -> plan.read("0" + national) instanceof PhoneNumber)
                .filter(national -> seen.checkedAdd((int) national))
                .limit(COUNT);
    }

    /// Different numbers that are certainly not in it.
    public static PhoneNumber[] free(int count) {
        return LongStream.range(0, count)
                .mapToObj(i -> new PhoneNumber(46_790_000_000L + i * STRIDE % 10_000_000))
                .toArray(PhoneNumber[]::new);
    }

    /// Numbers that are in it.
    public static PhoneNumber[] listed(int count) {
        return nationals()
                .limit(count)
                .mapToObj(national -> new PhoneNumber(Long.parseLong("46" + national)))
                .toArray(PhoneNumber[]::new);
    }

    /// All of them with country code, as a set of the library's.
    public static Set<Long> set() {
        Set<Long> set = new HashSet<>();
        nationals().forEach(national -> set.add(Long.parseLong("46" + national)));
        return set;
    }

    /// Numbers of people to be called, without country code and spread like the register's, with
    /// repetitions: about every eighth of them is in it.
    public static LongStream customers(int count) {
        NumberPlan plan = TestPlans.sweden();
        return Samples.likeANationalRegister(2 * count, CUSTOMERS_SEED)
                .filter(national -> plan.read("0" + national) instanceof PhoneNumber)
                .limit(count);
    }

    /// Writes them as a text file, one a line.
    public static void write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (long national : nationals().toArray()) {
                out.write(("0" + national + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /// Imports such a file, as the command does.
    static ImportReport store(Path file, RegisterStore store) {
        NumberPlan plan = TestPlans.sweden();
        ImportRequest request =
                new ImportRequest(
                        NAME,
                        file,
                        UPDATED,
                        Coverage.WHOLE_COUNTRY,
                        ImportFormat.LINES,
                        ImportLimits.DEFAULT);
        return new RegisterImport(store, plan::read, plan.country())
                .run(
                        request,
                        UPDATED.plusDays(1),
                        Instant.parse("2026-11-21T09:00:00Z"),
                        Progress.NONE);
    }

    /// A store below this folder with the numbers in force.
    public static RegisterStore in(Path folder) throws IOException {
        Path file = folder.resolve("numbers.txt");
        write(file);
        RegisterStore store = new RegisterStore(folder.resolve("registers"), 2);
        store(file, store);
        return store;
    }
}
