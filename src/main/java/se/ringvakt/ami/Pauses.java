package se.ringvakt.ami;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// The pauses between attempts to connect: each twice the one before, up to the longest. What is
/// waited is between half of it and all of it, so that many gates do not knock at once.
final class Pauses {
    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;
    private Duration next;

    Pauses(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
        this.next = first;
    }

    /// The next one.
    Duration next() {
        long nanos = next.toNanos();
        next = next.compareTo(most.dividedBy(2)) < 0 ? next.multipliedBy(2) : most;
        return Duration.ofNanos(nanos / 2 + random.nextLong(nanos / 2 + 1));
    }

    /// The longest one, for a switch that refuses us: asking again does not help it.
    Duration longest() {
        return most;
    }

    /// A connection stood for so long.
    void stood(Duration time) {
        if (time.compareTo(most) >= 0) {
            next = first;
        }
    }
}
