package se.ringvakt.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.EndedBy;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.Sight;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.watch.SwitchEvent.Connected;
import se.ringvakt.watch.SwitchEvent.DeviceState;
import se.ringvakt.watch.SwitchEvent.DialBegan;
import se.ringvakt.watch.SwitchEvent.DialEnded;
import se.ringvakt.watch.SwitchEvent.DialProgressed;
import se.ringvakt.watch.SwitchEvent.Disconnected;
import se.ringvakt.watch.SwitchEvent.HangupAsked;
import se.ringvakt.watch.SwitchEvent.HungUp;
import se.ringvakt.watch.SwitchEvent.Joined;
import se.ringvakt.watch.SwitchEvent.Progress;

/// Watches live calls: keeps what the events of all switches tell of each attempt, sees whether the
/// agent is there, and what is dialled without a permit.
///
/// Thread-safe. Memory only: an event never waits for a disk, and nothing here can hold up a
/// decision for longer than [#PATIENCE].
public final class Watch implements Sight {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /// How far events may be behind what the switch does: an AGI request can overtake the events of
    /// the channel that makes it.
    static final Duration PATIENCE = Duration.ofMillis(300);

    /// Joining takes a switch some milliseconds, and telling it some more.
    private static final Duration MEETING_SLACK = Duration.ofMillis(250);

    private final WatchSettings settings;
    private final NumberPlan plan;
    private final InstantSource clock;
    private final Later later;
    private volatile Findings findings = Findings.UNHEARD;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Board> boards = new LinkedHashMap<>();
    private final Map<String, LiveCall> calls = new HashMap<>();
    private final Map<String, LiveCall> byConsumer = new HashMap<>();
    private final Map<String, LiveCall> byLine = new HashMap<>();

    /// One switch, and the way back to it.
    private record Board(SwitchSettings settings, Switchboard state) {}

    /// @param later runs timers
    Watch(WatchSettings settings, NumberPlan plan, InstantSource clock, Later later) {
        this.settings = settings;
        this.plan = plan;
        this.clock = clock;
        this.later = later;
        for (SwitchSettings each : settings.switches()) {
            boards.put(each.name(), new Board(each, new Switchboard()));
        }
    }

    /// Who is told what is found, never under this class's lock.
    void tell(Findings who) {
        findings = who;
    }

    // ---- what the gate asks

    @Override
    public boolean onLine(DialRequest request) {
        if (!request.channel().isEmpty() && !isLocal(request.channel())) {
            return true;
        }
        return locked(() -> {
            await(() -> boardOf(request.uniqueId()).isPresent());
            return line(request).isPresent() || isReadyMember(request);
        });
    }

    @Override
    public void permitted(Attempt attempt, Optional<DialRequest> request) {
        locked(() -> {
            LiveCall call =
                    new LiveCall(attempt, request.flatMap(_ -> attempt.agent()).map(this::device));
            calls.put(attempt.uniqueId(), call);
            request.flatMap(this::lineId).ifPresent(channel -> tie(call, channel));
            return true;
        });
    }

    @Override
    public void withdrawn(Attempt attempt) {
        locked(() -> {
            Optional.ofNullable(calls.get(attempt.uniqueId())).ifPresent(this::forget);
            return true;
        });
    }

    @Override
    public Optional<OutcomeReport> seen(Attempt attempt) {
        return locked(() -> {
            LiveCall call = calls.get(attempt.uniqueId());
            if (call == null || !call.attempt().id().equals(attempt.id())) {
                return Optional.empty();
            }
            call.told();
            await(() -> call.isOver() || boardOf(attempt.uniqueId()).isEmpty());
            if (call.isOver() || boardOf(attempt.uniqueId()).isEmpty()) {
                forget(call);
            }
            return call.consumer().map(_ -> call.report(now()));
        });
    }

