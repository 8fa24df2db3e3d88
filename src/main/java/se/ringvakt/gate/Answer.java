package se.ringvakt.gate;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.EmergencyNumber;
import se.ringvakt.rule.Permit;
import se.ringvakt.rule.Reason;

/// The gate's answer to one dial.
public sealed interface Answer {

    /// Dial it; the attempt stands in the ledger.
    ///
    /// @param rehearsed what the answer would have been, had this not been a rehearsal
    record Allowed(Attempt attempt, Permit permit, Optional<Denied> rehearsed) implements Answer {}

    /// Dial it, whatever else holds; it is not recorded.
    record Emergency(EmergencyNumber number) implements Answer {}

    /// Do not dial.
    ///
    /// @param reasons at least one, the primary one first
    /// @param retryAt when the same request would be allowed, if anyone can know
    record Denied(List<Reason> reasons, Optional<ZonedDateTime> retryAt) implements Answer {
        public Denied {
            reasons = List.copyOf(reasons);
        }

        /// A denial for one reason, with no next time.
        public static Denied of(Reason reason) {
            return new Denied(List.of(reason), Optional.empty());
        }

        public Reason primary() {
            return reasons.getFirst();
        }
    }
}
