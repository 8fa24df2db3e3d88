package se.ringvakt.call;

/// Who told what became of an attempt.
public enum Source {
    /// The dialplan's hangup handler, over AGI.
    HANDLER,
    /// The switch's events, over the manager interface.
    EVENTS
}
