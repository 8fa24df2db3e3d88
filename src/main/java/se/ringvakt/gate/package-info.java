/// The decision: normalise, gather facts, judge, record, answer; agents' leases; settling outcomes.
///
/// Start at [Gate#decide].
@NullMarked
package se.ringvakt.gate;

import org.jspecify.annotations.NullMarked;
