package se.ringvakt.call;

/// How a call is made.
public enum Kind {
    MANUAL(true, false),
    PROGRESSIVE(true, false),
    /// Prerecorded or digital, no agent (§3.4).
    ROBOT(false, true),
    /// A word we do not know: judged as the strictest, with agent and consent.
    UNKNOWN(true, true);

    private final boolean needsAgent;
    private final boolean needsConsent;

    Kind(boolean needsAgent, boolean needsConsent) {
        this.needsAgent = needsAgent;
        this.needsConsent = needsConsent;
    }

    public boolean needsAgent() {
        return needsAgent;
    }

    public boolean needsConsent() {
        return needsConsent;
    }
}
