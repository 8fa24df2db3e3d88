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

    /// The kind a word means; empty: manual.
    public static Kind named(String word) {
        return switch (word) {
            case "", "manual" -> MANUAL;
            case "progressive" -> PROGRESSIVE;
            case "robot" -> ROBOT;
            default -> UNKNOWN;
        };
    }

    public boolean needsAgent() {
        return needsAgent;
    }

    public boolean needsConsent() {
        return needsConsent;
    }
}
