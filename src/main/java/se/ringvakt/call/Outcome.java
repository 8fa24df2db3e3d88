package se.ringvakt.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What became of an attempt, as judged from what was told of it.
///
/// @param end when the attempt ended
/// @param reached the consumer's phone was reached: rang, busy, declined or answered
/// @param rang how long it rang; empty: it never did, or nobody knows
/// @param breach set when our side gave up before six rings
/// @param endedBy empty: nobody knows
public record Outcome(
        Instant end,
        boolean reached,
        Answer answer,
        Optional<Duration> rang,
        Optional<Breach> breach,
        Optional<EndedBy> endedBy,
        OutcomeReport report) {

    /// What came of the consumer's answer.
    public enum Answer {
        /// There was none.
        NONE,
        /// Joined with the agent in time, or with the announcement that was to be played.
        MET,
        /// Nobody there (*tyst samtal*, §1.8).
        SILENT,
        /// Answered, and nobody saw whether the agent was there.
        UNSEEN
    }

    /// A breach of the six rings (§3.2), and whom it is held against.
    public enum Breach {
        /// The agent, or the agent's program, gave up.
        RING_TOO_SHORT,
        /// The permit's own timeout ended it: the trunk was slow, the agent is not to blame.
        RING_TOO_SHORT_BY_PERMIT
    }

    public boolean answered() {
        return answer != Answer.NONE;
    }
}
