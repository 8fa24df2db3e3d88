package se.ringvakt.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(60);

    /// All ones, so that of what a bound leaves the lot is taken, or all zeros.
    private static Pauses pauses(long bits) {
        RandomGenerator random = () -> bits;
        return new Pauses(FIRST, MOST, random);
    }

    @Test
    void doublesUpToTheLongest() {
        Pauses pauses = pauses(0);

        assertThat(Stream.generate(pauses::next).limit(8).map(Duration::toMillis))
                .as("the shortest half of 1, 2, 4, ... 32, 60, 60 s")
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
    }

    @Test
    void neverWaitsLongerThanTheLongest() {
        Pauses pauses = new Pauses(FIRST, MOST, RandomGenerator.getDefault());

        assertThat(Stream.generate(pauses::next).limit(1_000))
                .allMatch(pause -> pause.compareTo(MOST) <= 0);
        assertThat(pauses.longest()).isEqualTo(MOST);
    }

    @Test
    void beginsAnewAfterAConnectionThatStood() {
        Pauses pauses = pauses(0);
        pauses.next();
        pauses.next();

        pauses.stood(MOST.minusNanos(1));
        assertThat(pauses.next()).isEqualTo(Duration.ofSeconds(2));
        pauses.stood(MOST);
        assertThat(pauses.next()).isEqualTo(Duration.ofMillis(500));
    }
}
