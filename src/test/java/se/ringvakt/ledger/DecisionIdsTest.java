package se.ringvakt.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Ids: of time, of one gate, once.
final class DecisionIdsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T11:00:00Z");
    private static final int IN_A_MILLISECOND = 4_096;

    private final DecisionIds ids = new DecisionIds();

    @Test
    void anIdTellsItsTime() {
        assertThat(ids.next(NOW, 0)).isEqualTo(NOW.toEpochMilli() << 20);
        assertThat(ids.next(NOW, 255)).isEqualTo((NOW.toEpochMilli() << 20) + (255 << 12) + 1);
    }

    @Test
    void anIdTellsItsGate() {
        assertThat(DecisionIds.node(ids.next(NOW, 0))).isZero();
        assertThat(DecisionIds.node(ids.next(NOW, 7))).isEqualTo(7);
        assertThat(DecisionIds.node(ids.next(NOW, 255))).isEqualTo(255);
    }

    @Test
    void twoGatesInTheSameMillisecondNeverGiveTheSame() {
        DecisionIds other = new DecisionIds();
        Set<Long> given = new HashSet<>();
        for (int i = 0; i < 2 * IN_A_MILLISECOND; i++) {
            assertThat(given.add(ids.next(NOW, 6))).isTrue();
            assertThat(given.add(other.next(NOW, 7))).isTrue();
        }
    }

    @Test
    void whatFindsNoRoomInItsMillisecondGoesOnInTheNext() {
        Stream.generate(() -> ids.next(NOW, 255)).limit(IN_A_MILLISECOND - 1).forEach(_ -> {});
        long last = ids.next(NOW, 255);
        long next = ids.next(NOW, 255);

        assertThat(last).isEqualTo((NOW.toEpochMilli() << 20) + (1 << 20) - 1);
        assertThat(next).isEqualTo(((NOW.toEpochMilli() + 1) << 20) + (255 << 12));
    }

    @Test
    void theyGrowAlthoughTheClockStepsBackAndTheNumberChanges() {
        long before = ids.next(NOW, 9);

        assertThat(ids.next(NOW.minusSeconds(60), 9)).isGreaterThan(before);
        assertThat(ids.next(NOW.plusMillis(1), 0)).isGreaterThan(before);
    }
}
