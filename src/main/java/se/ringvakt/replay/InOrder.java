package se.ringvakt.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import se.ringvakt.replay.Row.What;

/// Rows in order of the times their calls began. Holds a row until none can come before it any
/// more; what tells of no call keeps its place. For one thread.
final class InOrder {
    /// Held rows are in memory, some 400 bytes each.
    static final int HELD_MOST = 1_000_000;

    private final Path file;
    private final RowSource rows;
    private final Optional<Duration> window;
    private final int heldMost;
    private final PriorityQueue<Held> held =
            new PriorityQueue<>(Comparator.comparing(Held::at).thenComparingLong(Held::sequence));
    private Instant latest = Instant.MIN;
    private Instant released = Instant.MIN;
    private long releasedLine;
    private long sequence;
    private boolean ended;

    private record Held(Instant at, long sequence, Row row) {}

    /// @param window how much later than the one after it a call may have begun; empty: however
    ///   much, and all are sorted
    InOrder(Path file, RowSource rows, Optional<Duration> window) {
        this(file, rows, window, HELD_MOST);
    }

    InOrder(Path file, RowSource rows, Optional<Duration> window, int heldMost) {
        this.file = file;
        this.rows = rows;
        this.window = window;
        this.heldMost = heldMost;
    }

    /// The next row; empty: there are no more.
    ///
    /// @throws ReplayRefused when a call began before one that is passed already
    Optional<Row> next() throws IOException {
        while (!ended && (held.isEmpty() || !isDue(held.element()))) {
            Optional<Row> row = rows.next();
            row.ifPresentOrElse(this::hold, () -> ended = true);
        }
        return Optional.ofNullable(held.poll()).map(this::release);
    }

    private boolean isDue(Held first) {
        return window.isPresent()
                && (first.at().equals(Instant.MIN)
                        || !first.at().isAfter(latest.minus(window.get())));
    }

    private void hold(Row row) {
        if (held.size() == heldMost) {
            throw new ReplayRefused(
                    "%s: line %d: more than %,d calls to put in order (expected: a file in order of time)"
                            .formatted(file, row.line(), heldMost));
        }
        Instant at = latest;
        if (row.what() instanceof What.Dialled(Call call)) {
            at = call.at();
            checkOrder(row, at);
            latest = at.isAfter(latest) ? at : latest;
        }
        held.add(new Held(at, sequence++, row));
    }

    private void checkOrder(Row row, Instant at) {
        if (at.isBefore(released)) {
            throw new ReplayRefused(
                    "%s: line %d: %s is before %s of line %d (expected: rows in order of time, or --sort)"
                            .formatted(file, row.line(), at, released, releasedLine));
        }
    }

    private Row release(Held next) {
        if (next.row().what() instanceof What.Dialled) {
            released = next.at();
            releasedLine = next.row().line();
        }
        return next.row();
    }
}
