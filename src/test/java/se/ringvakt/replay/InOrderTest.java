package se.ringvakt.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.replay.Row.What;

class InOrderTest {
    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
    private static final Told NOTHING =
            new Told(
                    Optional.empty(),
                    "",
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty());

    /// Rows that begin so many seconds after noon; those below 0 tell of no call.
    private static final class Given implements RowSource {
        private final Deque<Row> rows = new ArrayDeque<>();
        private int taken;

        Given(int... seconds) {
            long line = 1;
            for (int each : seconds) {
                What what = each < 0 ? What.NotDialled.NOT_DIALLED : new What.Dialled(at(each));
                rows.add(new Row(line++, new byte[0], 1, what));
            }
        }

        private static Call at(int seconds) {
            return new Call(
                    NOON.plusSeconds(seconds),
                    "0701740605",
                    new CampaignId("a"),
                    Optional.empty(),
                    Optional.empty(),
                    Kind.MANUAL,
                    NOTHING);
        }

        @Override
        public Optional<Row> next() {
            taken++;
            return Optional.ofNullable(rows.poll());
        }

        @Override
        public Form form() {
            throw new AssertionError("nobody asks");
        }

        @Override
        public long read() {
            return 0;
        }

        @Override
        public long total() {
            return 0;
        }

        @Override
        public void close() {}
    }

    private static List<Long> lines(Optional<Duration> window, int... seconds) throws IOException {
        InOrder inOrder = new InOrder(Path.of("calls.csv"), new Given(seconds), window, 5);
        List<Long> lines = new ArrayList<>();
        for (Optional<Row> row = inOrder.next(); row.isPresent(); row = inOrder.next()) {
            lines.add(row.get().line());
        }
        return lines;
    }

    private static Optional<Duration> within(int seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    @Test
    void withoutAWindowRowsMustBeInOrder() throws IOException {
        assertThat(lines(within(0), 0, 0, 5, -1, 5, 9, 10, 11))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThatThrownBy(() -> lines(within(0), 0, 5, 4))
                .isInstanceOf(ReplayRefused.class)
                .hasMessage(
                        "calls.csv: line 3: 2026-11-23T11:00:04Z is before 2026-11-23T11:00:05Z of"
                                + " line 2 (expected: rows in order of time, or --sort)");
    }

    @Test
    void withinTheWindowTheyArePutInOrder() throws IOException {
        assertThat(lines(within(10), 10, 0, 12, 5, 30)).containsExactly(2L, 4L, 1L, 3L, 5L);
        // One that began exactly so much earlier than the latest still finds its place.
        assertThat(lines(within(10), 0, 20, 10, 30)).containsExactly(1L, 3L, 2L, 4L);
        assertThatThrownBy(() -> lines(within(10), 11, 25, 40, 10))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContaining("line 4: ");
    }

    @Test
    void sortedTheyMayBeInAnyOrderButNotTooMany() throws IOException {
        assertThat(lines(Optional.empty(), 4, 3, 2, 1, 0)).containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThatThrownBy(() -> lines(Optional.empty(), 5, 4, 3, 2, 1, 0))
                .isInstanceOf(ReplayRefused.class)
                .hasMessage(
                        "calls.csv: line 6: more than 5 calls to put in order (expected: a file in"
                                + " order of time)");
    }

    @Test
    void readsNoFurtherThanItMust() throws IOException {
        Given given = new Given(0, 1, 2, 3);
        InOrder inOrder = new InOrder(Path.of("calls.csv"), given, within(0));
        assertThat(inOrder.next()).isPresent();
        assertThat(given.taken).isEqualTo(1);
    }
}
