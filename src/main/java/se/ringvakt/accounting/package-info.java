/// What checking numbers against a register costs: checks counted per principal and month, priced
/// as each kind of contract would, and record credits. Pure; takes dates, never a clock.
@NullMarked
package se.ringvakt.accounting;

import org.jspecify.annotations.NullMarked;
