package se.ringvakt.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.EndedBy;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.Sight;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.watch.Boards.Board;
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
import se.ringvakt.watch.SwitchEvent.Seen;

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

    /// A call may be younger than the list of channels in which it is missing.
    private static final Duration GONE_AFTER = Duration.ofSeconds(2);

    private final WatchSettings settings;
    private final NumberPlan plan;
    private final InstantSource clock;
    private final Later later;
    private volatile Findings findings = Findings.UNHEARD;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Boards boards;
    private final Calls calls = new Calls();

    /// @param later runs timers
    Watch(WatchSettings settings, NumberPlan plan, InstantSource clock, Later later) {
        this.settings = settings;
        this.plan = plan;
        this.clock = clock;
        this.later = later;
        this.boards = new Boards(settings);
    }

    /// Who is told what is found, never under this class's lock.
    void tell(Findings who) {
        findings = who;
    }

    // ---- what the gate asks

    @Override
    public boolean onLine(DialRequest request) {
        if (Boards.asksItself(request)) {
            return true;
        }
        return locked(() -> {
            await(() -> boards.of(request.uniqueId()).isPresent());
            return boards.agentLine(request).isPresent() || boards.isReadyMember(request);
        });
    }

    @Override
    public void permitted(Attempt attempt, Optional<DialRequest> request) {
        locked(() -> {
            LiveCall call =
                    new LiveCall(
                            attempt, request.flatMap(_ -> attempt.agent()).map(boards::device));
            calls.add(call);
            request.flatMap(boards::agentLine).ifPresent(channel -> calls.tie(call, channel));
            return true;
        });
    }

    @Override
    public void withdrawn(Attempt attempt) {
        locked(() -> calls.of(attempt).map(calls::forget));
    }

    @Override
    public Optional<OutcomeReport> seen(Attempt attempt) {
        return locked(() -> calls.of(attempt).flatMap(this::seen));
    }

    private Optional<OutcomeReport> seen(LiveCall call) {
        String asking = call.attempt().uniqueId();
        call.told();
        await(() -> call.isOver() || boards.of(asking).isEmpty());
        if (call.isOver() || boards.of(asking).isEmpty()) {
            calls.forget(call);
        }
        return call.consumer().map(_ -> call.report(now()));
    }

    // ---- what switches tell

    /// Takes an event of a switch. Quick; never throws for what an event says.
    public void on(String switchName, SwitchEvent event) {
        List<Runnable> found = new ArrayList<>();
        locked(() -> {
            Board board = boards.named(switchName);
            if (board != null) {
                on(board, event, found);
            }
            changed.signalAll();
            return true;
        });
        found.forEach(Runnable::run);
    }

    private void on(Board board, SwitchEvent event, List<Runnable> found) {
        switch (event) {
            case HungUp gone -> hungUp(gone, found);
            case DeviceState state -> device(board, state, found);
            default -> {
                // Others change the board first.
            }
        }
        board.state().apply(event);
        switch (event) {
            case Connected _ -> resume(board);
            case Disconnected lost -> LOG.warn("switch {}: {}", board.name(), lost.why());
            case DialBegan dial -> dialBegan(board, dial, found);
            case DialProgressed progressed -> {
                Optional<LiveCall> call = callTo(progressed.callee());
                if (progressed.progress() == Progress.RINGING) {
                    call.ifPresent(each -> each.rang(progressed.at()));
                } else {
                    call.ifPresent(each -> each.progressed(progressed.at()));
                }
            }
            case Seen seen -> {
                if (seen.channel().up()) {
                    callTo(seen.channel().id()).ifPresent(call -> answered(call, seen.at()));
                }
            }
            case DialEnded ended ->
                    callTo(ended.callee()).ifPresent(call -> dialEnded(call, ended));
            case Joined joined -> joined(board, joined, found);
            case HangupAsked asked -> asked(asked);
            default -> {
                // The board has it.
            }
        }
    }

    private void dialBegan(Board board, DialBegan dial, List<Runnable> found) {
        Target target = new Target(dial.callee().device(), dial.dialled());
        Optional<LiveCall> permitted =
                dial.caller()
                        .map(caller -> calls.asking(caller.id()))
                        .filter(call -> !call.isOver())
                        .filter(call -> target.dials(call.attempt().number()));
        if (permitted.isPresent()) {
            calls.dialled(permitted.get(), dial.at(), dial.callee().id());
        } else if (target.isTrunk(board.settings().trunks(), plan) && !target.isEmergency(plan)) {
            bypassed(board, dial, target, found);
        }
    }

    private void bypassed(Board board, DialBegan dial, Target target, List<Runnable> found) {
        Channel caller = dial.caller().orElse(dial.callee());
        Bypass bypass =
                new Bypass(
                        now(),
                        board.name(),
                        caller.name(),
                        dial.dialled(),
                        target.number(plan),
                        caller.place().toString(),
                        settings.hangUpBypasses());
        found.add(() -> findings.bypassed(bypass, dial.callee()));
    }

    private void dialEnded(LiveCall call, DialEnded ended) {
        if (ended.status().equals("ANSWER")) {
            answered(call, ended.at());
        }
        call.dialEnded(ended.at(), ended.status());
    }

    /// By the consumer's channel: Dial itself calls it answered only when it is about to join the
    /// two, which is later where something is played first.
    private void answered(LiveCall call, Instant at) {
        if (call.answered(at)) {
            Duration patience = findings.silentAfter(call.attempt()).plus(MEETING_SLACK);
            later.after(patience, () -> stillUnmet(call));
        }
    }

    private void stillUnmet(LiveCall call) {
        List<Runnable> found = new ArrayList<>();
        locked(() -> {
            if (boards.of(call.attempt().uniqueId()).isPresent() && call.isUnmet()) {
                unmet(call, found);
            }
            return true;
        });
        found.forEach(Runnable::run);
    }

    /// Once for each call, whoever finds it first.
    private void unmet(LiveCall call, List<Runnable> found) {
        if (!call.reportUnmet()) {
            tellMeeting(call, found);
        }
    }

    private void tellMeeting(LiveCall call, List<Runnable> found) {
        Talk talk = call.talk();
        Instant at = now();
        found.add(() -> findings.meeting(call.attempt(), talk, at));
    }

    private void joined(Board board, Joined joined, List<Runnable> found) {
        Set<String> together = board.state().together(joined.channel());
        for (String each : together) {
            LiveCall call = calls.toConsumer(each);
            if (call != null
                    && call.isUnmet()
                    && !call.isGivenUp()
                    && board.hasAgent(call, together)) {
                call.joined(joined.at());
                // Judged by how long it took; mostly that was a few milliseconds.
                tellMeeting(call, found);
            }
        }
    }

    private void asked(HangupAsked asked) {
        LiveCall call = calls.toConsumer(asked.channel());
        if (call != null) {
            call.hangupAsked(asked.bySwitch() ? EndedBy.SWITCH : EndedBy.CONSUMER);
            return;
        }
        EndedBy ours = asked.bySwitch() ? EndedBy.SWITCH : EndedBy.AGENT;
        Optional.ofNullable(calls.ofLine(asked.channel()))
                .ifPresent(each -> each.hangupAsked(ours));
        Optional.ofNullable(calls.asking(asked.channel()))
                .ifPresent(each -> each.hangupAsked(ours));
    }

    /// Before the board forgets the channel.
    private void hungUp(HungUp gone, List<Runnable> found) {
        LiveCall toConsumer = calls.toConsumer(gone.channel());
        if (toConsumer != null) {
            toConsumer.consumerGone(gone.at(), gone.cause());
            if (toConsumer.isUnmet()) {
                unmet(toConsumer, found);
            }
        }
        LiveCall ofLine = calls.ofLine(gone.channel());
        if (ofLine != null) {
            lineGone(ofLine, "hung up", found);
        }
        LiveCall asking = calls.asking(gone.channel());
        if (asking != null) {
            over(asking, gone.at());
        }
    }

    /// A device that was never there does not go away: a phone that does not register is always
    /// called unreachable.
    private void device(Board board, DeviceState state, List<Runnable> found) {
        if (state.reachable() || !board.state().isReachable(state.device())) {
            return;
        }
        for (LiveCall call : calls.all()) {
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
        locked(() ->
                        calls.forget(call)
                                ? Optional.of(call.report(now()))
                                : Optional.<OutcomeReport>empty())
                .ifPresent(findings::seen);
    }

    /// The state after a new connection: calls that are gone ended while nobody looked, others have
    /// gone on.
    private void resume(Board board) {
        LOG.info("switch {}: watched, {} channels", board.name(), board.state().channels().size());
        for (LiveCall call : calls.all()) {
            String asking = call.attempt().uniqueId();
            if (board.state().channel(asking).isPresent()) {
                resume(board, call);
            } else {
                later.after(GONE_AFTER, () -> endIfGone(call));
            }
        }
    }

    private void endIfGone(LiveCall call) {
        List<Runnable> found = new ArrayList<>();
        locked(() -> {
            String asking = call.attempt().uniqueId();
            if (boards.allConnected() && boards.of(asking).isEmpty() && !call.isOver()) {
                lineGone(call, "switch restarted or call over", found);
                over(call, now());
            }
            return true;
        });
        found.forEach(Runnable::run);
    }

    private void resume(Board board, LiveCall call) {
        String asking = call.attempt().uniqueId();
        if (call.line().isEmpty()) {
            board.person(asking).ifPresent(person -> calls.tie(call, person.id()));
        }
        Set<String> together = board.state().together(asking);
        board.consumer(call, together, plan)
                .ifPresent(channel -> {
                    calls.foundAnswered(call, channel.id());
                    if (board.hasAgent(call, together)) {
                        call.foundJoined();
                    }
                });
        if (call.isUnmet()) {
            later.after(MEETING_SLACK, () -> stillUnmet(call));
        }
    }

    // ---- small things

    private Optional<LiveCall> callTo(String callee) {
        return Optional.ofNullable(calls.toConsumer(callee));
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /// Waits under the lock for events that are on their way.
    private void await(BooleanSupplier until) {
        long left = PATIENCE.toNanos();
        try {
            while (!until.getAsBoolean() && left > 0 && boards.anyConnected()) {
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
