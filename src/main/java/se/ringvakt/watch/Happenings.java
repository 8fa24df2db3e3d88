package se.ringvakt.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.EndedBy;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Talk;
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

/// What each event means for the live calls, and what is found by it. For one thread at a time;
/// memory only. What is found is not told here but handed back, to be told when no lock is held.
final class Happenings {
    private static final Logger LOG = LoggerFactory.getLogger(Happenings.class);

    /// Joining takes a switch some milliseconds, and telling it some more.
    private static final Duration MEETING_SLACK = Duration.ofMillis(250);

    /// How long events may be held up, by a pause of this process or of the network, before a call
    /// is said to be silent without any later event.
    private static final Duration STALL = Duration.ofSeconds(2);

    /// A call may be younger than the list of channels in which it is missing.
    private static final Duration GONE_AFTER = Duration.ofSeconds(2);

    private final WatchSettings settings;
    private final NumberPlan plan;
    private final InstantSource clock;
    private final Boards boards;
    private final Calls calls;
    private final Supplier<Findings> findings;
    private final Timer timer;
    private final Doubts doubts;

    /// Comes back to a call later.
    @FunctionalInterface
    interface Timer {
        /// Comes back once.
        ///
        /// @param what gets a list for what it finds
        void after(Duration wait, Consumer<List<Runnable>> what);
    }

    Happenings(
            WatchSettings settings,
            NumberPlan plan,
            InstantSource clock,
            Boards boards,
            Calls calls,
            Supplier<Findings> findings,
            Timer timer) {
        this.settings = settings;
        this.plan = plan;
        this.clock = clock;
        this.boards = boards;
        this.calls = calls;
        this.findings = findings;
        this.timer = timer;
        this.doubts = new Doubts(settings, plan, calls, findings, timer, this::adopted);
    }

    /// Takes an event over.
    void on(Board board, SwitchEvent event, List<Runnable> found) {
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
                        .filter(call -> !call.isOver() && call.mayDial())
                        .filter(call -> call.dials(target, plan))
                        .or(() -> doubts.again(dial, target));
        if (permitted.isPresent()) {
            calls.dialled(permitted.get(), dial.at(), dial.callee().id());
        } else if (target.isTrunk(board.settings().trunks(), plan) && !target.isEmergency(plan)) {
            doubts.began(board, dial, target, now(), found);
        }
    }

    /// Another gate has permitted what was watched until now without knowing that.
    private void adopted(Board board, LiveCall call, List<Runnable> found) {
        tieToPerson(board, call);
        if (call.isOver()) {
            awaitReport(call);
        } else if (call.isUnmet()) {
            call.answered().ifPresent(at -> awaitMeeting(call, at));
        }
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
        if (call.answered(at) && call.isKnown()) {
            awaitMeeting(call, at);
        }
    }

    private void awaitMeeting(LiveCall call, Instant answered) {
        Duration allowed = findings.get().silentAfter(call.attempt());
        timer.after(
                allowed.plus(MEETING_SLACK),
                found -> stillUnmet(call, answered.plus(allowed), found));
    }

    /// Time is up. A switch that has told of anything later has told of everything before it; one
    /// that has not may be held up, or this process was: it gets a little longer.
    private void stillUnmet(LiveCall call, Instant due, List<Runnable> found) {
        if (!isSeenUnmet(call)) {
            return;
        }
        if (boards.of(call.asking()).orElseThrow().state().hasTold(due)) {
            unmet(call, found);
        } else {
            timer.after(
                    STALL,
                    later -> {
                        if (isSeenUnmet(call)) {
                            unmet(call, later);
                        }
                    });
        }
    }

    private boolean isSeenUnmet(LiveCall call) {
        return boards.of(call.asking()).isPresent() && call.isUnmet();
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
        call.tell(attempt -> findings.get().meeting(attempt, talk, at), found);
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
        calls.unknown(asked.channel()).forEach(each -> each.hangupAsked(ours));
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
        calls.unknown(gone.channel()).forEach(each -> over(each, gone.at()));
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
            call.tell(attempt -> findings.get().agentGone(attempt, why), found);
        }
        if (call.isUnmet()) {
            unmet(call, found);
        }
    }

    /// The call is over: the handler's report is waited for, then what was seen must do.
    private void over(LiveCall call, Instant at) {
        if (!call.isOver()) {
            call.over(at);
            if (call.isKnown()) {
                awaitReport(call);
            }
        }
    }

    private void awaitReport(LiveCall call) {
        Duration wait = call.isTold() ? Watch.PATIENCE : settings.reportWait();
        timer.after(wait, found -> settle(call, found));
    }

    private void settle(LiveCall call, List<Runnable> found) {
        if (calls.forget(call)) {
            OutcomeReport report = call.report(now());
            found.add(() -> findings.get().seen(report));
        }
    }

    /// The state after a new connection: calls that are gone ended while nobody looked, others have
    /// gone on.
    private void resume(Board board) {
        LOG.info("switch {}: watched, {} channels", board.name(), board.state().channels().size());
        for (LiveCall call : calls.all()) {
            if (board.state().channel(call.asking()).isPresent()) {
                resume(board, call);
            } else {
                timer.after(GONE_AFTER, found -> endIfGone(call, found));
            }
        }
    }

    private void endIfGone(LiveCall call, List<Runnable> found) {
        String asking = call.asking();
        if (boards.allConnected() && boards.of(asking).isEmpty() && !call.isOver()) {
            lineGone(call, "switch restarted or call over", found);
            over(call, now());
        }
    }

    private void resume(Board board, LiveCall call) {
        tieToPerson(board, call);
        Set<String> together = board.state().together(call.asking());
        board.consumer(call, together, plan)
                .ifPresent(channel -> {
                    calls.foundAnswered(call, channel.id());
                    if (board.hasAgent(call, together)) {
                        call.foundJoined();
                    }
                });
        if (call.isUnmet()) {
            timer.after(MEETING_SLACK, found -> stillUnmet(call, now(), found));
        }
    }

    /// Once it is known whose call it is: a channel may be the agent's line of another.
    private void tieToPerson(Board board, LiveCall call) {
        if (call.line().isEmpty() && call.isKnown()) {
            board.asker(call.asking()).ifPresent(channel -> calls.tie(call, channel.id()));
        }
    }

    private Optional<LiveCall> callTo(String callee) {
        return Optional.ofNullable(calls.toConsumer(callee));
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
