package se.ringvakt.hook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What webhooks tell of; the words are stable.
public enum EventType {
    /// A dial was denied.
    BLOCKED,
    /// Our side gave up before six rings (§3.2).
    BREACH,
    /// Somebody answered and met nobody (§3.3).
    SILENT_CALL,
    /// A switch dialled past the gate.
    BYPASS,
    /// A register is too old, or soon will be.
    REGISTER_STALE,
    /// A file for a register was refused.
    REGISTER_REFUSED,
    /// The gate denies every dial, or would.
    GATE_NOT_READY,
    /// The gate is ready again.
    GATE_READY;

    /// As it stands in settings and events: `silent-call`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The type of this word, if it is one.
    public static Optional<EventType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    /// May come thousands of times a second, so it is told in batches.
    boolean isFrequent() {
        return this == BLOCKED;
    }
}
