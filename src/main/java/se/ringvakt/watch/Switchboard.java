package se.ringvakt.watch;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import se.ringvakt.watch.SwitchEvent.AgentLine;
import se.ringvakt.watch.SwitchEvent.Connected;
import se.ringvakt.watch.SwitchEvent.DeviceState;
import se.ringvakt.watch.SwitchEvent.DialBegan;
import se.ringvakt.watch.SwitchEvent.Disconnected;
import se.ringvakt.watch.SwitchEvent.HungUp;
import se.ringvakt.watch.SwitchEvent.Joined;
import se.ringvakt.watch.SwitchEvent.Member;
import se.ringvakt.watch.SwitchEvent.Parted;
import se.ringvakt.watch.SwitchEvent.Seen;

/// What is up on one switch: channels, and who is joined with whom. For one thread at a time.
///
/// Events of things it never heard of change nothing.
final class Switchboard {
    private final Map<String, Channel> channels = new HashMap<>();
    private final Map<String, String> idByName = new HashMap<>();
    private final Map<String, Set<String>> bridges = new HashMap<>();
    private final Map<String, String> bridgeOf = new HashMap<>();
    private final Set<String> reachable = new HashSet<>();
    private final Map<String, Member> members = new HashMap<>();
    private final Map<String, String> loggedIn = new HashMap<>();
    private Instant latest = Instant.MIN;
    private boolean connected;

    /// Takes an event over.
    void apply(SwitchEvent event) {
        switch (event) {
            case Connected now -> begin(now);
            case Disconnected _ -> connected = false;
            default -> happened(event);
        }
    }

    /// By the switch's clock, which is not that of a connection's begin and end.
    private void happened(SwitchEvent event) {
        latest = event.at().isAfter(latest) ? event.at() : latest;
        switch (event) {
            case Seen seen -> put(seen.channel());
            case DialBegan dial -> {
                dial.caller().ifPresent(this::put);
                put(dial.callee());
            }
            case Joined joined -> join(joined.channel(), joined.bridge());
            case Parted parted -> part(parted.channel());
            case HungUp gone -> remove(gone.channel());
            case DeviceState state -> device(state);
            case Member member -> member(member);
            case AgentLine line ->
                    line.channel()
                            .ifPresentOrElse(
                                    channel -> loggedIn.put(line.agent(), channel),
                                    () -> loggedIn.remove(line.agent()));
            default -> {
                // Dials and wishes to hang up change nobody's place.
            }
        }
    }

    private void begin(Connected now) {
        channels.clear();
        idByName.clear();
        bridges.clear();
        bridgeOf.clear();
        reachable.clear();
        members.clear();
        loggedIn.clear();
        latest = Instant.MIN;
        for (Channel channel : now.channels()) {
            put(channel);
            channel.bridge().ifPresent(bridge -> join(channel.id(), bridge));
        }
        now.devices().forEach(this::device);
        now.members().forEach(this::member);
        connected = true;
    }

    /// Whether the switch has told of something that happened then or later.
    boolean hasTold(Instant instant) {
        return !latest.isBefore(instant);
    }

    /// Whether what stands here is what is.
    boolean isConnected() {
        return connected;
    }

    Optional<Channel> channel(String id) {
        return Optional.ofNullable(channels.get(id));
    }

    Collection<Channel> channels() {
        return channels.values();
    }

    /// Everybody who hears this channel, itself included: over bridges, and through Local channels
    /// from half to half.
    Set<String> together(String id) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>();
        next.add(id);
        while (!next.isEmpty()) {
            String each = next.remove();
            if (found.add(each)) {
                next.addAll(bridges.getOrDefault(bridgeOf.getOrDefault(each, ""), Set.of()));
                otherHalf(each).ifPresent(next::add);
            }
        }
        return found;
    }

    /// The answered channel of a line, which is named by device, channel name or channel id.
    Optional<Channel> line(String name) {
        Channel exact = channels.get(idByName.getOrDefault(name, name));
        if (exact != null) {
            return Optional.of(exact).filter(Channel::up);
        }
        return channels.values().stream()
                .filter(channel -> channel.up() && channel.device().equals(name))
                .findFirst();
    }

    /// The channel an agent has logged in on.
    Optional<Channel> loggedIn(String agent) {
        return Optional.ofNullable(loggedIn.get(agent)).flatMap(this::channel);
    }

    /// Whether some queue would call this device now.
    boolean isReadyMember(String device) {
        return members.values().stream()
                .anyMatch(member -> member.ready() && member.device().equals(device));
    }

    /// The devices that have an answered channel.
    Stream<String> devicesUp() {
        return channels.values().stream().filter(Channel::up).map(Channel::device);
    }

    /// The devices that some queue would call now.
    Stream<String> readyMembers() {
        return members.values().stream().filter(Member::ready).map(Member::device);
    }

    /// The agents who have logged in to a channel.
    Stream<String> agentsLoggedIn() {
        return loggedIn.keySet().stream();
    }

    /// Whether a device was last told to be reachable.
    boolean isReachable(String device) {
        return reachable.contains(device);
    }

    private void put(Channel channel) {
        channels.put(channel.id(), channel);
        idByName.put(channel.name(), channel.id());
    }

    private void remove(String id) {
        part(id);
        Channel gone = channels.remove(id);
        if (gone != null) {
            idByName.remove(gone.name(), id);
        }
        loggedIn.values().remove(id);
    }

    private void join(String id, String bridge) {
        part(id);
        bridgeOf.put(id, bridge);
        bridges.computeIfAbsent(bridge, _ -> new LinkedHashSet<>()).add(id);
    }

    private void part(String id) {
        String bridge = bridgeOf.remove(id);
        if (bridge == null) {
            return;
        }
        Set<String> left = bridges.getOrDefault(bridge, Set.of());
        left.remove(id);
        if (left.isEmpty()) {
            bridges.remove(bridge);
        }
    }

    /// The halves of a Local channel are named alike but for the last character.
    private Optional<String> otherHalf(String id) {
        Channel channel = channels.get(id);
        if (channel == null || !channel.isLocal()) {
            return Optional.empty();
        }
        String name = channel.name();
        String stem = name.substring(0, name.length() - 1);
        return Optional.ofNullable(idByName.get(stem + (name.endsWith("1") ? "2" : "1")));
    }

    private void device(DeviceState state) {
        if (state.reachable()) {
            reachable.add(state.device());
        } else {
            reachable.remove(state.device());
        }
    }

    private void member(Member member) {
        String key = member.queue() + " " + member.device();
        if (member.gone()) {
            members.remove(key);
        } else {
            members.put(key, member);
        }
    }
}
