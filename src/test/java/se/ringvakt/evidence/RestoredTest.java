package se.ringvakt.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A chain that goes on from a backup gives numbers a second time, and says so.
final class RestoredTest {
    private static final Instant BACKUP = Store.NOON.plusSeconds(30);
    private static final Instant RESTORED = Store.NOON.plusSeconds(90);

    @TempDir private Path folder;

    private Store here() {
        return new Store(folder.resolve("here")).write(3);
    }

    /// A copy of what is there, which a gate then writes to.
    private Store copy(Store of, String name) throws IOException {
        Store there = new Store(folder.resolve(name));
        try (Stream<Path> all = Files.walk(of.folder)) {
            for (Path each : all.toList()) {
                Files.copy(each, there.folder.resolve(of.folder.relativize(each).toString()));
            }
        }
        there.now = RESTORED.plusSeconds(1);
        return there;
    }

    private static Head head(Store store) {
        return store.read().segments().getLast().head();
    }

    private static List<Restored> told(Store store) {
        return store.verify().restored();
    }

    @Test
    void theChainSaysThatItGoesOnFromABackupBeforeAnyDecision() throws IOException {
        Store there = copy(here(), "there");
        there.read().noteRestored(BACKUP, RESTORED);
        assertThat(told(there)).isEmpty();

        there.write(2);

        assertThat(there.verify().findings()).isEmpty();
        assertThat(told(there)).containsExactly(new Restored(BACKUP, RESTORED, 4));
        assertThat(there.records())
                .extracting(EvidenceRecord::kind)
                .containsExactly(
                        Kind.START,
                        Kind.DECISION,
                        Kind.DECISION,
                        Kind.DECISION,
                        Kind.RESTORED,
                        Kind.START,
                        Kind.DECISION,
                        Kind.DECISION);
        assertThat(there.read().segments())
                .extracting(each -> each.restored().stream().map(Restored::last).toList())
                .containsExactly(List.of(), List.of(4L));
    }

    @Test
    void whatWasSignedAfterTheBackupIsMissedAndTheRestoringIsToldAsTheReason() throws IOException {
        Store here = here();
        Head before = head(here);
        Store there = copy(here, "there");
        here.now = BACKUP.plusSeconds(10);
        Head after = head(here.write(5));
        there.read().noteRestored(BACKUP, RESTORED);
        there.write(7);

        assertThat(there.read().verify(Optional.of(before), Optional.empty()).isVerified())
                .isTrue();
        Verification found = there.read().verify(Optional.of(after), Optional.empty());
        assertThat(found.isVerified()).isFalse();
        assertThat(found.findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.problem()).isEqualTo(Finding.Problem.REPLACED);
                    assertThat(finding.line())
                            .isEqualTo(
                                    "segment 000001-2026-11-23: record 10: not there as the head that was"
                                            + " kept elsewhere says: restored 2026-11-23T11:01:30.000Z from"
                                            + " a backup of 2026-11-23T11:00:30.000Z: what was recorded"
                                            + " after record 4 in between was replaced");
                });
    }

    /// The same folders, but nothing on record says why.
    @Test
    void withoutThatRecordItIsACutTail() throws IOException {
        Store here = here();
        Store there = copy(here, "there");
        here.now = BACKUP.plusSeconds(10);
        Head after = head(here.write(5));
        there.write(7);

        assertThat(there.read().verify(Optional.of(after), Optional.empty()).findings())
                .extracting(Finding::problem)
                .containsExactly(Finding.Problem.CUT);
    }

    /// A restoring explains nothing that was signed after it.
    @Test
    void aTailCutOffAfterTheRestoringIsACutTail() throws IOException {
        Store there = copy(here(), "there");
        there.read().noteRestored(BACKUP, RESTORED);
        Store cut = copy(there.write(2), "cut");
        Head after = head(there.write(2));

        assertThat(cut.verify().isVerified()).isTrue();
        assertThat(cut.read().verify(Optional.of(after), Optional.empty()).findings())
                .extracting(Finding::problem)
                .containsExactly(Finding.Problem.CUT);
    }

    @Test
    void bothSidesOfTheInstantOfRestoring() {
        Restored restored = new Restored(BACKUP, RESTORED, 4);

        assertThat(restored.replaced(signed(5, RESTORED.minusMillis(1)))).isTrue();
        assertThat(restored.replaced(signed(5, RESTORED))).isFalse();
        assertThat(restored.replaced(signed(4, RESTORED.minusMillis(1)))).isFalse();
    }

    private static Head signed(long last, Instant at) {
        return new Head("000001-2026-11-23", 1, last, Hashes.ZERO, Hashes.ZERO, false, at, "key");
    }

    @Test
    void itIsToldOnceThoughTheWriterWasKilledBeforeItThrewTheNoteAway() throws IOException {
        Store there = copy(here(), "there");
        there.read().noteRestored(BACKUP, RESTORED.plusNanos(1_500));
        byte[] note = Files.readAllBytes(there.folder.resolve("restored.jsonl"));
        there.write(1);
        Files.write(there.folder.resolve("restored.jsonl"), note);

        there.write(1).write(1);

        assertThat(told(there)).hasSize(1);
        assertThat(there.folder.resolve("restored.jsonl")).doesNotExist();
        assertThat(there.verify().findings()).isEmpty();
    }

    @Test
    void twoBackupsRestoredBeforeAStartAreBothTold() throws IOException {
        Store there = copy(here(), "there");
        there.read().noteRestored(BACKUP, RESTORED);
        Store again = copy(there, "again");
        again.read().noteRestored(RESTORED.plusSeconds(10), RESTORED.plusSeconds(20));

        again.write(1);

        assertThat(told(again))
                .containsExactly(
                        new Restored(BACKUP, RESTORED, 4),
                        new Restored(RESTORED.plusSeconds(10), RESTORED.plusSeconds(20), 4));
        assertThat(again.verify().findings()).isEmpty();
    }

    @Test
    void aBackupWithoutEvidenceIsToldToo() {
        Store there = new Store(folder.resolve("empty"));
        there.read().noteRestored(BACKUP, RESTORED);

        there.write(1);

        assertThat(told(there)).containsExactly(new Restored(BACKUP, RESTORED, 0));
        assertThat(there.verify().findings()).isEmpty();
    }

    /// Recording without it would hide that numbers come a second time.
    @Test
    void aNoteThatCannotBeReadStopsTheRecordUntilSomebodyLooks() throws IOException {
        Store there = copy(here(), "there");
        Files.writeString(there.folder.resolve("restored.jsonl"), "{}\n");

        assertThatThrownBy(there::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("restored.jsonl");
        assertThat(there.verify().isVerified()).isTrue();
    }
}
