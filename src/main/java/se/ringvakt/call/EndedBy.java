package se.ringvakt.call;

import java.util.Optional;

/// Who ended a call.
public enum EndedBy {
    /// The agent, or the agent's program.
    AGENT,
    /// The consumer: hung up, declined, or was busy.
    CONSUMER,
    /// The switch: its time limit, a supervisor's command, its own end.
    SWITCH,
    /// The network between them.
    NETWORK;

    /// The one of our side or the consumer's that a word means; empty: none, or unknown.
    public static Optional<EndedBy> named(String word) {
        return switch (word) {
            case "agent" -> Optional.of(AGENT);
            case "consumer" -> Optional.of(CONSUMER);
            case "switch" -> Optional.of(SWITCH);
            default -> Optional.empty();
        };
    }
}
