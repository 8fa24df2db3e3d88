package se.ringvakt.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a switch tells of itself, in our words. Channels are named by their unique ids.
///
/// Every event says when it happened: by the switch's clock where the switch tells, else when it
/// was heard. Of one switch they come in the order it tells them.
public sealed interface SwitchEvent {
    Instant at();

    /// The connection stands, and this is everything there is now. Whatever was known before and is
    /// not listed is gone; when and how, nobody saw.
    record Connected(
            Instant at, List<Channel> channels, List<DeviceState> devices, List<Member> members)
            implements SwitchEvent {
        public Connected {
            channels = List.copyOf(channels);
            devices = List.copyOf(devices);
            members = List.copyOf(members);
        }
    }

    /// The connection is lost, or events were: nothing more is known until [Connected].
    record Disconnected(Instant at, String why) implements SwitchEvent {}

    /// A channel is new, or its state has changed.
    record Seen(Instant at, Channel channel) implements SwitchEvent {}

    /// A channel begins to dial another.
    ///
    /// @param caller empty: the switch itself dials (Originate)
    /// @param dialled what was dialled, as written after the technology
    record DialBegan(Instant at, Optional<Channel> caller, Channel callee, String dialled)
            implements SwitchEvent {}

    /// The dialled side rings (180) or sends early media (183).
    record DialProgressed(Instant at, String callee, Progress progress) implements SwitchEvent {}

    /// How far a dial has come.
    enum Progress {
        RINGING,
        PROGRESS
    }

    /// A dial is over.
    ///
    /// @param status Asterisk's DialStatus
    record DialEnded(Instant at, String callee, String status) implements SwitchEvent {}

    /// A channel enters a bridge.
    record Joined(Instant at, String channel, String bridge) implements SwitchEvent {}

    /// A channel leaves its bridge.
    record Parted(Instant at, String channel, String bridge) implements SwitchEvent {}

    /// Somebody asks for a channel's end.
    ///
    /// @param bySwitch the switch itself, or who commands it; else the channel's own far end
    record HangupAsked(Instant at, String channel, boolean bySwitch) implements SwitchEvent {}

    /// A channel is gone.
    ///
    /// @param cause Q.850; 0: none
    record HungUp(Instant at, String channel, int cause) implements SwitchEvent {}

    /// A device can be reached, or not.
    ///
    /// @param device as in channel names, such as `PJSIP/agent101`
    record DeviceState(Instant at, String device, boolean reachable) implements SwitchEvent {}

    /// A member of a queue.
    ///
    /// @param device who is called for it
    /// @param ready it takes calls: not paused, not in use, reachable
    /// @param gone it is no member any more
    record Member(Instant at, String queue, String device, boolean ready, boolean gone)
            implements SwitchEvent {}

    /// An agent logs in to a channel that stays up (AgentLogin), or out of it.
    ///
    /// @param channel empty: out
    record AgentLine(Instant at, String agent, Optional<String> channel) implements SwitchEvent {}
}
