/// The values everyone speaks: numbers, campaigns, agents, attempts, what is known of a number.
/// Immutable, plain JDK, no clock and no I/O.
@NullMarked
package se.ringvakt.call;

import org.jspecify.annotations.NullMarked;
