package se.ringvakt.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was found when every byte was looked at.
///
/// @param findings what is wrong, at most [#FINDINGS_MOST]; none: it is verified
/// @param unnamed how many more there are
/// @param first the earliest time of a record
/// @param last the latest
/// @param keys the ids of the keys that signed, in order
/// @param head the last segment's, if it can be read: keep a copy elsewhere, since records cut off
///   together with their heads leave no trace here
/// @param restored where the chain went on from a backup, in order
public record Verification(
        List<Finding> findings,
        long unnamed,
        long records,
        int segments,
        Optional<Instant> first,
        Optional<Instant> last,
        List<String> keys,
        Optional<Head> head,
        List<Restored> restored) {
    /// So many findings are named.
    public static final int FINDINGS_MOST = 1_000;

    public Verification {
        findings = List.copyOf(findings);
        keys = List.copyOf(keys);
        restored = List.copyOf(restored);
    }

    /// The same with one more finding.
    Verification with(Finding finding) {
        List<Finding> more = new ArrayList<>(findings);
        more.add(finding);
        return new Verification(
                more, unnamed, records, segments, first, last, keys, head, restored);
    }

    public boolean isVerified() {
        return findings.isEmpty();
    }
}
