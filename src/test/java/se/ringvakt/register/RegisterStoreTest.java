package se.ringvakt.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static se.ringvakt.register.Samples.NOW;
import static se.ringvakt.register.Samples.TODAY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.CountryCode;

final class RegisterStoreTest {
    private static final LocalDate LAST_WEEK = TODAY.minusWeeks(1);
    private static final LocalDate TWO_WEEKS_AGO = TODAY.minusWeeks(2);

    @TempDir private Path folder;
    private RegisterStore store;

    @BeforeEach
    void open() {
        store = new RegisterStore(folder, 3);
    }

    static RegisterSnapshot snapshot(NumberSet numbers, LocalDate updated) {
        Coverage coverage = Coverage.WHOLE_COUNTRY;
        return new RegisterSnapshot(
                new RegisterVersion(
                        "nix",
                        CountryCode.SWEDEN,
                        updated,
                        numbers.count(),
                        numbers.checksum(coverage),
                        NOW,
                        "made up",
                        "0".repeat(64),
                        coverage),
                numbers);
    }

    static RegisterSnapshot snapshot(LocalDate updated, long... nationals) {
        NumberCollector collector = new NumberCollector();
        LongStream.of(nationals).forEach(collector::add);
        return snapshot(collector.build(), updated);
    }

    @Test
    void hasNothingInForceBeforeTheFirstImport() {
        assertThat(store.inForce("nix")).isEmpty();
        assertThat(store.load("nix")).isEmpty();
        assertThat(store.versions("nix")).isEmpty();
        assertThat(store.revision("nix")).isEmpty();
        assertThatThrownBy(() -> store.rollBack("nix"))
                .hasMessage("nix: no readable version in force (expected: one in its list)");
    }

    @Test
    void loadsAfterARestartWhatWasPublished() {
        RegisterSnapshot published =
                snapshot(TODAY, 701740605, 701740606, 4_294_967_295L, 7101234567890L);
        publish(published);

        RegisterSnapshot loaded = new RegisterStore(folder, 3).load("nix").orElseThrow();

        assertThat(loaded.version()).isEqualTo(published.version());
        assertThat(loaded.numbers().contains(701740605)).isTrue();
        assertThat(loaded.numbers().contains(701740607)).isFalse();
        assertThat(loaded.numbers().contains(4_294_967_295L)).isTrue();
        assertThat(loaded.numbers().contains(7101234567890L)).isTrue();
        assertThat(loaded.numbers().checksum(Coverage.WHOLE_COUNTRY))
                .isEqualTo(published.version().checksum());
    }

    @Test
    void keepsCoverage() {
        Coverage coverage = Coverage.of(List.of("08", "0701"));
        NumberSet numbers = snapshot(TODAY, 701740605).numbers();
        RegisterVersion version =
                new RegisterVersion(
                        "nix",
                        CountryCode.SWEDEN,
                        TODAY,
                        1,
                        numbers.checksum(coverage),
                        NOW,
                        "a\nb=c",
                        "0".repeat(64),
                        coverage);
        assertThat(VersionText.read(VersionText.write(version)).coverage()).isEqualTo(coverage);
        assertThat(VersionText.read(VersionText.write(version)).source()).isEqualTo("a?b=c");
        assertThat(numbers.checksum(coverage))
                .isNotEqualTo(numbers.checksum(Coverage.WHOLE_COUNTRY));
    }

    @Test
    void refusesAFileDamagedAnywhere() throws IOException {
        RegisterSnapshot published = snapshot(TODAY, 701740605, 7101234567890L);
        publish(published);
        Path file = folder.resolve("nix").resolve(published.version().id() + ".rvr");
        byte[] whole = Files.readAllBytes(file);

        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 0x10;
            Files.write(file, flipped);
            assertDamaged(file);
            Files.write(file, Arrays.copyOf(whole, i));
            assertDamaged(file);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertDamaged(file);
        Files.delete(file);
        assertDamaged(file);
        Files.write(file, whole);
        assertThat(store.load("nix")).isPresent();
    }

