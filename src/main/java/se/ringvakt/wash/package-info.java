/// List washing: a file of numbers in, the same file out, with the numbers that may not be called
/// removed or marked, judged by the gate's own rules against the gate's own registers and lists.
///
/// `WashRequest` says what is asked, a `Screen` what each number is, and `WashReport` what was
/// done; between them a file is read and written once, in order, in memory that does not grow with
/// it.
@NullMarked
package se.ringvakt.wash;

import org.jspecify.annotations.NullMarked;
