package se.ringvakt.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// How quickly decisions are made.
final class PulseTest {
    private static final long MICRO = 1_000;

    private final Pulse pulse = new Pulse();

    private void decide(long micros) {
        pulse.begin();
        pulse.end(micros * MICRO);
    }

    @Test
    void beforeTheFirstDecisionEverythingIsNought() {
        assertThat(pulse.figures()).isEqualTo(new Pulse.Figures(0, 0, 0, 0));
    }

    @Test
    void percentilesAreOfWhatWasNoted() {
        for (int i = 100; i >= 1; i--) {
            decide(i);
        }
        assertThat(pulse.figures()).isEqualTo(new Pulse.Figures(100, 0, 51, 100));
    }

    @Test
    void oneIsItsOwnMedian() {
        decide(7);
        assertThat(pulse.figures()).isEqualTo(new Pulse.Figures(1, 0, 7, 7));
    }

    @Test
    void onlyTheLastOnesAreRemembered() {
        for (int i = 0; i < 10; i++) {
            decide(1_000_000);
        }
        for (int i = 0; i < Pulse.REMEMBERED; i++) {
            decide(5);
        }
        assertThat(pulse.figures()).isEqualTo(new Pulse.Figures(Pulse.REMEMBERED + 10, 0, 5, 5));
    }

    @Test
    void whatHasBegunAndNotEndedIsInFlight() {
        pulse.begin();
        pulse.begin();
        pulse.end(Long.MAX_VALUE);
        assertThat(pulse.figures())
                .isEqualTo(new Pulse.Figures(1, 1, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }
}
