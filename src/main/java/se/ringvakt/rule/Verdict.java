package se.ringvakt.rule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The rulebook's answer to one dial.
public sealed interface Verdict {

    /// It may be dialled, on these terms.
    record Allow(Permit permit) implements Verdict {}

    /// It may not.
    ///
    /// @param reasons at least one, in the order of [Reason]; the first is the primary one
    /// @param retryAt the first instant at which the same request would be allowed, everything
    ///   recorded staying as it is; empty: none within 400 days, or nobody knows
    /// @param fault what broke, when a rule threw
    record Deny(List<Reason> reasons, Optional<Instant> retryAt, Optional<Fault> fault)
            implements Verdict {
        public Deny {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("reasons: none (expected: at least one)");
            }
        }

        /// A denial for one reason that stands alone.
        public static Deny of(Reason reason) {
            return new Deny(List.of(reason), Optional.empty(), Optional.empty());
        }

        public Reason primary() {
            return reasons.getFirst();
        }
    }

    /// A rule that threw instead of answering.
    record Fault(String rule, RuntimeException cause) {}
}
