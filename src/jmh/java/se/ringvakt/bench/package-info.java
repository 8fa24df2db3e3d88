/// Benchmarks over the wire and what all benchmarks share; those of one part stand in its package.
@NullMarked
package se.ringvakt.bench;

import org.jspecify.annotations.NullMarked;
