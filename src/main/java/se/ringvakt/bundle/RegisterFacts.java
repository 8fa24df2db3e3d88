package se.ringvakt.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import se.ringvakt.evidence.EvidenceRecord;
import se.ringvakt.register.RegisterVersion;
import se.ringvakt.register.StoredVersion;

/// What is known of each register version that records name: what they say of it, and what the
/// installation still has of it.
final class RegisterFacts {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private RegisterFacts() {}

    /// An array, in the order in which records first name them.
    static String json(
            List<EvidenceRecord> records, Function<String, List<StoredVersion>> versions) {
        ArrayNode all = JSON.createArrayNode();
        Set<String> seen = new HashSet<>();
        for (EvidenceRecord record : records) {
            for (JsonNode each : record.facts().path("registers")) {
                String version = each.path("version").asText("");
                if (each.path("version").isTextual()
                        && seen.add(each.path("name").asText() + " " + version)) {
                    all.add(facts(record.n(), each, versions));
                }
            }
        }
        try {
            return JSON.writeValueAsString(all) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode facts(
            long n, JsonNode each, Function<String, List<StoredVersion>> versions) {
        String name = each.path("name").asText();
        ObjectNode facts =
                JSON.createObjectNode()
                        .put("name", name)
                        .put("version", each.path("version").asText())
                        .put("updated", each.path("updated").asText())
                        .put("checksum", each.path("checksum").asText())
                        .put("firstNamedByRecord", n);
        versions.apply(name).stream()
                .filter(stored -> stored.id().equals(each.path("version").asText()))
                .flatMap(stored -> stored.version().stream())
                .findFirst()
                .ifPresentOrElse(known -> put(facts, known), () -> facts.put("kept", false));
        return facts;
    }

    private static void put(ObjectNode facts, RegisterVersion known) {
        facts.put("kept", true)
                .put("checksumKept", known.checksum())
                .put("numbers", known.count())
                .put("coverage", known.coverage().toString())
                .put("putInForce", known.imported().toString())
                .put("source", known.source())
                .put("sourceChecksum", known.sourceChecksum());
    }
}
