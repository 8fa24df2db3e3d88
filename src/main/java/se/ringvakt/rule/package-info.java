/// Facts in, verdict out. Pure: no clock, no I/O, no logging.
///
/// [Rulebook] asks every [Rule] in the order of [Reason]; each rule is one final class named for
/// what it forbids, its first doc line the clause and the source. Every figure is a setting of the
/// [Policy], none a constant here.
@NullMarked
package se.ringvakt.rule;

import org.jspecify.annotations.NullMarked;
