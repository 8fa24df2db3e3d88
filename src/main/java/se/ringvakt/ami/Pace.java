package se.ringvakt.ami;

import java.time.Duration;

/// How long a link waits and how much it takes.
///
/// @param answer the longest wait for a connection, a greeting, an answer or a list
/// @param silence a connection that says nothing for so long is lost
/// @param ping how often the switch is asked to say something
/// @param waiting events that may wait for the listener; one more and all are dropped
/// @param listed entries that one list may have
record Pace(Duration answer, Duration silence, Duration ping, int waiting, int listed) {
    static final Pace USUAL =
            new Pace(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(4),
                    10_000,
                    100_000);
}
