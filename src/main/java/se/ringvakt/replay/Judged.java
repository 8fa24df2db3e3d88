package se.ringvakt.replay;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import se.ringvakt.rule.Reason;

/// What the gate would have answered.
///
/// @param reasons none: it would have been allowed
/// @param emergency an emergency number, which is always allowed and never counted
record Judged(List<Reason> reasons, Optional<Instant> retryAt, boolean emergency) {
    static final Judged ALLOWED = new Judged(List.of(), Optional.empty(), false);
    static final Judged EMERGENCY = new Judged(List.of(), Optional.empty(), true);

    static Judged denied(Reason reason) {
        return new Judged(List.of(reason), Optional.empty(), false);
    }

    boolean allowed() {
        return reasons.isEmpty();
    }
}