    @Test
    void refusesADamagedPointer() throws IOException {
        publish(snapshot(TODAY, 701740605));
        Path pointer = folder.resolve("nix").resolve("current");
        String whole = Files.readString(pointer);

        for (int length = 1; length < whole.length() - 1; length++) {
            Files.writeString(pointer, whole.substring(0, length));
            assertThatThrownBy(() -> store.load("nix"))
                    .isInstanceOf(RegisterRefused.class)
                    .hasMessageNotContaining("\n");
        }
        assertThatThrownBy(() -> store.rollBack("nix")).isInstanceOf(RegisterRefused.class);

        String id = store.versions("nix").getFirst().id();
        store.rollBack("nix", id);
        assertThat(Files.readString(pointer)).isEqualTo(whole);
    }

    @Test
    void refusesAVersionUnderAnothersName() throws IOException {
        RegisterSnapshot older = snapshot(LAST_WEEK, 701740605);
        RegisterSnapshot newer = snapshot(TODAY, 701740605, 701740606);
        publish(older);
        publish(newer);
        Files.copy(
                folder.resolve("nix").resolve(older.version().id() + ".rvr"),
                folder.resolve("nix").resolve(newer.version().id() + ".rvr"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> store.load("nix"))
                .hasMessageContaining("holds nix " + older.version().id());
    }

    @Test
    void listsVersionsNewestFirstAndShowsDamage() throws IOException {
        RegisterSnapshot first = snapshot(TWO_WEEKS_AGO, 701740605);
        RegisterSnapshot second = snapshot(LAST_WEEK, 701740605, 701740606);
        publish(first);
        publish(second);
        Files.writeString(folder.resolve("nix").resolve("2026-11-20-00000000.rvr"), "nonsense");

        List<StoredVersion> versions = store.versions("nix");

        assertThat(versions)
                .extracting(StoredVersion::id)
                .containsExactly(
                        second.version().id(), first.version().id(), "2026-11-20-00000000");
        assertThat(versions).extracting(StoredVersion::inForce).containsExactly(true, false, false);
        assertThat(versions.getLast().version()).isEmpty();
        assertThat(versions.getLast().problem()).contains("truncated at 8 bytes");
    }

    @Test
    void rollsBackStepByStep() {
        RegisterSnapshot first = snapshot(TWO_WEEKS_AGO, 701740605);
        RegisterSnapshot second = snapshot(LAST_WEEK, 701740605, 701740606);
        RegisterSnapshot third = snapshot(TODAY, 701740605, 701740607);
        publish(first);
        publish(second);
        publish(third);

        assertThat(store.rollBack("nix")).isEqualTo(second.version());
        assertThat(store.rollBack("nix")).isEqualTo(first.version());
        assertThatThrownBy(() -> store.rollBack("nix")).hasMessageContaining("older than");
        assertThat(store.inForce("nix")).contains(first.version());
        assertThat(store.rollBack("nix", third.version().id())).isEqualTo(third.version());
        assertThatThrownBy(() -> store.rollBack("nix", "2020-01-01-00000000"))
                .hasMessageContaining("no readable version called 2020-01-01-00000000");
        assertThat(store.inForce("nix")).contains(third.version());
    }

    @Test
    void remembersWhatWasRolledBackUntilSomebodyPutsItInForceAgain() {
        RegisterSnapshot first = snapshot(TWO_WEEKS_AGO, 701740605);
        RegisterSnapshot second = snapshot(LAST_WEEK, 701740605, 701740606);
        RegisterSnapshot third = snapshot(TODAY, 701740605, 701740607);
        publish(first);
        publish(second);
        publish(third);
        assertThat(store.isRolledBack(third.version())).isFalse();

        store.rollBack("nix", first.version().id());
        RegisterStore later = new RegisterStore(folder, 3);
        assertThat(later.isRolledBack(third.version())).isTrue();
        assertThat(later.isRolledBack(second.version())).isTrue();
        assertThat(later.isRolledBack(first.version())).isFalse();

        later.rollBack("nix", second.version().id());
        assertThat(later.isRolledBack(second.version())).isFalse();
        assertThat(later.isRolledBack(third.version())).isTrue();
        publish(third);
        assertThat(later.isRolledBack(third.version())).isFalse();
    }

    @Test
    void loadsTheVersionNamed() {
        RegisterSnapshot first = snapshot(LAST_WEEK, 701740605);
        RegisterSnapshot second = snapshot(TODAY, 701740605, 701740606);
        publish(first);
        assertThatThrownBy(() -> store.load("nix", "former")).hasMessageContaining("older than");
        publish(second);
        assertThat(store.load("nix", "current").version()).isEqualTo(second.version());
        assertThat(store.load("nix", "former").version()).isEqualTo(first.version());
        assertThat(store.load("nix", first.version().id()).version()).isEqualTo(first.version());
        assertThatThrownBy(() -> store.load("nix", "latest"))
                .hasMessage("nix: no readable version called latest (expected: one in its list)");
    }

    @Test
    void neverRollsBackToADamagedVersion() throws IOException {
        RegisterSnapshot first = snapshot(LAST_WEEK, 701740605);
        RegisterSnapshot second = snapshot(TODAY, 701740605, 701740606);
        publish(first);
        publish(second);
        Path file = folder.resolve("nix").resolve(first.version().id() + ".rvr");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 40] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> store.rollBack("nix")).hasMessageContaining("checksum is wrong");
        assertThat(store.load("nix").map(RegisterSnapshot::version)).contains(second.version());
    }

    @Test
    void keepsTheNewestVersionsAndTheOneInForce() throws IOException {
        Files.createDirectories(folder.resolve("nix"));
        Files.writeString(folder.resolve("nix").resolve("2026-01-01-0.rvr.aside"), "killed");
        for (int week = 9; week >= 0; week--) {
            publish(snapshot(TODAY.minusWeeks(week), 701740600 + week));
        }

        assertThat(store.versions("nix"))
                .extracting(stored -> stored.version().map(RegisterVersion::updated))
                .containsExactly(
                        Optional.of(TODAY), Optional.of(LAST_WEEK), Optional.of(TWO_WEEKS_AGO));
        try (Stream<Path> files = Files.list(folder.resolve("nix"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> !name.endsWith(".rvr"))
                    .containsExactlyInAnyOrder("current", "in-force.log", "lock");
        }
    }

    @Test
    void changesItsRevisionWithEveryChangeOfWhatIsInForce() {
        publish(snapshot(LAST_WEEK, 701740605));
        String first = store.revision("nix");
        publish(snapshot(TODAY, 701740605));
        String second = store.revision("nix");
        store.rollBack("nix");

        assertThat(second).isNotEqualTo(first);
        assertThat(store.revision("nix")).isEqualTo(first);
    }

    @Test
    void refusesToChangeWhatAnotherIsChanging() {
        publish(snapshot(LAST_WEEK, 701740605));
        publish(snapshot(TODAY, 701740605));
        try (RegisterLock _ = store.lock("nix")) {
            assertThatThrownBy(() -> store.rollBack("nix"))
                    .hasMessageContaining("held by another import or roll-back");
        }
        assertThat(store.rollBack("nix").updated()).isEqualTo(LAST_WEEK);
    }

    private void assertDamaged(Path file) {
        assertThatThrownBy(() -> store.load("nix"))
                .isInstanceOf(RegisterRefused.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining("expected: an undamaged version");
    }

    private void publish(RegisterSnapshot snapshot) {
        try (RegisterLock _ = store.lock("nix")) {
            store.publish(snapshot);
        }
    }
}
