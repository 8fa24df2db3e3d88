package se.ringvakt.call;

/// Who ended a call.
public enum EndedBy {
    /// The agent, or the agent's program.
    AGENT,
    /// The consumer: hung up, declined, or was busy.
    CONSUMER,
    /// The switch: its time limit, a supervisor's command, its own end.
    SWITCH,
    /// The network between them.
    NETWORK
}
