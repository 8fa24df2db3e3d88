package se.ringvakt.ami;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.asteriskjava.manager.action.AgentsAction;
import org.asteriskjava.manager.action.CoreShowChannelsAction;
import org.asteriskjava.manager.action.EventGeneratingAction;
import org.asteriskjava.manager.action.QueueStatusAction;
import org.asteriskjava.manager.event.AgentsEvent;
import org.asteriskjava.manager.event.CoreShowChannelEvent;
import org.asteriskjava.manager.event.QueueMemberEvent;
import org.asteriskjava.manager.event.ResponseEvent;
import se.ringvakt.watch.Channel;
import se.ringvakt.watch.SwitchEvent;

/// Reads what there is on a switch just now.
///
/// Asterisk writes a list in one piece, and events in the order they happened, but an event may
/// wait behind a list that already shows what it tells. So a list is never older than an event
/// written before it; an event written after it may repeat it, or tell of a state in between that
/// is past, and then the events that led on from there follow as well. Whoever takes the lists
/// first and all the events since login after them therefore ends at what is so.
final class LiveState {
    /// A module that is not loaded: no harm where there are no queues, or no agents that log in.
    private static final String UNKNOWN = "Invalid/unknown command";

    private final BiConsumer<String, String> complain;
    private final Map<String, SwitchEvent.DeviceState> devices = new LinkedHashMap<>();
    private boolean listingDevices;

    /// @param complain takes what could not be read, and why
    LiveState(BiConsumer<String, String> complain) {
        this.complain = complain;
    }

    /// What there is: one [SwitchEvent.Connected], and after it who is logged in as an agent.
    ///
    /// @throws IOException if the connection broke meanwhile
    List<SwitchEvent> read(AmiConnection from, Instant at) throws IOException {
        readDevices(from);
        List<SwitchEvent.Member> members = members(from, at);
        Map<String, String> agents = agents(from);
        List<Channel> channels = channels(from);
        List<SwitchEvent> all = new ArrayList<>();
        all.add(new SwitchEvent.Connected(at, channels, devices(), members));
        for (Channel channel : channels) {
            String agent = agents.get(channel.name());
            if (agent != null) {
                all.add(new SwitchEvent.AgentLine(at, agent, Optional.of(channel.id())));
            }
        }
        return all;
    }

    /// Whether an event belongs to the list of devices, which comes as the very events that also
    /// tell their changes.
    synchronized boolean takes(SwitchEvent event) {
        if (listingDevices && event instanceof SwitchEvent.DeviceState device) {
            devices.put(device.device(), device);
            return true;
        }
        return false;
    }

    private void readDevices(AmiConnection from) throws IOException {
        setListingDevices(true);
        list(from, new DeviceStateListAction());
        setListingDevices(false);
    }

    private synchronized void setListingDevices(boolean now) {
        listingDevices = now;
    }

    private synchronized List<SwitchEvent.DeviceState> devices() {
        return List.copyOf(devices.values());
    }

    private List<SwitchEvent.Member> members(AmiConnection from, Instant at) throws IOException {
        List<SwitchEvent.Member> members = new ArrayList<>();
        for (ResponseEvent entry : list(from, new QueueStatusAction())) {
            if (entry instanceof QueueMemberEvent member) {
                keep(members, () -> Translator.member(at, member));
            }
        }
        return members;
    }

    /// Agents by the names of the channels they are logged in on.
    private Map<String, String> agents(AmiConnection from) throws IOException {
        Map<String, String> agents = new HashMap<>();
        for (ResponseEvent entry : list(from, new AgentsAction())) {
            if (entry instanceof AgentsEvent agent && agent.getLoggedInChan() != null) {
                Fields.id(agent.getAgent())
                        .ifPresent(id -> agents.put(Fields.text(agent.getLoggedInChan()), id));
            }
        }
        return agents;
    }

    private List<Channel> channels(AmiConnection from) throws IOException {
        List<Channel> channels = new ArrayList<>();
        for (ResponseEvent entry : list(from, new CoreShowChannelsAction())) {
            if (entry instanceof CoreShowChannelEvent channel) {
                keep(channels, () -> channel(channel));
            }
        }
        return channels;
    }

    private static Channel channel(CoreShowChannelEvent e) throws OddEventException {
        return new Channel(
                Translator.id("Uniqueid", e.getUniqueid()),
                Translator.name("Channel", e.getChannel()),
                Translator.isUp(e.getChannelState()),
                Translator.linked(e.getLinkedid()),
                Fields.text(e.getCallerIdNum()),
                Translator.place(e.getContext(), e.getExten(), e.getPriority()),
                Fields.id(e.getBridgeid()));
    }

    private interface Reading<T> {
        T read() throws OddEventException;
    }

    private <T> void keep(List<T> kept, Reading<T> reading) {
        try {
            kept.add(reading.read());
        } catch (OddEventException e) {
            complain.accept("an entry of a list", Fields.text(e.getMessage()));
        }
    }

    /// The right that shows a list, as Asterisk 22 has it.
    private static String right(EventGeneratingAction action) {
        return action instanceof AgentsAction ? "agent" : "reporting";
    }

    /// A list that this user may not see, or that the switch does not have, is empty.
    private Collection<ResponseEvent> list(AmiConnection from, EventGeneratingAction action)
            throws IOException {
        try {
            return from.list(action);
        } catch (RefusedException e) {
            String why = Fields.text(e.getMessage());
            complain.accept(
                    action.getAction(),
                    why.startsWith(UNKNOWN)
                            ? "the switch does not have it, so nothing is known of that"
                            : why + " (expected: write = " + right(action) + " in manager.conf)");
            return List.of();
        }
    }
}
