package se.ringvakt.ami;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.asteriskjava.manager.event.AbstractChannelStateEvent;
import org.asteriskjava.manager.event.AgentLoginEvent;
import org.asteriskjava.manager.event.AgentLogoffEvent;
import org.asteriskjava.manager.event.BridgeEnterEvent;
import org.asteriskjava.manager.event.BridgeLeaveEvent;
import org.asteriskjava.manager.event.DeviceStateChangeEvent;
import org.asteriskjava.manager.event.DialBeginEvent;
import org.asteriskjava.manager.event.DialEndEvent;
import org.asteriskjava.manager.event.DialStateEvent;
import org.asteriskjava.manager.event.HangupEvent;
import org.asteriskjava.manager.event.HangupRequestEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.NewChannelEvent;
import org.asteriskjava.manager.event.NewStateEvent;
import org.asteriskjava.manager.event.QueueMemberAddedEvent;
import org.asteriskjava.manager.event.QueueMemberEvent;
import org.asteriskjava.manager.event.QueueMemberPauseEvent;
import org.asteriskjava.manager.event.QueueMemberRemovedEvent;
import org.asteriskjava.manager.event.SoftHangupRequestEvent;
import org.jspecify.annotations.Nullable;
import se.ringvakt.watch.Channel;
import se.ringvakt.watch.SwitchEvent;

/// The library's events in our words.
///
/// An event without the ids that say whom it is about cannot be used; any other field that makes no
/// sense is left out.
final class Translator {
    /// A switch whose clock is further off is not asked for the time.
    private static final Duration CLOCK_OFF_MAX = Duration.ofDays(1);

    private static final double MICROS = 1e6;
    private static final int UP = 6;
    private static final int CAUSE_MAX = 127;

    /// Asterisk's device states 0 (unknown, as of a phone it does not watch) and 1 (not in use).
    private static final Set<Integer> IDLE = Set.of(0, 1);

    private static final Set<String> UNREACHABLE = Set.of("UNAVAILABLE", "INVALID");

    private final InstantSource clock;

    Translator(InstantSource clock) {
        this.clock = clock;
    }

    /// One of them.
    ///
    /// @return empty: an event that says nothing to us
    /// @throws OddEventException if it does not say whom it is about
    Optional<SwitchEvent> translate(ManagerEvent event) throws OddEventException {
        Instant at = at(event);
        return switch (event) {
            case NewChannelEvent e ->
                    Optional.of(new SwitchEvent.Seen(at, channel(e, e.getLinkedid())));
            case NewStateEvent e ->
                    Optional.of(new SwitchEvent.Seen(at, channel(e, e.getLinkedId())));
            case DialBeginEvent e -> Optional.of(dialBegan(at, e));
            case DialStateEvent e -> dialProgressed(at, e);
            case DialEndEvent e ->
                    Optional.of(
                            new SwitchEvent.DialEnded(
                                    at,
                                    id("DestUniqueid", e.getDestUniqueId()),
                                    Fields.text(e.getDialStatus())));
            case BridgeEnterEvent e ->
                    Optional.of(
                            new SwitchEvent.Joined(
                                    at,
                                    id("Uniqueid", e.getUniqueId()),
                                    id("BridgeUniqueid", e.getBridgeUniqueId())));
            case BridgeLeaveEvent e ->
                    Optional.of(
                            new SwitchEvent.Parted(
                                    at,
                                    id("Uniqueid", e.getUniqueId()),
                                    id("BridgeUniqueid", e.getBridgeUniqueId())));
            case HangupRequestEvent e ->
                    Optional.of(
                            new SwitchEvent.HangupAsked(
                                    at, id("Uniqueid", e.getUniqueId()), false));
            case SoftHangupRequestEvent e ->
                    Optional.of(
                            new SwitchEvent.HangupAsked(at, id("Uniqueid", e.getUniqueId()), true));
            case HangupEvent e ->
                    Optional.of(
                            new SwitchEvent.HungUp(
                                    at, id("Uniqueid", e.getUniqueId()), cause(e.getCause())));
            case DeviceStateChangeEvent e -> Optional.of(device(at, e));
            case QueueMemberEvent e -> Optional.of(member(at, e));
            case QueueMemberPauseEvent e ->
                    Optional.of(
                            member(
                                    at,
                                    e.getQueue(),
                                    e.getInterface(),
                                    isReady(e.getStatus(), e.getPaused()),
                                    false));
            case QueueMemberAddedEvent e ->
                    Optional.of(
                            member(
                                    at,
                                    e.getQueue(),
                                    e.getInterface(),
                                    isReady(e.getStatus(), e.getPaused()),
                                    false));
            case QueueMemberRemovedEvent e ->
                    Optional.of(member(at, e.getQueue(), e.getInterface(), false, true));
            case AgentLoginEvent e ->
                    Optional.of(
                            new SwitchEvent.AgentLine(
                                    at,
                                    id("Agent", e.getAgent()),
                                    Optional.of(id("Uniqueid", e.getUniqueId()))));
            case AgentLogoffEvent e ->
                    Optional.of(
                            new SwitchEvent.AgentLine(
                                    at, id("Agent", e.getAgent()), Optional.empty()));
            default -> Optional.empty();
        };
    }

