package se.ringvakt.ledger.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.ledger.GateVersions;
import se.ringvakt.ledger.GateVersions.Part;
import se.ringvakt.ledger.SeenGate;

/// Since when other gates have had other versions than this one. For one thread.
final class GateDifferences {
    /// For how long they may. Registers come to every gate within seconds and are told within half
    /// a minute; program and policy are changed gate by gate.
    static final Duration TOLERATED = Duration.ofMinutes(2);

    /// More are counted, not told.
    private static final int TOLD = 3;

    private Map<Difference, Long> sinceNanos = Map.of();

    /// @param holder the run of the gate that has another version of this part
    private record Difference(String holder, Part part) {}

    /// Takes in what the others say now. Returns who has had another version of anything for longer
    /// than is tolerated, in one line; empty: nobody.
    Optional<String> look(GateVersions own, List<SeenGate> others, long nowNanos) {
        Map<Difference, Long> now = new HashMap<>();
        List<String> tooLong = new ArrayList<>();
        for (SeenGate gate : others) {
            if (!gate.isLiving()) {
                continue;
            }
            for (Part part : own.differing(gate.versions())) {
                Difference difference = new Difference(gate.holder(), part);
                long since = sinceNanos.getOrDefault(difference, nowNanos);
                now.put(difference, since);
                if (nowNanos - since > TOLERATED.toNanos()) {
                    tooLong.add(text(gate, part, own));
                }
            }
        }
        sinceNanos = now;
        return tooLong.isEmpty() ? Optional.empty() : Optional.of(line(tooLong));
    }

    private static String line(List<String> all) {
        String told = String.join("; ", all.subList(0, Math.min(all.size(), TOLD)));
        int more = all.size() - TOLD;
        return told
                + (more > 0 ? "; and " + more + " more" : "")
                + " (expected: the same at all gates, see ringvakt gates)";
    }

    private static String text(SeenGate gate, Part part, GateVersions own) {
        return "gate %d (%s): %s %s, here %s"
                .formatted(
                        gate.node(),
                        gate.name(),
                        part.word(),
                        said(gate.versions().of(part)),
                        said(own.of(part)));
    }

    private static String said(String version) {
        return version.isEmpty() ? "unknown" : version;
    }
}
