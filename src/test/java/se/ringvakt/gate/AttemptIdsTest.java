package se.ringvakt.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import se.ringvakt.call.AttemptId;

/// Ids: of time, of one gate, once.
final class AttemptIdsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T11:00:00Z");
    private static final int IN_A_MILLISECOND = 4_096;

    private final AttemptIds ids = new AttemptIds();

    @Test
    void anIdTellsItsTime() {
        assertThat(ids.next(NOW, 0).value()).isEqualTo(NOW.toEpochMilli() << 20);
        assertThat(ids.next(NOW, 255).value())
                .isEqualTo((NOW.toEpochMilli() << 20) + (255 << 12) + 1);
    }

    @Test
    void twoGatesInTheSameMillisecondNeverGiveTheSame() {
        AttemptIds other = new AttemptIds();
        Set<AttemptId> given = new HashSet<>();
        for (int i = 0; i < 2 * IN_A_MILLISECOND; i++) {
            assertThat(given.add(ids.next(NOW, 6))).isTrue();
            assertThat(given.add(other.next(NOW, 7))).isTrue();
        }
    }

    @Test
    void whatFindsNoRoomInItsMillisecondGoesOnInTheNext() {
        Stream.generate(() -> ids.next(NOW, 255)).limit(IN_A_MILLISECOND - 1).forEach(_ -> {});
        AttemptId last = ids.next(NOW, 255);
        AttemptId next = ids.next(NOW, 255);

        assertThat(last.value()).isEqualTo((NOW.toEpochMilli() << 20) + (1 << 20) - 1);
        assertThat(next.value()).isEqualTo(((NOW.toEpochMilli() + 1) << 20) + (255 << 12));
    }

    @Test
    void theyGrowAlthoughTheClockStepsBackAndTheNumberChanges() {
        AttemptId before = ids.next(NOW, 9);

        assertThat(ids.next(NOW.minusSeconds(60), 9).value()).isGreaterThan(before.value());
        assertThat(ids.next(NOW.plusMillis(1), 0).value()).isGreaterThan(before.value());
    }
}