    /// A channel that is no Local one is the agent's own, whether it has been heard of yet or not.
    private Optional<String> lineId(DialRequest request) {
        return request.channel().isEmpty() || isLocal(request.channel())
                ? line(request).map(Channel::id)
                : Optional.of(request.uniqueId());
    }

    private void tie(LiveCall call, String channel) {
        call.tie(channel);
        byLine.put(channel, call);
    }

    /// The agent's channel for a call: whoever hears the asking channel, else the line the dialler
    /// names, else where the agent is logged in, else the agent's device.
    private Optional<Channel> line(DialRequest request) {
        Optional<Channel> asking =
                boardOf(request.uniqueId()).flatMap(b -> b.state().channel(request.uniqueId()));
        if (asking.isPresent() && !asking.get().isLocal()) {
            return asking;
        }
        return boardOf(request.uniqueId())
                .flatMap(board -> person(board, request.uniqueId()))
                .or(() -> request.line().flatMap(this::line))
                .or(() -> request.agent().flatMap(this::loggedIn))
                .or(() -> request.agent().map(this::device).flatMap(this::line));
    }

    /// Somebody real and answered who hears this channel.
    private static Optional<Channel> person(Board board, String id) {
        return board.state().together(id).stream()
                .flatMap(each -> board.state().channel(each).stream())
                .filter(channel -> channel.up() && !channel.isLocal())
                .findFirst();
    }

    private Optional<Channel> line(String name) {
        return connected().flatMap(b -> b.state().line(name).stream()).findFirst();
    }

    private Optional<Channel> loggedIn(AgentId agent) {
        return connected().flatMap(b -> b.state().loggedIn(agent.value()).stream()).findFirst();
    }

    private boolean isReadyMember(DialRequest request) {
        if (!settings.readyMembers() || request.agent().isEmpty()) {
            return false;
        }
        String device = request.line().orElseGet(() -> device(request.agent().get()));
        return connected().anyMatch(board -> board.state().isReadyMember(device));
    }

    private String device(AgentId agent) {
        return settings.agentDevice().replace("AGENT", agent.value());
    }

    // ---- what switches tell

    /// Takes an event of a switch. Quick; never throws for what an event says.
    public void on(String switchName, SwitchEvent event) {
        List<Runnable> found = new ArrayList<>();
        locked(() -> {
            Board board = boards.get(switchName);
            if (board != null) {
                on(board, event, found);
            }
            changed.signalAll();
            return true;
        });
        found.forEach(Runnable::run);
    }

    private void on(Board board, SwitchEvent event, List<Runnable> found) {
        if (event instanceof HungUp gone) {
            hungUp(gone, found);
        }
        board.state().apply(event);
        switch (event) {
            case Connected now -> resume(board, now.at(), found);
            case Disconnected lost ->
                    LOG.warn("switch {}: {}", board.settings().name(), lost.why());
            case DialBegan dial -> dialBegan(board, dial, found);
            case DialProgressed progressed -> {
                Optional<LiveCall> call = callTo(progressed.callee());
                if (progressed.progress() == Progress.RINGING) {
                    call.ifPresent(each -> each.rang(progressed.at()));
                } else {
                    call.ifPresent(each -> each.progressed(progressed.at()));
                }
            }
            case DialEnded ended ->
                    callTo(ended.callee()).ifPresent(call -> dialEnded(call, ended));
            case Joined joined -> joined(board, joined, found);
            case HangupAsked asked -> asked(asked);
            case DeviceState state -> device(board, state, found);
            default -> {
                // The board has it.
            }
        }
    }

