package se.ringvakt.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.rule.Reason;

/// A dial that was not allowed, or would not have been.
///
/// @param uniqueId the switch's name of the asking channel
/// @param number empty when what was dialled is no number
/// @param campaign as asked for, known or not
/// @param agent as asked for; empty when none was named
/// @param basis the versions it was judged by, as one readable line
/// @param rehearsed as which attempt it was dialled all the same; empty: it was not
public record Denial(
        Instant at,
        String uniqueId,
        Optional<PhoneNumber> number,
        String campaign,
        String agent,
        Kind kind,
        List<Reason> reasons,
        Optional<Instant> retryAt,
        String basis,
        Optional<AttemptId> rehearsed) {}
