package se.ringvakt.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.access.LockOut.Ladder;
import se.ringvakt.access.LockOut.Turn;
import se.ringvakt.access.UserStore.Stored;

final class LockOutTest {
    private static final Instant NOW = Instant.parse("2026-11-23T11:00:00Z");
    private static final Optional<Stored> NOBODY = Optional.empty();

    private final LockOut lockOut = new LockOut();

    @ParameterizedTest
    @CsvSource({
        "PAIR, 4, PT0S",
        "PAIR, 5, PT1S",
        "PAIR, 6, PT2S",
        "PAIR, 14, PT8M32S",
        "PAIR, 15, PT15M",
        "PAIR, 2147483647, PT15M",
        "USER, 4, PT0S",
        "USER, 9, PT16S",
        "USER, 10, PT30S",
        "NETWORK, 19, PT0S",
        "NETWORK, 20, PT1S",
        "NETWORK, 30, PT15M"
    })
    void waitsDoubleUpToTheLongest(Ladder ladder, int failures, Duration wait) {
        Instant until = ladder.until(new Failures(failures, NOW));
        assertThat(until).isEqualTo(wait.isZero() ? Instant.EPOCH : NOW.plus(wait));
    }

    @Test
    void aThousandAtOnceAreNoBetterThanFive() {
        long tried =
                IntStream.range(0, 1000)
                        .parallel()
                        .filter(_ -> begin("anna", NOBODY) instanceof Turn.Go)
                        .count();
        assertThat(tried).isEqualTo(5);
    }

    @Test
    void whatWasNeitherRightNorWrongDoesNotCount() {
        for (int i = 0; i < 50; i++) {
            lockOut.abandoned(go("anna", NOBODY));
        }
        assertThat(begin("anna", NOBODY)).isInstanceOf(Turn.Go.class);
    }

    @Test
    void aSuccessTakesBackOnlyItsOwnOfTheNetwork() {
        for (int i = 0; i < 19; i++) {
            go("user" + i, NOBODY);
        }
        lockOut.succeeded(go("anna", NOBODY));
        go("bo", NOBODY);
        assertThat(begin("anna", NOBODY)).isInstanceOf(Turn.Wait.class);
    }

    @Test
    void theNetworkIsForgivenOneSlipAMinuteHoweverManyLogInWell() {
        for (int i = 0; i < 20; i++) {
            go("user" + i, NOBODY);
        }
        for (int second = 1; second <= 60; second++) {
            Turn turn = lockOut.begin("anna", "192.0.2.1", NOBODY, NOW.plusSeconds(second));
            assertThat(turn).isInstanceOf(Turn.Go.class);
            lockOut.succeeded(((Turn.Go) turn).attempt());
        }
        Instant later = NOW.plusSeconds(60);
        assertThat(lockOut.begin("bo", "192.0.2.1", NOBODY, later)).isInstanceOf(Turn.Go.class);
        assertThat(lockOut.begin("eve", "192.0.2.1", NOBODY, later))
                .isEqualTo(new Turn.Wait(later.plusSeconds(1)));
    }

    @Test
    void whereTheUserIsKnownOnlyFailuresFromThereCount() {
        Failures many = new Failures(50, NOW);
        Optional<Stored> known = stored(many, Map.of("192.0.2.1", Failures.NONE));
        Optional<Stored> elsewhere = stored(many, Map.of("192.0.2.2", Failures.NONE));
        Optional<Stored> failedHere = stored(Failures.NONE, Map.of("192.0.2.1", many));

        assertThat(begin("anna", known)).isInstanceOf(Turn.Go.class);
        assertThat(begin("bo", elsewhere)).isEqualTo(new Turn.Wait(NOW.plusSeconds(30)));
        assertThat(begin("eve", failedHere)).isEqualTo(new Turn.Wait(NOW.plusSeconds(900)));
    }

    @Test
    void whatIsKeptOnDiskIsTheCountThatBinds() {
        Optional<Stored> known = stored(Failures.NONE, Map.of("192.0.2.1", new Failures(2, NOW)));
        Optional<Stored> unknown = stored(new Failures(3, NOW), Map.of());

        assertThat(go("anna", known).failures()).isEqualTo(new Failures(3, NOW));
        assertThat(go("bo", unknown).failures()).isEqualTo(new Failures(4, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2::, 2001:db8:1:2:0:0:0:0/64",
        "::ffff:192.0.2.1, 192.0.2.1",
        "example.org, example.org",
        "'',''"
    })
    void anIpv6SubscriberIsOnePlace(String address, String network) {
        assertThat(Network.of(address)).isEqualTo(network);
    }

    private Turn begin(String name, Optional<Stored> stored) {
        return lockOut.begin(name, "192.0.2.1", stored, NOW);
    }

    private LockOut.Try go(String name, Optional<Stored> stored) {
        Turn turn = begin(name, stored);
        assertThat(turn).isInstanceOf(Turn.Go.class);
        return ((Turn.Go) turn).attempt();
    }

    private static Optional<Stored> stored(Failures failures, Map<String, Failures> networks) {
        User user = User.made(new UserName("anna"), "Anna", Role.AUDITOR, NOW);
        return Optional.of(new Stored(user, Optional.empty(), failures, networks));
    }
}
