package se.ringvakt.web;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Answers that were given, kept for a day so that a request that is sent again is not carried out
/// again. Thread-safe; blocks.
public interface Idempotency {

    /// What the caller calls their request.
    ///
    /// @param caller their name
    /// @param operation its name in the contract
    /// @param key whatever they chose; 1 to 100 characters
    record Key(String caller, String operation, String key) {}

    /// An answer as it was sent.
    ///
    /// @param type of the body; empty: there is none
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    record Answer(int status, Map<String, String> headers, String type, byte[] body) {
        public Answer {
            headers = Map.copyOf(headers);
        }
    }

    /// How a request stands.
    sealed interface Standing {
        /// Nobody has asked it before; from now on it is under way.
        record Begun() implements Standing {}

        /// It was asked, and its answer is not on record: it is under way, or the program was
        /// stopped in it.
        record UnderWay() implements Standing {}

        /// It was asked with another body.
        record Different() implements Standing {}

        /// It was answered.
        ///
        /// @param answer empty: it held a secret, and is not kept
        record Done(Optional<Answer> answer) implements Standing {}
    }

    /// Begins a request, unless it has begun before; only one of many at one time begins it.
    ///
    /// @param bodyHash tells one body from another
    Standing begin(Key key, String bodyHash, Instant now);

    /// Keeps its answer.
    ///
    /// @param answer empty: it holds a secret
    void end(Key key, Optional<Answer> answer);

    /// It came to nothing, and may be asked again.
    void abandon(Key key);

    /// Erases everything begun before this instant. Returns how many.
    int erase(Instant before);
}
