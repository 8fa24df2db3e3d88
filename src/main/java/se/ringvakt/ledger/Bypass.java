package se.ringvakt.ledger;

import java.time.Instant;
import java.util.Optional;
import se.ringvakt.call.PhoneNumber;

/// A dial toward a trunk that no permit covers.
///
/// @param switchName the switch that dialled
/// @param channel the name of the dialling channel; where there is none, of the dialled one
/// @param dialled what was dialled, as the switch wrote it
/// @param number empty: what was dialled is no number
/// @param place context, extension and priority of the dialplan, with commas
/// @param hungUp whether the switch was told to end it
public record Bypass(
        Instant at,
        String switchName,
        String channel,
        String dialled,
        Optional<PhoneNumber> number,
        String place,
        boolean hungUp) {}
