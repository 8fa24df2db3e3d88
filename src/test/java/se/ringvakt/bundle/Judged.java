package se.ringvakt.bundle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import se.ringvakt.evidence.FactsWriter;
import se.ringvakt.evidence.Kind;
import se.ringvakt.evidence.Testimony;

/// A decision as the gate tells it, and its outcome, for tests.
public record Judged(Instant at, Kind kind, long number, String attempt, List<String> reasons)
        implements Testimony {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    public static Judged allowed(Instant at, long number, String attempt) {
        return new Judged(at, Kind.DECISION, number, attempt, List.of());
    }

    public static Judged denied(Instant at, long number, String... reasons) {
        return new Judged(at, Kind.DECISION, number, "", List.of(reasons));
    }

    public static Judged ended(Instant at, String attempt) {
        return new Judged(at, Kind.OUTCOME, 0, attempt, List.of());
    }

    /// Records that were lost.
    public static Judged lost(Instant at, long records) {
        return new Judged(at, Kind.GAP, records, "", List.of());
    }

    @Override
    public void tell(FactsWriter facts) {
        switch (kind) {
            case DECISION -> decision(facts);
            case GAP -> facts.put("lost", number).put("from", at).put("to", at);
            default -> outcome(facts);
        }
    }

    private void decision(FactsWriter facts) {
        facts.put("verdict", reasons.isEmpty() ? "ALLOW" : "DENY")
                .put("reasons", reasons)
                .put("retryAt", Optional.empty())
                .put("attempt", Optional.of(attempt).filter(id -> !id.isEmpty()))
                .personal("number", Optional.of(Long.toString(number)))
                .personal("agent", Optional.of("an\"na\\1"))
                .put("campaign", "el-<2026>")
                .put("principal", "Elbolaget")
                .put("offer", Optional.empty())
                .put("dialKind", "manual")
                .put("callerId", "46701740699")
                .put("timeoutSeconds", 40)
                .personal("channel", Optional.empty())
                .personal("uniqueId", Optional.of("1764067200.17"))
                .put("registers", JSON.arrayNode().add(register()))
                .put("policy", "2026-1")
                .put(
                        "history",
                        JSON.objectNode()
                                .put("version", 7)
                                .put("countedBefore", 3)
                                .put("countedAfter", 4)
                                .put("today", 1)
                                .put("window", 2)
                                .put("debt", false))
                .put("exemption", JSON.objectNode().put("ground", "consent").putNull("since"))
                .clock()
                .put("latencyMicros", 90)
                .put("mode", "enforce");
    }

    private static ObjectNode register() {
        return JSON.objectNode()
                .put("name", "nix")
                .put("version", "2026-11-20-0badcafe")
                .put("checksum", "0badcafe")
                .put("updated", "2026-11-20")
                .put("answer", "listed");
    }

    private void outcome(FactsWriter facts) {
        facts.put("attempt", attempt)
                .put("campaign", "el-<2026>")
                .put("result", "settled")
                .put("status", "NOANSWER")
                .put("counted", true)
                .put("answer", "none")
                .put("ringMillis", 31_500)
                .put("breach", Optional.empty())
                .put("endedBy", Optional.of("switch"));
    }
}
