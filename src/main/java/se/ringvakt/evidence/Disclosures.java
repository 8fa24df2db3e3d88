package se.ringvakt.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Holds what is disclosed against what was committed to, and what is missing against what was
/// erased. For one thread.
final class Disclosures {
    private final Findings findings;
    private final Map<String, Ranges> missing = new HashMap<>();
    private final Map<String, Ranges> erased = new HashMap<>();
    private final TreeMap<Long, SegmentName> segmentByFirst = new TreeMap<>();

    Disclosures(Findings findings) {
        this.findings = findings;
    }

    /// Looks at one record that stands in its place in the chain.
    void look(SegmentName segment, EvidenceRecord each) {
        if (!segmentByFirst.containsValue(segment)) {
            segmentByFirst.put(each.n(), segment);
        }
        for (String field : Hashes.PERSONAL) {
            wrong(each, field).ifPresent(text -> add(segment, each, field + ": " + text));
            if (each.isErased(field)) {
                missing.computeIfAbsent(field, _ -> new Ranges()).add(each.n());
            }
        }
        for (String field : each.disclosed().keySet()) {
            if (!Hashes.PERSONAL.contains(field)) {
                add(segment, each, "discloses a field that has no commitment");
            }
        }
        if (each.kind() == Kind.ERASURE) {
            erase(each);
        }
    }

    private static Optional<String> wrong(EvidenceRecord each, String field) {
        JsonNode committed = each.facts().path(field);
        String disclosed = each.disclosed().get(field);
        if (committed.isMissingNode() || committed.isNull()) {
            return disclosed == null
                    ? Optional.empty()
                    : Optional.of("disclosed without a commitment");
        }
        if (!committed.isTextual() || !Hashes.isCommitment(committed.textValue())) {
            return Optional.of("stands in the facts without a commitment");
        }
        return disclosed == null || Hashes.commitment(disclosed).equals(committed.textValue())
                ? Optional.empty()
                : Optional.of("what is disclosed is not what was committed to");
    }

    /// A record erases nothing that came after it.
    private void erase(EvidenceRecord erasure) {
        for (JsonNode field : erasure.facts().path(Erasures.FIELDS)) {
            Ranges of = erased.computeIfAbsent(field.asText(), _ -> new Ranges());
            for (JsonNode range : erasure.facts().path(Erasures.RECORDS)) {
                of.add(
                        Math.max(1, range.path(0).asLong()),
                        Math.min(erasure.n() - 1, range.path(1).asLong()));
            }
        }
    }

    /// When everything was looked at: what is missing and nobody erased.
    void conclude() {
        missing.forEach((field, of) -> {
            for (Ranges.Range range : of.without(erased.getOrDefault(field, new Ranges()))) {
                findings.add(
                        new Finding(
                                Finding.Problem.UNDISCLOSED,
                                Optional.ofNullable(segmentByFirst.floorEntry(range.first()))
                                        .map(entry -> entry.getValue().toString()),
                                range.first(),
                                range.last(),
                                field + ": missing, and no record says that it was erased"));
            }
        });
    }

    private void add(SegmentName segment, EvidenceRecord each, String text) {
        findings.add(Finding.of(Finding.Problem.COMMITMENT, segment, each.n(), each.n(), text));
    }
}
