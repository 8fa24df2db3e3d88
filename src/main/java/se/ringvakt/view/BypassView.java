package se.ringvakt.view;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.ledger.CallRecords.PastGate;

/// A dial past the gate, as it is printed.
///
/// @param id on record
/// @param place context, extension and priority of the dialplan
/// @param dialled as the switch wrote it
/// @param number empty: what was dialled is no number
/// @param hungUp whether the switch was told to end it
public record BypassView(
        String id,
        OffsetDateTime at,
        String switchName,
        String channel,
        String place,
        String dialled,
        Optional<String> number,
        boolean hungUp) {

    /// As it is on record, but for the spelling.
    public static BypassView of(PastGate found, Spelling spelling, ZoneId zone) {
        Bypass bypass = found.bypass();
        return new BypassView(
                Long.toString(found.id()),
                Times.offset(bypass.at(), zone),
                bypass.switchName(),
                spelling.of(bypass.channel()),
                spelling.of(bypass.place()),
                spelling.of(bypass.dialled()),
                bypass.number().map(spelling::of),
                bypass.hungUp());
    }
}
