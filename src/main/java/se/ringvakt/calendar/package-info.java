/// Calling hours and closed days. Pure: takes dates and times, never a clock.
@NullMarked
package se.ringvakt.calendar;

import org.jspecify.annotations.NullMarked;
