/// Every meter there is; [Meter] is their list and documentation, [PrometheusMeters] how they are
/// read.
@NullMarked
package se.ringvakt.metrics;

import org.jspecify.annotations.NullMarked;
