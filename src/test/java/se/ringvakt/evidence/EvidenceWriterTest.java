package se.ringvakt.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;

final class EvidenceWriterTest {
    private static final int QUEUE = 10;

    @TempDir private Path folder;
    private final Meters meters = Meters.unseen();
    private final AtomicReference<Instant> now = new AtomicReference<>(Store.NOON);

    private EvidenceWriter start(Path where) {
        return start(where, QUEUE);
    }

    private EvidenceWriter start(Path where, int queue) {
        return EvidenceWriter.start(
                EvidenceSettings.of(true, where, queue), now::get, () -> 0, meters, List.of());
    }

    @Test
    void whatIsHandedOverIsOnDiskAndSignedWithinASecondWhileItRuns() {
        Store store = new Store(folder);
        try (EvidenceWriter writer = start(folder)) {
            writer.offer(store.next());
            long begun = System.nanoTime();
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> store.read().segments().getFirst().head().last() == 2);
            // The machine that tests may be busy; by itself it is half a second at most.
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(3));
            assertThat(store.read().verify().findings()).isEmpty();
        }
        assertThat(meters.counted(Meter.EVIDENCE_WRITTEN)).isEqualTo(1);
    }

    @Test
    void closingPutsOnRecordWhatWaits() {
        Store store = new Store(folder);
        try (EvidenceWriter writer = start(folder, 5_000)) {
            for (int i = 0; i < 2_000; i++) {
                writer.offer(store.next());
            }
        }
        assertThat(store.records()).hasSize(2_001);
        assertThat(store.verify().findings()).isEmpty();
    }

    @Test
    void whileTheFolderCannotBeWrittenRecordsWaitAndTheRestIsCountedAndSaid() throws IOException {
        Path blocked = Files.writeString(folder.resolve("evidence"), "a file in its place");
        Store store = new Store(blocked);
        try (EvidenceWriter writer = start(blocked)) {
            assertThat(writer.fault().orElseThrow()).contains(blocked.toString());
            for (int i = 0; i < QUEUE + 5; i++) {
                store.now = Store.NOON.plusSeconds(i);
                writer.offer(store.next());
            }
            assertThat(meters.counted(Meter.EVIDENCE_LOST)).isEqualTo(5);
            Files.delete(blocked);
            Awaitility.await().until(() -> writer.fault().isEmpty());
        }

        assertThat(store.records())
                .extracting(EvidenceRecord::kind)
                .startsWith(Kind.START, Kind.GAP)
                .hasSize(2 + QUEUE);
        EvidenceRecord gap = store.records().get(1);
        assertThat(gap.facts().path("lost").asInt()).isEqualTo(5);
        assertThat(gap.facts().path("from").asText()).isEqualTo("2026-11-23T11:00:10.000Z");
        assertThat(gap.facts().path("to").asText()).isEqualTo("2026-11-23T11:00:14.000Z");
        assertThat(store.verify().findings()).isEmpty();
    }

    @Test
    void aClockThatIsSetBackIsSaidAndTheOrderStays() {
        Store store = new Store(folder);
        try (EvidenceWriter writer = start(folder)) {
            writer.offer(store.next());
            Awaitility.await().until(() -> meters.counted(Meter.EVIDENCE_WRITTEN) == 1);
            now.set(Store.NOON.minus(Duration.ofHours(1)));
            store.now = now.get();
            Awaitility.await()
                    .until(() ->
                            Files.readString(store.segment(0)).contains("\"clock\",\"stepped"));
            writer.offer(store.next());
        }

        assertThat(store.records())
                .extracting(EvidenceRecord::kind)
                .containsExactly(Kind.START, Kind.DECISION, Kind.CLOCK, Kind.DECISION);
        assertThat(store.records().get(2).facts().path("steppedMillis").asLong())
                .isEqualTo(-3_600_000);
        assertThat(store.records().getLast().facts().at("/clock/steppedMillis").asLong())
                .isEqualTo(-3_600_000);
        assertThat(store.verify().findings()).isEmpty();
        assertThat(store.verify().first()).contains(now.get());
    }

    @Test
    void aTestimonyThatThrowsHoldsUpNothingAndIsCounted() {
        Store store = new Store(folder);
        try (EvidenceWriter writer = start(folder)) {
            writer.offer(new Broken(Store.NOON));
            writer.offer(store.next());
            Awaitility.await().until(() -> meters.counted(Meter.EVIDENCE_WRITTEN) == 1);
        }

        assertThat(store.records())
                .extracting(EvidenceRecord::kind)
                .containsExactly(Kind.START, Kind.DECISION, Kind.GAP);
        assertThat(store.verify().findings()).isEmpty();
    }

    private record Broken(Instant at) implements Testimony {
        @Override
        public Kind kind() {
            return Kind.DECISION;
        }

        @Override
        public void tell(FactsWriter facts) {
            throw new IllegalStateException("nothing to tell");
        }
    }

    @Test
    void anotherKeyIsTakenUpWhileItRuns() {
        Store store = new Store(folder);
        try (EvidenceWriter writer = start(folder)) {
            String next = store.read().rotate().id();
            Awaitility.await()
                    .until(() ->
                            store.read().key().map(VerifyingKey::id).equals(Optional.of(next)));
            writer.offer(store.next());
        }
        assertThat(store.verify().findings()).isEmpty();
        assertThat(store.verify().keys()).hasSize(2);
    }

    @Test
    void whatIsErasedIsGoneFromEveryFileAndTheChainVerifies() throws IOException {
        Store store = new Store(folder).writeDays(3, 2);
        now.set(store.now);
        EvidenceErasing erasing = new EvidenceErasing(folder);
        try (EvidenceWriter _ = start(folder)) {
            erasing.eraseBefore(
                    Store.NOON.plus(Duration.ofDays(2)),
                    EvidenceErasing.ALL_FIELDS,
                    "retention: P2D",
                    "serve");
            Awaitility.await().until(() -> erasing.waiting() == 0);
        }

        assertThat(store.records())
                .filteredOn(each -> each.kind() == Kind.DECISION)
                .extracting(each -> each.value("number").isPresent())
                .containsExactly(false, false, false, false, true, true);
        EvidenceRecord erasure =
                store.records().stream()
                        .filter(each -> each.kind() == Kind.ERASURE)
                        .findFirst()
                        .orElseThrow();
        assertThat(erasure.facts().path("records").toString()).isEqualTo("[[2,5]]");
        assertThat(erasure.facts().path("why").asText()).isEqualTo("retention: P2D");
        assertThat(Files.readString(store.segment(0))).doesNotContain("46790000001");
        assertThat(store.verify().findings()).isEmpty();
    }

    /// Retention asks for what is before its border; what is at it is kept.
    @Test
    void whatIsExactlyAtTheBorderIsKeptAndAMillisecondOlderIsNot() {
        Store store = new Store(folder).write(2, Duration.ofMillis(1));
        now.set(store.now);
        EvidenceErasing erasing = new EvidenceErasing(folder);
        try (EvidenceWriter _ = start(folder)) {
            erasing.eraseBefore(
                    Store.NOON.plusMillis(1), EvidenceErasing.ALL_FIELDS, "retention", "serve");
            Awaitility.await().until(() -> erasing.waiting() == 0);
        }

        assertThat(store.records())
                .filteredOn(each -> each.kind() == Kind.DECISION)
                .extracting(each -> each.value("number").isPresent())
                .containsExactly(false, true);
        assertThat(store.verify().findings()).isEmpty();
    }

    @Test
    void aNumberIsErasedAlsoInTheSegmentThatIsOpen() {
        Store store = new Store(folder);
        EvidenceErasing erasing = new EvidenceErasing(folder);
        try (EvidenceWriter writer = start(folder)) {
            Told first = store.next();
            writer.offer(first);
            writer.offer(store.next());
            writer.offer(new Told(Store.NOON, first.number(), "7"));
            Awaitility.await().until(() -> store.records().size() == 4);
            erasing.eraseNumber(
                    Long.toString(first.number()),
                    Optional.empty(),
                    Set.of("number"),
                    "objection",
                    "kim");
            Awaitility.await().until(() -> erasing.waiting() == 0);
        }

        assertThat(store.records())
                .filteredOn(each -> each.kind() == Kind.DECISION)
                .extracting(each -> each.value("number"), each -> each.value("agent"))
                .containsExactly(
                        tuple(Optional.empty(), Optional.of("101")),
                        tuple(Optional.of("46790000002"), Optional.of("101")),
                        tuple(Optional.empty(), Optional.of("101")));
        assertThat(store.verify().findings()).isEmpty();
        assertThat(store.verify().segments()).isEqualTo(2);
    }
}
