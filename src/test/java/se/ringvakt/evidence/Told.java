package se.ringvakt.evidence;

import java.time.Instant;
import java.util.Optional;

/// A decision as a test tells it.
record Told(Instant at, long number, String attempt) implements Testimony {

    @Override
    public Kind kind() {
        return Kind.DECISION;
    }

    @Override
    public void tell(FactsWriter facts) {
        facts.put("verdict", "ALLOW")
                .put("attempt", attempt)
                .personal("number", Optional.of(Long.toString(number)))
                .personal("agent", Optional.of("101"))
                .put("campaign", "el-2026 å\t\"x\"")
                .clock()
                .personal("uniqueId", Optional.empty());
    }
}
