package se.ringvakt.view;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// An attempt and what became of it, as it is printed.
///
/// @param attempt its id; no JSON number, which many readers cannot hold that large
/// @param channel the switch's unique id of the channel that asked
/// @param basis the versions it was judged by
/// @param rehearsed it would have been denied, and a rehearsal let it out
/// @param reasons for what; none when it was allowed
/// @param silentAt when it was recorded that nobody met the consumer who answered
/// @param outcome empty: still open, or nobody ever told
public record AttemptView(
        String attempt,
        OffsetDateTime at,
        String campaign,
        Optional<String> offer,
        Optional<String> agent,
        String kind,
        String number,
        long timeoutMillis,
        String callerId,
        String channel,
        String basis,
        boolean rehearsed,
        List<String> reasons,
        State state,
        Optional<OffsetDateTime> silentAt,
        Optional<Became> outcome) {

    /// Whether it counts against the limits, and why.
    public enum State {
        OPEN("still open; it counts"),
        NEVER_TOLD("nobody ever told what became of it; it counts"),
        COUNTED("it counts"),
        COUNTED_UNREACHED("told too late to be released; it counts"),
        RELEASED("released: the phone was not reached; it does not count"),
        WITHDRAWN("taken back: the permit never got to the switch; it does not count");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /// The same for people.
        public String words() {
            return words;
        }

        public boolean counts() {
            return this != RELEASED && this != WITHDRAWN;
        }
    }

    /// What became of it.
    ///
    /// @param status the switch's word; empty: none was told
    /// @param rangMillis empty: it never rang, or nobody knows
    /// @param answer none, met, silent or unseen
    /// @param talkMillis how long it was answered
    /// @param metMillis from the answer to being joined with the agent
    /// @param endedBy agent, consumer, switch or network; empty: nobody knows
    /// @param sources handler (the switch's report) and events
    public record Became(
            OffsetDateTime ended,
            String status,
            Optional<Long> rangMillis,
            Optional<TooShort> breach,
            String answer,
            Optional<Long> talkMillis,
            Optional<Long> metMillis,
            Optional<String> endedBy,
            List<String> sources) {}

    /// A ringing that our side ended before six rings, and whom that is held against.
    ///
    /// @param agent empty: nobody but the campaign
    public record TooShort(String code, Optional<String> agent, String campaign) {}
}
