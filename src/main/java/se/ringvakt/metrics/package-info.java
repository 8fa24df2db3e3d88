/// Every meter there is; [Meter] is their list and documentation.
@NullMarked
package se.ringvakt.metrics;

import org.jspecify.annotations.NullMarked;
