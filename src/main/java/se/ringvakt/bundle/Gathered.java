package se.ringvakt.bundle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.ringvakt.evidence.EvidenceRecord;
import se.ringvakt.evidence.Finding;
import se.ringvakt.evidence.Kind;
import se.ringvakt.evidence.Restored;
import se.ringvakt.evidence.Segment;

/// What is on record about a number.
///
/// @param segments of the period, oldest first
/// @param records the number's decisions and their outcomes, and what is told of lost records, of
///   restored backups and of changed keys; by serial number
/// @param erased decisions of the period whose number is erased: nobody can say any more whether
///   they concern this one
/// @param beginning when the record of decisions begins; empty: there is none
/// @param keys which signed, in order
/// @param findings what does not verify
/// @param restored the backups that were restored, whereby records of the period were replaced
record Gathered(
        List<Segment> segments,
        List<EvidenceRecord> records,
        long erased,
        Optional<Instant> beginning,
        List<String> keys,
        List<Finding> findings,
        List<Restored> restored) {

    Gathered {
        segments = List.copyOf(segments);
        records = List.copyOf(records);
        keys = List.copyOf(keys);
        findings = List.copyOf(findings);
        restored = List.copyOf(restored);
    }

    List<EvidenceRecord> decisions() {
        return of(Kind.DECISION).toList();
    }

    List<EvidenceRecord> gaps() {
        return of(Kind.GAP).toList();
    }

    /// What became of this decision's attempt.
    List<EvidenceRecord> outcomes(EvidenceRecord decision) {
        String attempt = decision.facts().path("attempt").asText("");
        return attempt.isEmpty()
                ? List.of()
                : of(Kind.OUTCOME)
                        .filter(each -> each.facts().path("attempt").asText().equals(attempt))
                        .toList();
    }

    Set<Long> serials() {
        return records.stream().map(EvidenceRecord::n).collect(Collectors.toSet());
    }

    private Stream<EvidenceRecord> of(Kind kind) {
        return records.stream().filter(each -> each.kind() == kind);
    }
}
