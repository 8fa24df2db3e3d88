package se.ringvakt.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;

/// What is signed of a segment.
///
/// @param segment the segment's name
/// @param first its first record
/// @param last its last record
/// @param previous the hash of the record before the first
/// @param hash the hash of the last record
/// @param closed no record follows in this segment
/// @param key the id of the key that signed
public record Head(
        String segment,
        long first,
        long last,
        String previous,
        String hash,
        boolean closed,
        Instant at,
        String key) {
    private static final int FORMAT = 1;

    /// As it is written and signed: one line of JSON, and its line feed.
    String text() {
        ObjectNode object =
                Json.object()
                        .put("format", FORMAT)
                        .put("segment", segment)
                        .put("first", first)
                        .put("last", last)
                        .put("previous", previous)
                        .put("hash", hash)
                        .put("closed", closed)
                        .put("at", Json.time(at))
                        .put("key", key);
        return Json.text(object) + "\n";
    }

    /// Reads what was signed.
    ///
    /// @throws EvidenceException when it is not a head
    public static Head read(String text) {
        JsonNode object = Json.read(text);
        if (object.path("format").asInt() != FORMAT) {
            throw new EvidenceException("format: not " + FORMAT);
        }
        try {
            Head head =
                    new Head(
                            object.path("segment").asText(),
                            object.path("first").asLong(),
                            object.path("last").asLong(),
                            object.path("previous").asText(),
                            object.path("hash").asText(),
                            object.path("closed").asBoolean(),
                            Instant.parse(object.path("at").asText()),
                            object.path("key").asText());
            if (!head.text().equals(text)) {
                throw new EvidenceException("head: not as it is written here");
            }
            return head;
        } catch (DateTimeException e) {
            throw new EvidenceException("at: not a time", e);
        }
    }
}
