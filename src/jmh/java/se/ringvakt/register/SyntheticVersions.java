package se.ringvakt.register;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.TestPlans;

/// Puts one version of three million numbers after another in force, in the store that
/// [SyntheticRegister#in] made.
public final class SyntheticVersions {
    private static final LocalDate TODAY = LocalDate.of(2027, 11, 1);
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final int THREADS = 1;

    private final Path file;
    private final RegisterStore store;
    private final AtomicLong published = new AtomicLong();
    private final List<String> ids;

    /// Stores three versions, so that none is the former of the one after it: a former one is in
    /// memory still and needs no reading.
    public SyntheticVersions(Path folder) {
        file = folder.resolve("numbers.txt");
        store = new RegisterStore(folder.resolve("registers"), 100);
        importNext();
        importNext();
        ids = store.versions(SyntheticRegister.NAME).stream().map(StoredVersion::id).toList();
    }

    /// How many so far.
    public long published() {
        return published.get();
    }

    /// Puts the next of the stored ones in force.
    public void next() {
        store.rollBack(
                SyntheticRegister.NAME, ids.get((int) (published.getAndIncrement() % ids.size())));
    }

    /// Imports the file once more, as a running gate does, as of the next day.
    public void importNext() {
        NumberPlan plan = TestPlans.sweden();
        LocalDate inForce = store.inForce(SyntheticRegister.NAME).orElseThrow().updated();
        new RegisterImport(store, plan::read, CountryCode.SWEDEN, THREADS)
                .run(
                        new ImportRequest(
                                SyntheticRegister.NAME,
                                file,
                                inForce.plusDays(1),
                                Coverage.WHOLE_COUNTRY,
                                ImportFormat.LINES,
                                ImportLimits.DEFAULT),
                        TODAY,
                        NOW,
                        Progress.NONE);
        published.incrementAndGet();
    }
}
