package se.ringvakt.replay;

import java.time.Instant;
import java.util.Optional;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.gate.DialRequest;

/// A call as a file tells of it.
///
/// @param at when dialling began, whole milliseconds
/// @param number as it was dialled
/// @param callerId the number that was shown; empty: not told
record Call(
        Instant at,
        String number,
        CampaignId campaign,
        Optional<AgentId> agent,
        Optional<String> callerId,
        Kind kind,
        Told told) {

    /// What a switch would have asked. Nobody watched the agent: named is taken to be on the line.
    DialRequest request() {
        return new DialRequest(
                number, campaign, agent, kind, 0, callerId, false, Optional.empty(), "", "replay");
    }
}
