package se.ringvakt.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static se.ringvakt.evidence.Finding.Problem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerificationTest {
    @TempDir private Path folder;

    @Test
    void whatWasWrittenIsVerified() {
        Store store = new Store(folder).write(5);

        Verification found = store.verify();

        assertThat(found.findings()).isEmpty();
        assertThat(found.isVerified()).isTrue();
        assertThat(found.records()).isEqualTo(6);
        assertThat(found.segments()).isEqualTo(1);
        assertThat(found.first()).contains(Store.NOON);
        assertThat(found.last()).contains(Store.NOON.plusSeconds(4));
        assertThat(found.keys()).hasSize(1);
        assertThat(found.head().orElseThrow().last()).isEqualTo(6);
    }

    @Test
    void anEmptyFolderVerifiesNothing() {
        assertThat(new Store(folder).verify().findings())
                .singleElement()
                .satisfies(found -> assertThat(found.problem()).isEqualTo(Problem.EMPTY));
    }

    @Test
    void aChangedFactIsNamed() {
        Store store = new Store(folder).write(5);
        List<String> lines = store.lines(0);
        lines.set(2, lines.get(2).replace("ALLOW", "ALLOY"));
        store.replace(0, lines);

        assertThat(store.problems())
                .containsExactly("segment 000001-2026-11-23: record 3: not what was chained");
    }

    @Test
    void aChangedHashIsNamedAndItsNeighbourIsNot() {
        Store store = new Store(folder).write(5);
        List<String> lines = store.lines(0);
        lines.set(2, (lines.get(2).startsWith("0") ? "1" : "0") + lines.get(2).substring(1));
        store.replace(0, lines);

        assertThat(store.problems())
                .containsExactly("segment 000001-2026-11-23: record 3: not what was chained");
    }

    @Test
    void aRemovedRecordIsNamed() {
        Store store = new Store(folder).write(5);
        List<String> lines = store.lines(0);
        lines.remove(2);
        store.replace(0, lines);

        assertThat(store.problems())
                .containsExactly("segment 000001-2026-11-23: record 3: missing");
    }

    @Test
    void twoSwappedRecordsAreNamed() {
        Store store = new Store(folder).write(5);
        List<String> lines = store.lines(0);
        Collections.swap(lines, 2, 3);
        store.replace(0, lines);

        assertThat(store.problems())
                .containsExactly("segment 000001-2026-11-23: record 3: stands after later ones");
    }

    @Test
    void aCutTailIsNamed() {
        Store store = new Store(folder).write(5);
        store.replace(0, store.lines(0).subList(0, 4));

        assertThat(store.problems())
                .containsExactly("segment 000001-2026-11-23: records 5 to 6: missing at the end");
    }

    @Test
    void aRemovedSegmentIsNamed() throws IOException {
        Store store = new Store(folder).writeDays(3, 2);
        Segment middle = store.read().segments().get(1);
        Files.delete(middle.file());
        Files.delete(middle.headFile());
        Files.delete(middle.signatureFile());

        assertThat(store.problems())
                .containsExactly(
                        "segment 000003-2026-11-25: stands where number 2 should: segments are"
                                + " missing");
    }

    @Test
    void recordsAfterTheLastSignedHeadAreNamed() throws IOException {
        Store store = new Store(folder).write(3);
        byte[] head = Files.readAllBytes(store.read().segments().getFirst().headFile());
        byte[] signature = Files.readAllBytes(store.read().segments().getFirst().signatureFile());
        store.write(2);
        Files.write(store.read().segments().getFirst().headFile(), head);
        Files.write(store.read().segments().getFirst().signatureFile(), signature);

        assertThat(store.problems())
                .containsExactly(
                        "segment 000001-2026-11-23: records 5 to 7: after the last one signed");
    }

    @Test
    void whatIsUndisclosedWithoutAnErasureIsNamed() {
        Store store = new Store(folder).write(3);
        List<String> lines = store.lines(0);
        lines.set(1, EvidenceRecord.read(lines.get(1)).without(List.of("number")));
        store.replace(0, lines);

        assertThat(store.problems())
                .containsExactly(
                        "segment 000001-2026-11-23: record 2: number: missing, and no record says"
                                + " that it was erased");
    }

    @Test
    void theYearIsSegmentsOfDays() {
        Store store = new Store(folder).writeDays(4, 2);

        assertThat(store.verify().findings()).isEmpty();
        assertThat(store.verify().segments()).isEqualTo(4);
        assertThat(store.read().records(Store.NOON.plus(Duration.ofDays(1)), store.now))
                .extracting(EvidenceRecord::n)
                .containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
    }
}
