package se.ringvakt.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static se.ringvakt.register.Samples.FOREIGN;
import static se.ringvakt.register.Samples.LISTED;
import static se.ringvakt.register.Samples.NOT_LISTED;
import static se.ringvakt.register.Samples.TODAY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.register.RegisterWatch.Look;

final class RegisterWatchTest {
    private static final LocalDate LAST_WEEK = TODAY.minusWeeks(1);
    private static final RegisterSnapshot OLD =
            RegisterStoreTest.snapshot(LAST_WEEK, 701740605, 701740606);
    private static final RegisterSnapshot NEW = RegisterStoreTest.snapshot(TODAY, 701740699);

    @TempDir private Path folder;
    private RegisterStore store;
    private Registers registers;
    private RegisterWatch watch;

    @BeforeEach
    void open() {
        store = new RegisterStore(folder, 3);
        restart();
    }

    private void restart() {
        registers = new Registers(List.of("nix"));
        watch = new RegisterWatch(store, registers);
    }

    private static RegisterAnswer ofOld(
            Optional<Period> validity, boolean covered, boolean listed) {
        return new RegisterAnswer(
                "nix",
                Optional.of(LAST_WEEK),
                validity,
                covered,
                listed,
                Optional.of(
                        new RegisterAnswer.Version(OLD.version().id(), OLD.version().checksum())));
    }

    @Test
    void answersSayForHowLongTheRegisterIsValid() {
        Optional<Period> fourWeeks = Optional.of(Period.ofWeeks(4));
        Registers own =
                new Registers(
                        List.of("own", "nix"),
                        name -> name.equals("nix") ? fourWeeks : Optional.empty());
        publish(OLD);
        new RegisterWatch(store, own).refresh();

        assertThat(own.answers(LISTED))
                .containsExactly(
                        new RegisterAnswer("own", Optional.empty(), true, false),
                        ofOld(fourWeeks, true, true));
    }

    @Test
    void answersWithoutDateWhileNothingWasEverImported() {
        assertThat(watch.refresh()).containsExactly(new Look("nix", false, Optional.empty(), ""));
        assertThat(registers.answers(LISTED))
                .containsExactly(new RegisterAnswer("nix", Optional.empty(), true, false));
    }

    @Test
    void answersFromTheVersionInForce() {
        publish(OLD);
        assertThat(watch.refresh())
                .containsExactly(new Look("nix", true, Optional.of(OLD.version()), ""));

        assertThat(registers.answers(LISTED)).containsExactly(ofOld(Optional.empty(), true, true));
        assertThat(registers.answers(NOT_LISTED))
                .containsExactly(ofOld(Optional.empty(), true, false));
        assertThat(registers.answers(FOREIGN))
                .containsExactly(ofOld(Optional.empty(), false, false));
        assertThat(OLD.answer(LISTED)).isSameAs(OLD.answer(LISTED));
    }

    @Test
    void loadsOnlyWhatHasChanged() {
        publish(OLD);
        watch.refresh();
        RegisterSnapshot loaded = registers.inForce("nix").orElseThrow();

        assertThat(watch.refresh())
                .containsExactly(new Look("nix", false, Optional.of(OLD.version()), ""));
        assertThat(registers.inForce("nix").orElseThrow()).isSameAs(loaded);
    }

    @Test
    void returnsToTheFormerVersionWithoutReadingIt() throws IOException {
        publish(OLD);
        watch.refresh();
        RegisterSnapshot loaded = registers.inForce("nix").orElseThrow();
        publish(NEW);
        watch.refresh();
        assertThat(registers.answers(LISTED).getFirst().listed()).isFalse();

        store.rollBack("nix");
        Files.delete(folder.resolve("nix").resolve(OLD.version().id() + ".rvr"));

        assertThat(watch.refresh().getFirst().swapped()).isTrue();
        assertThat(registers.inForce("nix").orElseThrow()).isSameAs(loaded);
        assertThat(registers.former("nix").map(RegisterSnapshot::version)).contains(NEW.version());
    }

