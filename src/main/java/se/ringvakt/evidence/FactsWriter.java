package se.ringvakt.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// The facts of one record as they are told. For one thread.
public final class FactsWriter {
    private final ObjectNode facts = Json.object();
    private final ObjectNode disclosed = Json.object();
    private final Duration stepped;

    /// @param stepped how far the clock has been set since the writer began
    FactsWriter(long n, Instant at, Kind kind, Duration stepped) {
        this.stepped = stepped;
        facts.put("n", n).put("at", Json.time(at)).put("kind", kind.word());
    }

    public FactsWriter put(String key, String value) {
        facts.put(key, value);
        return this;
    }

    public FactsWriter put(String key, long value) {
        facts.put(key, value);
        return this;
    }

    public FactsWriter put(String key, boolean value) {
        facts.put(key, value);
        return this;
    }

    /// Puts a time, in UTC with milliseconds.
    public FactsWriter put(String key, Instant value) {
        return put(key, Json.time(value));
    }

    /// Puts a value, or null where there is none.
    public FactsWriter put(String key, Optional<String> value) {
        facts.put(key, value.orElse(null));
        return this;
    }

    /// Puts words.
    public FactsWriter put(String key, Collection<String> words) {
        words.forEach(facts.putArray(key)::add);
        return this;
    }

    /// Puts an object or an array.
    public FactsWriter put(String key, JsonNode value) {
        facts.set(key, value);
        return this;
    }

    /// Commits to a personal value, which is disclosed beside the facts and can be erased there.
    ///
    /// @param key one of the format's personal fields
    public FactsWriter personal(String key, Optional<String> value) {
        if (!Hashes.PERSONAL.contains(key)) {
            throw new IllegalArgumentException(
                    "key: " + key + " (expected: one of " + Hashes.PERSONAL + ")");
        }
        if (value.isEmpty()) {
            facts.putNull(key);
            return this;
        }
        String salted = Hashes.salted(value.get());
        facts.put(key, Hashes.commitment(salted));
        disclosed.put(key, salted);
        return this;
    }

    /// Puts what is known of the clock.
    public FactsWriter clock() {
        facts.putObject("clock").put("source", "system").put("steppedMillis", stepped.toMillis());
        return this;
    }

    String facts() {
        return Json.text(facts);
    }

    String disclosed() {
        return Json.text(disclosed);
    }
}
