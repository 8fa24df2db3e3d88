package se.ringvakt.witness;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import se.ringvakt.call.AttemptId;
import se.ringvakt.evidence.EvidenceFolder;
import se.ringvakt.evidence.EvidenceRecord;
import se.ringvakt.evidence.Segment;
import se.ringvakt.evidence.Testimony;
import se.ringvakt.ledger.CallRecords;

/// Permits that the ledger has and the evidence has not: their gate was killed within the second
/// that a record takes to the disk.
public final class Missing {
    /// Records may stand so much out of the order of time.
    private static final Duration SLACK = Duration.ofMinutes(1);

    private static final Pattern ID = Pattern.compile("[0-8][0-9]{18}|[0-9]{1,18}");

    private Missing() {}

    /// What is to be put on record before anything else; none where nothing ever was.
    ///
    /// @param shared whether other gates permit calls by this ledger: those are in evidence of
    ///   theirs, and only what bears a number that this evidence knows is this gate's
    /// @throws se.ringvakt.evidence.EvidenceException when the evidence cannot be read
    public static List<? extends Testimony> of(
            EvidenceFolder evidence, CallRecords ledger, boolean shared) {
        List<Segment> segments = evidence.segments();
        Set<String> known = new HashSet<>();
        Set<Integer> nodes = new HashSet<>();
        Optional<Instant> last = Optional.empty();
        for (Segment segment :
                segments.subList(Math.max(0, segments.size() - 2), segments.size())) {
            try (Stream<EvidenceRecord> all = segment.readable()) {
                for (EvidenceRecord each : (Iterable<EvidenceRecord>) all::iterator) {
                    String attempt = each.facts().path("attempt").asText();
                    known.add(attempt);
                    // Whatever else may stand there is for whoever verifies.
                    if (ID.matcher(attempt).matches()) {
                        nodes.add(new AttemptId(Long.parseLong(attempt)).node());
                    }
                    last = Optional.of(each.at());
                }
            }
        }
        return last.map(at -> missing(at.minus(SLACK), known, ledger)).orElse(List.of()).stream()
                .filter(each -> !shared || nodes.contains(each.attempt().id().node()))
                .toList();
    }

    private static List<Recovered> missing(Instant since, Set<String> known, CallRecords ledger) {
        return ledger.started(since).stream()
                .map(CallRecords.Call::attempt)
                .filter(attempt -> !known.contains(attempt.id().toString()))
                .map(Recovered::new)
                .toList();
    }
}
