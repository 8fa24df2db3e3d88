/// The registers in memory: versions of the national register as immutable snapshots, and what
/// block lists and exemptions say of each number.
@NullMarked
package se.ringvakt.register;

import org.jspecify.annotations.NullMarked;
