package se.ringvakt.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One permit to dial one number once (*påringning*, §1.6, from the moment it is allowed).
///
/// @param agent who will talk; empty for a robot call
/// @param callerId the number shown
/// @param start when it was allowed, whole milliseconds
/// @param timeout how long the switch may dial
/// @param uniqueId the switch's name of the asking channel
/// @param basis the versions it was judged by, as one readable line
public record Attempt(
        AttemptId id,
        PhoneNumber number,
        CampaignId campaign,
        Optional<OfferId> offer,
        Optional<AgentId> agent,
        Kind kind,
        PhoneNumber callerId,
        Instant start,
        Duration timeout,
        String uniqueId,
        String basis) {}
