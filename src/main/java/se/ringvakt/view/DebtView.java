package se.ringvakt.view;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import se.ringvakt.view.CheckView.Why;

/// A call owed after a silent one, and when it may be made, as it is printed.
///
/// @param silentAttempt the silent call
/// @param agent who was to talk in it
/// @param tried how many attempts the campaign has made since
/// @param next when it may be made at the earliest, if nothing more happens; empty: nobody can
///   tell, or never
/// @param whyNotNow none: it may be made now
public record DebtView(
        String number,
        String campaign,
        OffsetDateTime since,
        Optional<String> silentAttempt,
        Optional<String> agent,
        long tried,
        boolean now,
        Optional<OffsetDateTime> next,
        List<Why> whyNotNow) {}
