/// The tamper-evident record of every decision: chained, in segments, their heads signed. Its
/// format is told in docs/evidence.md, and can be verified without this program.
///
/// Start at [EvidenceFolder] to read and verify, at [EvidenceWriter] to write.
@NullMarked
package se.ringvakt.evidence;

import org.jspecify.annotations.NullMarked;