    private void dialBegan(Board board, DialBegan dial, List<Runnable> found) {
        Target target = new Target(dial.callee().device(), dial.dialled());
        Optional<LiveCall> permitted =
                dial.caller()
                        .map(caller -> calls.get(caller.id()))
                        .filter(call -> !call.isOver())
                        .filter(call -> target.dials(call.attempt().number()));
        if (permitted.isPresent()) {
            permitted.get().consumer().ifPresent(byConsumer::remove);
            permitted.get().dialled(dial.at(), dial.callee().id());
            byConsumer.put(dial.callee().id(), permitted.get());
        } else if (target.isTrunk(board.settings().trunks(), plan) && !target.isEmergency(plan)) {
            bypassed(board, dial, target, found);
        }
    }

    private void bypassed(Board board, DialBegan dial, Target target, List<Runnable> found) {
        Channel caller = dial.caller().orElse(dial.callee());
        Bypass bypass =
                new Bypass(
                        now(),
                        board.settings().name(),
                        caller.name(),
                        dial.dialled(),
                        target.number(plan),
                        caller.place().toString(),
                        settings.hangUpBypasses());
        found.add(() -> findings.bypassed(bypass, dial.callee()));
    }

    private void dialEnded(LiveCall call, DialEnded ended) {
        boolean answered = call.isAnswered();
        call.dialEnded(ended.at(), ended.status());
        if (call.isAnswered() && !answered) {
            Duration patience = findings.silentAfter(call.attempt()).plus(MEETING_SLACK);
            later.after(patience, () -> stillUnmet(call));
        }
    }

    private void stillUnmet(LiveCall call) {
        List<Runnable> found = new ArrayList<>();
        locked(() -> {
            if (boardOf(call.attempt().uniqueId()).isPresent() && call.isUnmet()) {
                unmet(call, found);
            }
            return true;
        });
        found.forEach(Runnable::run);
    }

    /// Once for each call, whoever finds it first.
    private void unmet(LiveCall call, List<Runnable> found) {
        if (!call.reportUnmet()) {
            Instant at = now();
            found.add(() -> findings.meeting(call.attempt(), call.talk(), at));
        }
    }

    private void joined(Board board, Joined joined, List<Runnable> found) {
        Set<String> together = board.state().together(joined.channel());
        for (String each : together) {
            LiveCall call = byConsumer.get(each);
            if (call != null && call.isUnmet() && hasAgent(board, call, together)) {
                call.joined(joined.at());
                // Judged by how long it took; mostly that was a few milliseconds.
                found.add(() -> findings.meeting(call.attempt(), call.talk(), now()));
            }
        }
    }

    private static boolean hasAgent(Board board, LiveCall call, Set<String> together) {
        return together.stream()
                .flatMap(each -> board.state().channel(each).stream())
                .anyMatch(channel ->
                        call.isAgent(
                                channel, !channel.isLocal() && !call.isConsumer(channel.id())));
    }

    private void asked(HangupAsked asked) {
        LiveCall call = byConsumer.get(asked.channel());
        if (call != null) {
            call.hangupAsked(asked.bySwitch() ? EndedBy.SWITCH : EndedBy.CONSUMER);
            return;
        }
        EndedBy ours = asked.bySwitch() ? EndedBy.SWITCH : EndedBy.AGENT;
        Optional.ofNullable(byLine.get(asked.channel())).ifPresent(each -> each.hangupAsked(ours));
        Optional.ofNullable(calls.get(asked.channel())).ifPresent(each -> each.hangupAsked(ours));
    }

    /// Before the board forgets the channel.
    private void hungUp(HungUp gone, List<Runnable> found) {
        LiveCall toConsumer = byConsumer.get(gone.channel());
        if (toConsumer != null) {
            toConsumer.consumerGone(gone.at(), gone.cause());
            if (toConsumer.isUnmet()) {
                unmet(toConsumer, found);
            }
        }
        LiveCall ofLine = byLine.remove(gone.channel());
        if (ofLine != null) {
            lineGone(ofLine, "hung up", found);
        }
        LiveCall asking = calls.get(gone.channel());
        if (asking != null) {
            over(asking, gone.at());
        }
    }