    @Test
    void keepsTheFormerInForceAndSaysSoWhenTheNewOneIsDamaged() throws IOException {
        publish(OLD);
        watch.refresh();
        publish(NEW);
        Path file = folder.resolve("nix").resolve(NEW.version().id() + ".rvr");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, new byte[100]);

        for (int look = 0; look < 2; look++) {
            assertThat(watch.refresh())
                    .singleElement()
                    .satisfies(seen -> assertThat(seen.swapped()).isFalse())
                    .satisfies(seen -> assertThat(seen.inForce()).contains(OLD.version()))
                    .satisfies(seen -> assertThat(seen.problem()).contains("checksum is wrong"));
        }
        Files.write(file, whole);
        assertThat(watch.refresh().getFirst().inForce()).contains(NEW.version());
    }

    @Test
    void hasNoVersionAfterARestartWithADamagedFileUntilTheOperatorRollsBack() throws IOException {
        publish(OLD);
        publish(NEW);
        Path file = folder.resolve("nix").resolve(NEW.version().id() + ".rvr");
        Files.write(file, new byte[100]);
        restart();

        assertThat(watch.refresh().getFirst().problem()).startsWith(file + ": ");
        assertThat(registers.answers(LISTED).getFirst().updated()).isEmpty();

        store.rollBack("nix");
        assertThat(watch.refresh().getFirst().problem()).isEmpty();
        assertThat(registers.answers(LISTED).getFirst().listed()).isTrue();
    }

    @Test
    void keepsWhatItHasWhenTheStoreHasVanished() throws IOException {
        publish(OLD);
        watch.refresh();
        Files.delete(folder.resolve("nix").resolve("current"));

        assertThat(watch.refresh().getFirst().problem()).contains("nothing is in force on disk");
        assertThat(registers.answers(LISTED).getFirst().listed()).isTrue();
    }

    @Test
    void asksEveryRegisterInOrder() {
        publish(OLD);
        Registers two = new Registers(List.of("own", "nix"));
        List<Look> looks = new RegisterWatch(store, two).refresh();

        assertThat(looks).extracting(Look::swapped).containsExactly(false, true);
        assertThat(two.answers(LISTED))
                .containsExactly(
                        new RegisterAnswer("own", Optional.empty(), true, false),
                        ofOld(Optional.empty(), true, true));
    }

    @Test
    void refusesToHaveNoRegisterOrOneTwice() {
        assertThatThrownBy(() -> new Registers(List.of()))
                .hasMessage("registers: none (expected: at least one)");
        assertThatThrownBy(() -> new Registers(List.of("nix", "nix")))
                .hasMessageContaining("expected: each once");
        assertThatThrownBy(() -> registers.inForce("nex"))
                .hasMessage("register: nex (expected: one of [nix])");
    }

    /// The old version lists one number and the new one another: whoever ever finds neither, or an
    /// answer under the wrong date, has seen a mixture or nothing.
    @Test
    void neverShowsAMixtureToConcurrentReaders() throws ExecutionException, InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        registers.publish(OLD);
        List<Future<Long>> readers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < 3; i++) {
                readers.add(threads.submit(() -> look(registers, done)));
            }
            for (int i = 0; i < 20_000; i++) {
                registers.publish(i % 2 == 0 ? NEW : OLD);
            }
            done.set(true);
        }
        for (Future<Long> reader : readers) {
            assertThat(reader.get()).isPositive();
        }
    }

    private static long look(Registers registers, AtomicBoolean done) {
        long seen = 0;
        do {
            RegisterAnswer first = registers.answers(LISTED).getFirst();
            LocalDate date = first.updated().orElseThrow();
            if (first.listed() != date.equals(LAST_WEEK)) {
                throw new AssertionError("mixture: " + first);
            }
            seen++;
        } while (!done.get());
        return seen;
    }

    private void publish(RegisterSnapshot snapshot) {
        try (RegisterLock _ = store.lock("nix")) {
            store.publish(snapshot);
        }
    }
}
