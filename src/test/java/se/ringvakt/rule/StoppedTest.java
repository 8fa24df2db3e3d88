package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoppedTest {
    @Test
    void refusesWhileASupervisorsStopHolds() {
        assertThat(Dial.at("2026-11-23T12:00").reasons()).isEmpty();
        Dial stopped = Dial.at("2026-11-23T12:00").stopped();
        assertThat(stopped.reasons()).containsExactly(Reason.STOPPED);
        assertThat(stopped.retryAt()).isEmpty();
    }
}