    private void device(Board board, DeviceState state, List<Runnable> found) {
        if (state.reachable()) {
            return;
        }
        for (LiveCall call : calls.values()) {
            call.line()
                    .flatMap(board.state()::channel)
                    .filter(channel -> channel.device().equals(state.device()))
                    .ifPresent(_ -> lineGone(call, "device gone", found));
        }
    }

    /// The agent is free for other calls; a consumer who has answered meets nobody any more.
    private void lineGone(LiveCall call, String why, List<Runnable> found) {
        if (call.lineGone()) {
            found.add(() -> findings.agentGone(call.attempt(), why));
        }
        if (call.isUnmet()) {
            unmet(call, found);
        }
    }

    /// The call is over: the handler's report is waited for, then what was seen must do.
    private void over(LiveCall call, Instant at) {
        if (!call.isOver()) {
            call.over(at);
            Duration wait = call.isTold() ? PATIENCE : settings.reportWait();
            later.after(wait, () -> settle(call));
        }
    }

    private void settle(LiveCall call) {
        if (locked(() -> forget(call))) {
            findings.seen(call.report(now()));
        }
    }

    /// The state after a new connection: calls that are gone ended while nobody looked, others have
    /// gone on.
    private void resume(Board board, Instant at, List<Runnable> found) {
        LOG.info(
                "switch {}: watched, {} channels",
                board.settings().name(),
                board.state().channels().size());
        boolean allSeen = boards.values().stream().allMatch(each -> each.state().isConnected());
        for (LiveCall call : List.copyOf(calls.values())) {
            String asking = call.attempt().uniqueId();
            if (board.state().channel(asking).isPresent()) {
                resume(board, call);
            } else if (allSeen && boardOf(asking).isEmpty()) {
                lineGone(call, "switch restarted or call over", found);
                over(call, at);
            }
        }
    }

    private void resume(Board board, LiveCall call) {
        String asking = call.attempt().uniqueId();
        if (call.line().isEmpty()) {
            person(board, asking).ifPresent(channel -> tie(call, channel.id()));
        }
        Set<String> together = board.state().together(asking);
        together.stream()
                .flatMap(each -> board.state().channel(each).stream())
                .filter(channel -> isConsumer(board, call, channel))
                .findFirst()
                .ifPresent(channel -> {
                    call.foundAnswered(channel.id());
                    byConsumer.put(channel.id(), call);
                    if (hasAgent(board, call, together)) {
                        call.foundJoined();
                    }
                });
        if (call.isUnmet()) {
            later.after(MEETING_SLACK, () -> stillUnmet(call));
        }
    }

    private boolean isConsumer(Board board, LiveCall call, Channel channel) {
        return channel.up()
                && !channel.isLocal()
                && !call.isTiedTo(channel.id())
                && new Target(channel.device(), channel.number())
                        .isTrunk(board.settings().trunks(), plan);
    }

    // ---- small things

    private Optional<LiveCall> callTo(String callee) {
        return Optional.ofNullable(byConsumer.get(callee));
    }

    /// Returns whether it was known until now.
    private boolean forget(LiveCall call) {
        call.consumer().ifPresent(consumer -> byConsumer.remove(consumer, call));
        call.line().ifPresent(line -> byLine.remove(line, call));
        return calls.remove(call.attempt().uniqueId(), call);
    }

    /// The connected switch that has this channel.
    private Optional<Board> boardOf(String channel) {
        return connected().filter(b -> b.state().channel(channel).isPresent()).findFirst();
    }

    private Stream<Board> connected() {
        return boards.values().stream().filter(board -> board.state().isConnected());
    }

    private static boolean isLocal(String channelName) {
        return channelName.startsWith("Local/");
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /// Waits under the lock for events that are on their way.
    private void await(BooleanSupplier until) {
        long left = PATIENCE.toNanos();
        try {
            while (!until.getAsBoolean() && left > 0 && connected().findAny().isPresent()) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> T locked(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }
}
