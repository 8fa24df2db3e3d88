package se.ringvakt.evidence;

import java.time.Instant;
import java.util.Base64;

/// Another key signs from the next segment on. The segment that this record ends is the last one
/// that the former key signs, so the former key vouches for the next.
record Rotation(Instant at, VerifyingKey former, VerifyingKey next) implements Testimony {
    static final String KEY = "key";

    @Override
    public Kind kind() {
        return Kind.KEY;
    }

    @Override
    public void tell(FactsWriter facts) {
        facts.put(KEY, next.id())
                .put("former", former.id())
                .put("public", Base64.getEncoder().encodeToString(next.key().getEncoded()));
    }
}
