/// Live calls on the switches: what became of each attempt, and what happens without one.
@NullMarked
package se.ringvakt.watch;

import org.jspecify.annotations.NullMarked;
