package se.ringvakt.replay;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What a file may tell of a call.
public enum Field {
    /// When dialling began.
    TIME,
    NUMBER,
    /// Before a number that has neither a leading 0 nor a plus.
    COUNTRY_CODE,
    CAMPAIGN,
    AGENT,
    CALLER_ID,
    KIND,
    STATUS,
    /// How long it rang.
    RING_SECONDS,
    /// Ringing and talking together.
    DURATION_SECONDS,
    TALK_SECONDS,
    /// From the answer to the agent.
    WAIT_SECONDS;

    /// As it is written in a mapping, such as `ring-seconds`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The field of this word.
    public static Optional<Field> named(String word) {
        return Stream.of(values()).filter(field -> field.word().equals(word)).findFirst();
    }
}
