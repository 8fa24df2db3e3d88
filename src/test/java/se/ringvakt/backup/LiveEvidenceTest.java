package se.ringvakt.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.evidence.EvidenceErasing;
import se.ringvakt.evidence.EvidenceFolder;
import se.ringvakt.evidence.EvidenceSettings;
import se.ringvakt.evidence.EvidenceWriter;
import se.ringvakt.evidence.Finding;
import se.ringvakt.evidence.Head;
import se.ringvakt.evidence.Segment;
import se.ringvakt.evidence.Spoken;
import se.ringvakt.evidence.Verification;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.ledger.sqlite.SqliteSettings;
import se.ringvakt.metrics.Meters;

/// Backups of the record of decisions while a gate's own writer writes it: segments end, keys
/// change and values are erased while they are copied.
final class LiveEvidenceTest {
    private static final int BACKUPS = 32;
    private static final int SEGMENT = 200;
    private static final long PAUSE_NANOS = 4_000_000;

    /// Clearly synthetic numbers.
    private static final long BULK = 46_790_000_000L;

    @TempDir private Path folder;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong told = new AtomicLong();
    private Path state;
    private EvidenceWriter writer;
    private Thread load;

    @BeforeEach
    void begin() throws IOException {
        state = Files.createDirectory(folder.resolve("state"));
        Files.writeString(folder.resolve("ringvakt.yaml"), "state: state\n");
        SqliteDatabase.open(SqliteSettings.of(folder.resolve("ledger.db"))).close();
        writer = start(state);
        load = Thread.ofPlatform().start(this::tell);
    }

    @AfterEach
    void end() throws InterruptedException {
        over.set(true);
        load.join();
        writer.close();
    }

    private static EvidenceWriter start(Path state) {
        return EvidenceWriter.start(
                new EvidenceSettings(true, state.resolve("evidence"), 10_000, SEGMENT),
                InstantSource.system(),
                Meters.unseen(),
                List.of());
    }

    private void tell() {
        while (!over.get()) {
            long n = told.incrementAndGet();
            writer.offer(Spoken.permit(Instant.now(), BULK + n % 50, Long.toString(n)));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Test
    @Timeout(240)
    void everyBackupVerifiesHoldsWhatWasThereAndCanBeGoneOnFrom() throws Exception {
        EvidenceFolder live = EvidenceFolder.open(state.resolve("evidence"));
        EvidenceErasing erasing = new EvidenceErasing(live.path());
        List<String> wrong = new ArrayList<>();
        Set<Integer> segments = new TreeSet<>();
        for (int i = 0; i < BACKUPS; i++) {
            if (i % 8 == 3) {
                live.rotate();
            }
            if (i % 6 == 1) {
                erasing.eraseNumber(
                        Long.toString(BULK + i),
                        Optional.empty(),
                        EvidenceErasing.ALL_FIELDS,
                        "a consumer asked",
                        "test");
            }
            // Begins now here, now there within the writer's second.
            Thread.sleep(i * 37L % 250);
            long before = signed(live);
            Path archive = folder.resolve(i + ".zip");
            Backup.Made made = backup(archive);
            made.warnings().forEach(wrong::add);
            segments.add(live.segments().size());
            wrong.addAll(restored(archive, before, i));
        }
        assertThat(wrong).isEmpty();
        assertThat(live.verify().findings()).isEmpty();
        assertThat(live.verify().keys()).hasSizeGreaterThan(2);
        assertThat(segments).hasSizeGreaterThan(BACKUPS / 8);
    }

    private static long signed(EvidenceFolder live) {
        return live.segments().reversed().stream()
                .filter(each -> Files.exists(each.headFile()))
                .map(Segment::head)
                .findFirst()
                .map(Head::last)
                .orElse(0L);
    }

    private Backup.Made backup(Path archive) {
        return new Backup(
                        archive,
                        false,
                        state,
                        folder.resolve("ringvakt.yaml"),
                        List.of(),
                        "test",
                        Optional.of(to -> copy(folder.resolve("ledger.db"), to)))
                .make(Instant.now());
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is wrong with a backup once it is restored, and once a gate has gone on from it.
    private Collection<String> restored(Path archive, long before, int i) {
        Path there = folder.resolve("there-" + i);
        try (Restoration restoration =
                Restoration.unpack(archive, there, Restoration.Extent.STATE, false)) {
            EvidenceFolder.open(restoration.evidence())
                    .noteRestored(restoration.manifest().at(), Instant.now());
            var _ = restoration.place(Instant.now());
        }
        EvidenceFolder evidence = EvidenceFolder.open(there.resolve("evidence"));
        List<String> wrong = new ArrayList<>();
        Verification found = evidence.verify();
        add(i + " as copied: ", found, wrong);
        long last = found.head().map(Head::last).orElse(0L);
        if (last < before) {
            wrong.add(i + ": ends with " + last + ", " + before + " was signed before it began");
        }
        start(there).close();
        Verification again = evidence.verify();
        add(i + " gone on from: ", again, wrong);
        if (again.restored().size() != 1 || again.restored().getFirst().last() != last) {
            wrong.add(i + ": " + again.restored() + " (expected: restored after " + last + ")");
        }
        return wrong;
    }

    private static void add(String when, Verification found, List<String> wrong) {
        found.findings().stream().map(Finding::line).map(when::concat).forEach(wrong::add);
    }
}
