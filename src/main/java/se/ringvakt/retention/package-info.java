/// What is kept for how long, and its erasure when its time is up: the schedule, the daily run, and
/// the keys under which a year's offers are remembered without numbers.
@NullMarked
package se.ringvakt.retention;

import org.jspecify.annotations.NullMarked;
