package se.ringvakt.watch;

import java.util.Set;
import se.ringvakt.call.AgentId;

/// Which agents' lines stood on the watched switches at one moment.
///
/// @param devices those with an answered channel, and those of ready members of queues where that
///   is enough
/// @param loggedIn agents who have logged in to a channel
/// @param agentDevice the name of an agent's device, `AGENT` standing for the agent's
public record Presence(Set<String> devices, Set<String> loggedIn, String agentDevice) {
    public Presence {
        devices = Set.copyOf(devices);
        loggedIn = Set.copyOf(loggedIn);
    }

    /// Whether the agent's line stood. Lines that only the dialler names are not known here.
    public boolean isOnLine(AgentId agent) {
        return loggedIn.contains(agent.value())
                || devices.contains(agentDevice.replace("AGENT", agent.value()));
    }
}
