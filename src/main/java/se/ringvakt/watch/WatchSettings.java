package se.ringvakt.watch;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/// How live calls are watched.
///
/// @param switches those to watch; none: nobody watches
/// @param agentDevice the name of an agent's device, `AGENT` standing for the agent's
/// @param readyMembers whether an agent who is a ready member of a queue, with no channel up, is on
///   the line
/// @param reportWait how long the hangup handler's report is waited for once a call is over; then
///   the attempt is settled by what was seen
/// @param hangUpBypasses whether dials past the gate are ended, where it is sure that an ordinary
///   number is dialled; else they are only told
public record WatchSettings(
        List<SwitchSettings> switches,
        String agentDevice,
        boolean readyMembers,
        Duration reportWait,
        boolean hangUpBypasses) {
    public WatchSettings {
        switches = List.copyOf(switches);
    }

    /// The same with each switch's secret, found by the switch's name.
    public WatchSettings withSecrets(UnaryOperator<String> secretOf) {
        return new WatchSettings(
                switches.stream()
                        .map(each -> each.withSecret(secretOf.apply(each.name())))
                        .toList(),
                agentDevice,
                readyMembers,
                reportWait,
                hangUpBypasses);
    }
}
