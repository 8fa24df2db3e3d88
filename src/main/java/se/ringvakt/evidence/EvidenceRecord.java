package se.ringvakt.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One record as it stands in its segment. Reading it does not verify it.
///
/// @param n its serial number, from 1 over all segments
/// @param facts everything but the personal values, in whose place stand commitments
/// @param disclosed what is disclosed of those, each as `SALT:VALUE`; erased ones are missing
/// @param line the whole line, without its line feed
public record EvidenceRecord(
        long n,
        Instant at,
        Kind kind,
        ObjectNode facts,
        Map<String, String> disclosed,
        String line) {
    private static final int COLUMNS = 3;

    public EvidenceRecord {
        disclosed = Map.copyOf(disclosed);
    }

    /// Takes a line apart.
    ///
    /// @throws EvidenceException when it is not a record
    public static EvidenceRecord read(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS || !Hashes.isHash(columns[0])) {
            throw new EvidenceException("not a hash, facts and disclosures, parted by tabs");
        }
        ObjectNode facts = Json.read(columns[1]);
        Kind kind =
                Kind.of(facts.path("kind").asText(""))
                        .orElseThrow(() -> new EvidenceException("kind: unknown"));
        if (!facts.path("n").isIntegralNumber() || facts.path("n").asLong() < 1) {
            throw new EvidenceException("n: not a serial number");
        }
        return new EvidenceRecord(
                facts.path("n").asLong(), at(facts), kind, facts, disclosed(columns[2]), line);
    }

    /// The same; empty: it is none.
    static Optional<EvidenceRecord> tryRead(String line) {
        try {
            return Optional.of(read(line));
        } catch (EvidenceException _) {
            return Optional.empty();
        }
    }

    private static Instant at(ObjectNode facts) {
        try {
            return Instant.parse(facts.path("at").asText(""));
        } catch (DateTimeException e) {
            throw new EvidenceException("at: not a time", e);
        }
    }

    private static Map<String, String> disclosed(String column) {
        ObjectNode object = Json.read(column);
        if (!Json.text(object).equals(column)) {
            throw new EvidenceException("disclosures: not as they are written here");
        }
        Map<String, String> disclosed = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getValue().isTextual() || !Hashes.isSalted(field.getValue().textValue())) {
                throw new EvidenceException("disclosures: not SALT:VALUE");
            }
            disclosed.put(field.getKey(), field.getValue().textValue());
        }
        return disclosed;
    }

    /// The hash written in its line.
    public String hash() {
        return column(0);
    }

    /// The facts, letter by letter as they were hashed.
    public String factsText() {
        return column(1);
    }

    /// The hash of the facts alone, as it went into the chain: it tells nothing of them.
    public String factsHash() {
        return Hashes.ofFacts(factsText());
    }

    private String column(int index) {
        return line.split("\t", -1)[index];
    }

    /// A personal value; empty: there was none, or it is erased.
    ///
    /// @param field `number`, `agent`, `channel` or `uniqueId`
    public Optional<String> value(String field) {
        return Optional.ofNullable(disclosed.get(field)).map(Hashes::value);
    }

    /// Whether this field had a value that is erased.
    public boolean isErased(String field) {
        return facts.path(field).isTextual() && !disclosed.containsKey(field);
    }

    /// The same line without these personal values; nothing else of it changes.
    String without(Iterable<String> fields) {
        ObjectNode left = Json.read(column(2));
        fields.forEach(left::remove);
        return hash() + "\t" + factsText() + "\t" + Json.text(left);
    }
}
