package se.ringvakt.watch;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.gate.DialRequest;

/// All switches, and where on them an agent's line is. For one thread at a time.
final class Boards {
    private final Map<String, Board> boards = new LinkedHashMap<>();
    private final WatchSettings settings;

    /// One switch.
    record Board(SwitchSettings settings, Switchboard state) {
        String name() {
            return settings.name();
        }

        /// Whether one of these channels is the call's agent.
        boolean hasAgent(LiveCall call, Set<String> together) {
            return channels(together)
                    .anyMatch(channel ->
                            call.isAgent(
                                    channel, !channel.isLocal() && !call.isConsumer(channel.id())));
        }

        /// The one of these channels that leads out of the house.
        Optional<Channel> consumer(LiveCall call, Set<String> together, NumberPlan plan) {
            return channels(together)
                    .filter(channel -> channel.up() && !channel.isLocal())
                    .filter(channel -> !call.isTiedTo(channel.id()))
                    .filter(channel ->
                            new Target(channel.device(), channel.number())
                                    .isTrunk(settings.trunks(), plan))
                    .findFirst();
        }

        /// Somebody real and answered who hears this channel.
        Optional<Channel> person(String id) {
            return channels(state.together(id))
                    .filter(channel -> channel.up() && !channel.isLocal())
                    .findFirst();
        }

        /// Whose permit it is that this channel asked for: its own, or, of a Local one, of whoever
        /// hears it.
        Optional<Channel> asker(String id) {
            return state.channel(id).filter(channel -> !channel.isLocal()).or(() -> person(id));
        }

        private Stream<Channel> channels(Set<String> ids) {
            return ids.stream().flatMap(each -> state.channel(each).stream());
        }
    }

    Boards(WatchSettings settings) {
        this.settings = settings;
        for (SwitchSettings each : settings.switches()) {
            boards.put(each.name(), new Board(each, new Switchboard()));
        }
    }

    @Nullable Board named(String name) {
        return boards.get(name);
    }

    /// The connected switch that has this channel.
    Optional<Board> of(String channel) {
        return connected().filter(b -> b.state().channel(channel).isPresent()).findFirst();
    }

    /// Who is there, on the switches whose events come; empty: there is no such switch.
    Optional<Presence> presence() {
        Set<String> devices = new HashSet<>();
        Set<String> loggedIn = new HashSet<>();
        connected()
                .map(Board::state)
                .forEach(state -> {
                    state.devicesUp().forEach(devices::add);
                    state.agentsLoggedIn().forEach(loggedIn::add);
                    if (settings.readyMembers()) {
                        state.readyMembers().forEach(devices::add);
                    }
                });
        return anyConnected()
                ? Optional.of(new Presence(devices, loggedIn, settings.agentDevice()))
                : Optional.empty();
    }

    boolean anyConnected() {
        return connected().findAny().isPresent();
    }

    boolean allConnected() {
        return boards.values().stream().allMatch(board -> board.state().isConnected());
    }

    private Stream<Board> connected() {
        return boards.values().stream().filter(board -> board.state().isConnected());
    }

    /// The agent's channel for the call that is asked for: the asking channel, where it is no Local
    /// one, whether it has been heard of yet or not; else whoever hears the asking channel, else
    /// the line the dialler names, else where the agent is logged in, else the agent's device.
    Optional<String> agentLine(DialRequest request) {
        if (asksItself(request)) {
            return Optional.of(request.uniqueId());
        }
        return of(request.uniqueId())
                .flatMap(board -> board.person(request.uniqueId()))
                .or(() -> request.line().flatMap(this::line))
                .or(() -> request.agent().flatMap(this::loggedIn))
                .or(() -> request.agent().map(this::device).flatMap(this::line))
                .map(Channel::id);
    }

    /// Whether the channel that asks is the agent's own.
    static boolean asksItself(DialRequest request) {
        return !request.channel().isEmpty() && !request.channel().startsWith("Local/");
    }

    /// Whether the agent is a member of a queue who takes calls, where that is enough.
    boolean isReadyMember(DialRequest request) {
        if (!settings.readyMembers()) {
            return false;
        }
        return connected()
                .anyMatch(
                        board -> devices(request).stream().anyMatch(board.state()::isReadyMember));
    }

    /// The devices that can be the agent's: the one the dialler names, and the one called like the
    /// agent.
    Set<String> devices(DialRequest request) {
        return Stream.concat(request.line().stream(), request.agent().map(this::device).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private String device(AgentId agent) {
        return settings.agentDevice().replace("AGENT", agent.value());
    }

    private Optional<Channel> line(String name) {
        return connected().flatMap(b -> b.state().line(name).stream()).findFirst();
    }

    private Optional<Channel> loggedIn(AgentId agent) {
        return connected().flatMap(b -> b.state().loggedIn(agent.value()).stream()).findFirst();
    }
}
