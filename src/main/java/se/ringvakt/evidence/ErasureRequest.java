package se.ringvakt.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Personal values that are to be erased.
///
/// @param fields which
/// @param number only of records that tell this number; empty: of all
/// @param before only of records before this instant; empty: of all
/// @param why as it stands on record
/// @param by who wants it, as it stands on record
record ErasureRequest(
        SortedSet<String> fields,
        Optional<String> number,
        Optional<Instant> before,
        String why,
        String by) {

    ErasureRequest {
        if (fields.isEmpty() || !Hashes.PERSONAL.containsAll(fields)) {
            throw new IllegalArgumentException(
                    "fields: " + fields + " (expected: some of " + Hashes.PERSONAL + ")");
        }
        if (number.isEmpty() && before.isEmpty()) {
            throw new IllegalArgumentException("erasure: of everything (expected: of something)");
        }
        fields = new TreeSet<>(fields);
    }

    /// Whether there is something to erase in this record.
    boolean concerns(EvidenceRecord each) {
        return before.map(end -> each.at().isBefore(end)).orElse(true)
                && number.map(wanted -> each.value("number").equals(Optional.of(wanted)))
                        .orElse(true)
                && fields.stream().anyMatch(each.disclosed()::containsKey);
    }

    String json() {
        ObjectNode object = Json.object().put("why", why).put("by", by);
        fields.forEach(object.putArray("fields")::add);
        number.ifPresent(value -> object.put("number", value));
        before.ifPresent(value -> object.put("before", value.toString()));
        return Json.text(object);
    }

    /// @throws EvidenceException when it is none
    static ErasureRequest read(String text) {
        ObjectNode object = Json.read(text);
        SortedSet<String> fields = new TreeSet<>();
        object.path("fields").forEach(field -> fields.add(field.asText()));
        try {
            return new ErasureRequest(
                    fields,
                    Optional.ofNullable(object.get("number")).map(JsonNode::asText),
                    Optional.ofNullable(object.get("before"))
                            .map(JsonNode::asText)
                            .map(Instant::parse),
                    object.path("why").asText(),
                    object.path("by").asText());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new EvidenceException("no erasure: " + e.getMessage(), e);
        }
    }
}
