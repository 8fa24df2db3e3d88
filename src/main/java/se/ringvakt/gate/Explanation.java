package se.ringvakt.gate;

import java.util.Optional;
import se.ringvakt.call.Dialled;
import se.ringvakt.rule.Facts;
import se.ringvakt.rule.Permit;
import se.ringvakt.rule.Verdict;

/// What the gate would answer, and what it knew; nothing was recorded.
///
/// @param dialled what the number was read as
/// @param facts what was known; empty when number or campaign alone decided
/// @param verdict empty: an emergency number, always allowed
/// @param letOut the terms on which a rehearsal lets it out although it would be denied
public record Explanation(
        Facts.Moment moment,
        Dialled dialled,
        Optional<Facts> facts,
        Optional<Verdict> verdict,
        Optional<Permit> letOut) {

    /// What a rehearsal has no say in.
    Explanation(
            Facts.Moment moment,
            Dialled dialled,
            Optional<Facts> facts,
            Optional<Verdict> verdict) {
        this(moment, dialled, facts, verdict, Optional.empty());
    }
}
