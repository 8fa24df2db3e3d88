package se.ringvakt.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AppenderTest {
    @TempDir private Path folder;

    @Test
    void theKeyIsMadeOnceAndNobodyElseMayReadIt() throws IOException {
        Store store = new Store(folder.resolve("evidence")).write(1);
        Path key = store.folder.resolve("evidence-key.pem");
        byte[] first = Files.readAllBytes(key);
        store.write(1);

        assertThat(Files.readAllBytes(key)).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.folder)))
                .isEqualTo("rwx------");
        assertThat(store.read().key().orElseThrow().id())
                .isEqualTo(store.verify().keys().getFirst());
    }

    @Test
    void personalValuesStandInTheDisclosuresOnly() {
        EvidenceRecord told = new Store(folder).write(1).records().getLast();

        assertThat(told.factsText()).doesNotContain("46790000001").doesNotContain("\"101\"");
        assertThat(told.value("number")).contains("46790000001");
        assertThat(told.facts().path("number").asText()).matches("sha256:[0-9a-f]{64}");
        assertThat(told.facts().path("uniqueId").isNull()).isTrue();
        assertThat(told.facts().path("campaign").asText()).isEqualTo("el-2026 å\t\"x\"");
    }

    @Test
    void theSameValueHasAnotherCommitmentEachTime() {
        List<EvidenceRecord> told = new Store(folder).write(2).records();

        assertThat(told.get(1).value("agent")).isEqualTo(told.get(2).value("agent"));
        assertThat(told.get(1).facts().path("agent"))
                .isNotEqualTo(told.get(2).facts().path("agent"));
    }

    @Test
    void aSegmentEndsAtMidnightInUtc() {
        Store store = new Store(folder);
        store.now = Instant.parse("2026-11-23T23:59:59.999Z");
        store.write(2, Duration.ofMillis(1));

        assertThat(store.read().segments())
                .extracting(each -> each.name().toString())
                .containsExactly("000001-2026-11-23", "000002-2026-11-24");
        assertThat(store.read().segments().getFirst().head().closed()).isTrue();
        assertThat(store.read().segments().getLast().head().closed()).isFalse();
        assertThat(store.verify().findings()).isEmpty();
    }

    @Test
    void aSegmentEndsWhenItIsFull() throws IOException {
        Store store = new Store(folder);
        try (Appender appender = Appender.open(folder, 2, () -> Store.NOON)) {
            for (int i = 0; i < 4; i++) {
                appender.append(store.next(), Duration.ZERO);
            }
            appender.flush();
        }

        assertThat(store.read().segments()).hasSize(3);
        assertThat(store.read().segments().getFirst().head().last()).isEqualTo(2);
        assertThat(store.verify().findings()).isEmpty();
    }

    @Test
    void theChainGoesOnAfterARestart() {
        Store store = new Store(folder).write(2).write(2);

        assertThat(store.records())
                .extracting(EvidenceRecord::n)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(store.records()).extracting(EvidenceRecord::kind).contains(Kind.START);
        assertThat(store.verify().findings()).isEmpty();
        assertThat(store.verify().segments()).isEqualTo(1);
    }

    @Test
    void aRestartOnAnotherDayEndsTheSegmentOfTheDayBefore() {
        Store store = new Store(folder).write(2);
        store.now = Store.NOON.plus(Duration.ofDays(3));
        store.write(1);

        assertThat(store.verify().findings()).isEmpty();
        assertThat(store.verify().segments()).isEqualTo(2);
    }

    @Test
    void aTornLineIsCutOffAndSaid() throws IOException {
        Store store = new Store(folder).write(2);
        Files.writeString(store.segment(0), "0123abc\t{\"n\":4", StandardOpenOption.APPEND);
        assertThat(store.problems())
                .containsExactly(
                        "segment 000001-2026-11-23: record 4: torn in the middle of its line");

        store.write(1);

        assertThat(store.verify().findings()).isEmpty();
        assertThat(start(store, 3).path("cutBytes").asLong()).isEqualTo(14);
    }

    @Test
    void wholeRecordsThatWereNotSignedYetAreKeptAndSaid() throws IOException {
        Store store = new Store(folder).write(2);
        Segment segment = store.read().segments().getFirst();
        byte[] head = Files.readAllBytes(segment.headFile());
        byte[] signature = Files.readAllBytes(segment.signatureFile());
        store.write(2);
        Files.write(segment.headFile(), head);
        Files.write(segment.signatureFile(), signature);

        store.write(1);

        assertThat(store.verify().findings()).isEmpty();
        assertThat(start(store, 6).path("unsigned").asLong()).isEqualTo(3);
        assertThat(start(store, 3).path("unsigned").asLong()).isZero();
    }

    @Test
    void aSegmentThatWasNeverSignedIsTakenOver() throws IOException {
        Store store = new Store(folder).writeDays(1, 2);
        store.writeDays(1, 1);
        Segment last = store.read().segments().getLast();
        assertThat(last.name().number()).isEqualTo(2);
        Files.delete(last.headFile());
        Files.delete(last.signatureFile());

        store.write(1);

        assertThat(store.verify().findings()).isEmpty();
        assertThat(start(store, 5).path("unsigned").asLong()).isEqualTo(2);
    }

    @Test
    void aSignatureLeftAsideIsPutInItsPlace() throws IOException {
        Store store = new Store(folder).write(2);
        Segment segment = store.read().segments().getFirst();
        byte[] older = Files.readAllBytes(segment.signatureFile());
        store.write(2);
        Path aside = segment.signatureFile().resolveSibling(segment.name() + ".head.sig.aside");
        Files.move(segment.signatureFile(), aside, StandardCopyOption.ATOMIC_MOVE);
        Files.write(segment.signatureFile(), older);
        assertThat(store.verify().isVerified()).isFalse();

        store.write(1);

        assertThat(store.verify().findings()).isEmpty();
    }

    /// Going on in it would sign what somebody has changed.
    @Test
    void aChangedSegmentIsLeftAndStaysFound() {
        Store store = new Store(folder).write(3);
        List<String> lines = store.lines(0);
        lines.set(2, lines.get(2).replace("ALLOW", "ALLOY"));
        store.replace(0, lines);

        store.write(2);

        assertThat(store.problems())
                .contains("segment 000001-2026-11-23: record 3: not what was chained")
                .allMatch(text -> text.startsWith("segment 000001-2026-11-23:"));
        assertThat(start(store, 4).path("damaged").asText())
                .isEqualTo("000001-2026-11-23: records are changed or missing");
        assertThat(store.records().getLast().n()).isEqualTo(7);
    }

    @Test
    void aChainMadeAnewIsNotSigned() {
        Store store = new Store(folder).write(3);
        List<String> lines = store.lines(0);
        String previous = EvidenceRecord.read(lines.get(1)).hash();
        for (int i = 2; i < lines.size(); i++) {
            EvidenceRecord each = EvidenceRecord.read(lines.get(i).replace("ALLOW", "ALLOY"));
            String hash = Hashes.chained(previous, each.factsText());
            lines.set(i, hash + each.line().substring(hash.length()));
            previous = hash;
        }
        store.replace(0, lines);
        assertThat(store.problems())
                .containsExactly(
                        "segment 000001-2026-11-23: the chain does not end in what was signed: it"
                                + " was made anew");

        store.write(1);

        assertThat(start(store, 4).path("damaged").asText()).endsWith("not what was signed");
        assertThat(store.verify().isVerified()).isFalse();
    }

    @Test
    void aKeyThatNobodyAnnouncedIsFound() throws IOException {
        Store store = new Store(folder).write(2);
        Files.delete(folder.resolve("evidence-key.pem"));

        store.write(2);

        assertThat(store.problems()).anyMatch(text -> text.contains("which no record announced"));
        assertThat(store.verify().findings())
                .extracting(Finding::problem)
                .contains(Finding.Problem.KEY);
    }

    @Test
    void theFormerKeyVouchesForTheNext() throws IOException {
        Store store = new Store(folder).write(2);
        String former = store.read().key().orElseThrow().id();
        String next = store.read().rotate().id();
        assertThat(store.read().rotate().id()).isEqualTo(next);
        try (Appender appender = store.open()) {
            assertThat(appender.rotate(Duration.ZERO)).isTrue();
            assertThat(appender.rotate(Duration.ZERO)).isFalse();
            appender.append(store.next(), Duration.ZERO);
            appender.flush();
        }

        assertThat(store.verify().findings()).isEmpty();
        assertThat(store.verify().keys()).containsExactly(former, next);
        assertThat(store.read().key().orElseThrow().id()).isEqualTo(next);
        assertThat(Files.exists(folder.resolve("evidence-key.next.pem"))).isFalse();
    }

    /// Killed between the record that announces the key and taking it up.
    @Test
    void anAnnouncedKeyIsTakenUpAtTheNextStart() throws IOException {
        Store store = new Store(folder).write(2);
        byte[] formerKey = Files.readAllBytes(folder.resolve("evidence-key.pem"));
        store.read().rotate();
        byte[] nextKey = Files.readAllBytes(folder.resolve("evidence-key.next.pem"));
        try (Appender appender = store.open()) {
            assertThat(appender.rotate(Duration.ZERO)).isTrue();
        }
        Files.write(folder.resolve("evidence-key.pem"), formerKey);
        Files.write(folder.resolve("evidence-key.next.pem"), nextKey);

        store.write(2);

        assertThat(store.verify().findings()).isEmpty();
        assertThat(store.verify().keys()).hasSize(2);
    }

    @Test
    void theFormerKeySignsNothingMore() throws IOException {
        Store store = new Store(folder).write(2);
        byte[] formerKey = Files.readAllBytes(folder.resolve("evidence-key.pem"));
        store.read().rotate();
        try (Appender appender = store.open()) {
            assertThat(appender.rotate(Duration.ZERO)).isTrue();
        }
        Files.write(folder.resolve("evidence-key.pem"), formerKey);

        store.write(2);

        assertThat(store.verify().findings())
                .extracting(Finding::problem)
                .containsExactly(Finding.Problem.KEY);
    }

    /// What the folder alone cannot show, a copy of a head can.
    @Test
    void aTailCutOffWithItsHeadsIsFoundByACopyOfAHeadOnly() throws IOException {
        Store store = new Store(folder).writeDays(3, 2);
        Segment last = store.read().segments().getLast();
        Head kept = last.head();
        String key = store.verify().keys().getFirst();
        assertThat(store.read().verify(Optional.of(kept), Optional.of(key)).isVerified()).isTrue();
        Files.delete(last.file());
        assertThat(store.verify().isVerified()).isFalse();
        Files.delete(last.headFile());
        Files.delete(last.signatureFile());

        assertThat(store.verify().isVerified()).isTrue();
        assertThat(store.read().verify(Optional.of(kept), Optional.empty()).findings())
                .singleElement()
                .satisfies(found ->
                        assertThat(found.line())
                                .isEqualTo(
                                        "segment 000003-2026-11-25: record 7: not there as the head"
                                                + " that was kept elsewhere says"));
        assertThat(
                        store.read()
                                .verify(Optional.empty(), Optional.of("0123456789abcdef"))
                                .findings())
                .extracting(Finding::problem)
                .containsExactly(Finding.Problem.KEY);
    }

    private static JsonNode start(Store store, int index) {
        EvidenceRecord record = store.records().get(index);
        assertThat(record.kind()).isEqualTo(Kind.START);
        return record.facts();
    }
}
