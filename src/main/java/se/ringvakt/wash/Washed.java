package se.ringvakt.wash;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.register.RegisterVersion;

/// A wash that is done: what was asked and found, by whom, when, and against what.
///
/// @param versions of the registers used, at least one
/// @param principal for whom; empty: for nobody in particular
/// @param campaign for which; empty: for none in particular
/// @param validUntil the last day on which the washed list may be used
public record Washed(
        WashRequest request,
        WashReport report,
        List<RegisterVersion> versions,
        Optional<PrincipalId> principal,
        Optional<CampaignId> campaign,
        String who,
        Instant started,
        Duration took,
        LocalDate validUntil) {
    public Washed {
        versions = List.copyOf(versions);
    }
}
