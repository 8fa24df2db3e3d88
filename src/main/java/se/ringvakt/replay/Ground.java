package se.ringvakt.replay;

import java.time.Instant;
import java.util.Optional;
import se.ringvakt.call.History;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.rule.Policies;

/// By what calls are judged.
///
/// @param knowledge campaigns, registers and lists; that it is fresh is not asked
/// @param policies in force
/// @param other the policies asked about, instead of those in force
/// @param before what was on record of a number before the file's first call
public record Ground(
        NumberPlan plan,
        Knowledge knowledge,
        Policies policies,
        Optional<Policies> other,
        Before before) {

    /// Finds what was on record of a number before an instant.
    @FunctionalInterface
    public interface Before {
        /// Nothing was.
        Before NOTHING = (number, _) -> History.none(number);

        /// The history of a number, without what began at that instant or later.
        History of(PhoneNumber number, Instant first);
    }
}
