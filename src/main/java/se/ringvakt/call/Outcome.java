package se.ringvakt.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What became of an attempt, as judged from a report.
///
/// @param end when the attempt ended
/// @param reached the consumer's phone was reached: rang, busy, declined or answered
/// @param rang how long it rang; empty: it never did, or nobody knows
/// @param breach set when our side gave up before six rings
public record Outcome(
        Instant end,
        boolean reached,
        boolean answered,
        Optional<Duration> rang,
        Optional<Breach> breach,
        OutcomeReport report) {

    /// A breach of the six rings (§3.2), and whom it is held against.
    public enum Breach {
        /// The agent, or the agent's program, gave up.
        RING_TOO_SHORT,
        /// The permit's own timeout ended it: the trunk was slow, the agent is not to blame.
        RING_TOO_SHORT_BY_PERMIT
    }
}