    /// The switch's time of an event if it tells one that can be, else now.
    private Instant at(ManagerEvent event) {
        Instant now = clock.instant();
        Double told = event.getTimestamp();
        if (told == null || !Double.isFinite(told)) {
            return now;
        }
        Instant at =
                Instant.EPOCH.plus(
                        Math.clamp(Math.round(told * MICROS), 0, Long.MAX_VALUE),
                        ChronoUnit.MICROS);
        return Duration.between(at, now).abs().compareTo(CLOCK_OFF_MAX) <= 0 ? at : now;
    }

    private static Channel channel(AbstractChannelStateEvent e, @Nullable String linked)
            throws OddEventException {
        return new Channel(
                id("Uniqueid", e.getUniqueId()),
                name("Channel", e.getChannel()),
                isUp(e.getChannelState()),
                linked(linked),
                Fields.text(e.getCallerIdNum()),
                place(e.getContext(), e.getExten(), e.getPriority()),
                Optional.empty());
    }

    private static SwitchEvent dialBegan(Instant at, DialBeginEvent e) throws OddEventException {
        Channel callee =
                new Channel(
                        id("DestUniqueid", e.getDestUniqueId()),
                        name("DestChannel", e.getDestChannel()),
                        isUp(e.getDestChannelState()),
                        linked(e.getDestLinkedId()),
                        Fields.text(e.getDestCallerIdNum()),
                        place(e.getDestContext(), e.getDestExten(), e.getDestPriority()),
                        Optional.empty());
        return new SwitchEvent.DialBegan(at, caller(e), callee, Fields.text(e.getDialString()));
    }

    private static Optional<Channel> caller(DialBeginEvent e) throws OddEventException {
        if (e.getUniqueId() == null) {
            return Optional.empty();
        }
        return Optional.of(
                new Channel(
                        id("Uniqueid", e.getUniqueId()),
                        name("Channel", e.getChannel()),
                        isUp(e.getChannelState()),
                        linked(e.getLinkedId()),
                        Fields.text(e.getCallerIdNum()),
                        place(e.getContext(), e.getExten(), e.getPriority()),
                        Optional.empty()));
    }

    private static Optional<SwitchEvent> dialProgressed(Instant at, DialStateEvent e)
            throws OddEventException {
        String callee = id("DestUniqueid", e.getDestUniqueId());
        return switch (Fields.text(e.getDialStatus())) {
            case "RINGING" ->
                    Optional.of(
                            new SwitchEvent.DialProgressed(
                                    at, callee, SwitchEvent.Progress.RINGING));
            case "PROGRESS" ->
                    Optional.of(
                            new SwitchEvent.DialProgressed(
                                    at, callee, SwitchEvent.Progress.PROGRESS));
            // PROCEEDING, and whatever else a later Asterisk tells.
            default -> Optional.empty();
        };
    }

    private static SwitchEvent.DeviceState device(Instant at, DeviceStateChangeEvent e)
            throws OddEventException {
        return new SwitchEvent.DeviceState(
                at, name("Device", e.getDevice()), !UNREACHABLE.contains(text(e.getState())));
    }

    /// A member of a queue, as listed or as changed.
    static SwitchEvent.Member member(Instant at, QueueMemberEvent e) throws OddEventException {
        return member(
                at, e.getQueue(), e.getInterface(), isReady(e.getStatus(), e.getPaused()), false);
    }

    private static SwitchEvent.Member member(
            Instant at,
            @Nullable String queue,
            @Nullable String device,
            boolean ready,
            boolean gone)
            throws OddEventException {
        return new SwitchEvent.Member(
                at, name("Queue", queue), name("Interface", device), ready, gone);
    }

    private static boolean isReady(@Nullable Integer status, @Nullable Boolean paused) {
        return status != null && IDLE.contains(status) && !Boolean.TRUE.equals(paused);
    }

    static boolean isUp(@Nullable Integer state) {
        return state != null && state == UP;
    }

    private static int cause(@Nullable Integer cause) {
        return cause == null || cause < 0 || cause > CAUSE_MAX ? 0 : cause;
    }

    static Channel.Place place(
            @Nullable String context, @Nullable String extension, @Nullable Integer priority) {
        return new Channel.Place(
                Fields.text(context),
                Fields.text(extension),
                priority == null ? 0 : Math.max(0, priority));
    }

    static String linked(@Nullable String id) {
        return Fields.id(id).orElse("");
    }

    private static String text(@Nullable String written) {
        return Fields.text(written);
    }

    static String id(String field, @Nullable String written) throws OddEventException {
        return Fields.id(written).orElseThrow(() -> new OddEventException(field + " is no id"));
    }

    static String name(String field, @Nullable String written) throws OddEventException {
        String name = Fields.text(written);
        if (name.isEmpty()) {
            throw new OddEventException(field + " is missing");
        }
        return name;
    }
}
