package se.ringvakt.cli;

import java.time.Duration;

/// Durations of calls for people: seconds with one decimal.
final class Seconds {
    private static final int TENTH_MILLIS = 100;

    private Seconds() {}

    /// Cut, not rounded: 30.96 s is a breach of six rings, and must not be shown as 31.0.
    static String of(Duration duration) {
        return duration.toSeconds() + "." + duration.toMillisPart() / TENTH_MILLIS + " s";
    }
}
