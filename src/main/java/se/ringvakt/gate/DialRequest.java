package se.ringvakt.gate;

import java.util.Optional;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;

/// May this be dialled now? As a switch asks it; nothing in it is trusted.
///
/// @param number what is to be dialled, in any spelling
/// @param timeoutSeconds how long the switch wants to dial; 0: it did not say
/// @param callerId the number it wants shown; empty: the gate may choose
/// @param withheld it wants the number withheld
/// @param line the agent's line as the dialler names it, a device or a channel; empty: not told
/// @param channel the asking channel's name, such as `PJSIP/agent101-00000012`; empty: not told
/// @param uniqueId the switch's name of the asking channel
public record DialRequest(
        String number,
        CampaignId campaign,
        Optional<AgentId> agent,
        Kind kind,
        int timeoutSeconds,
        Optional<String> callerId,
        boolean withheld,
        Optional<String> line,
        String channel,
        String uniqueId) {
    /// The longest name of a campaign, an agent or a line.
    public static final int NAME_MOST = 64;

    /// Whether this is fit to be a name from outside: bounded and printable, since it goes into
    /// records and screens.
    public static boolean isName(String text) {
        return text.length() <= NAME_MOST && text.chars().noneMatch(Character::isISOControl);
    }
}
