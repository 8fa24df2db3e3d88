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
import java.util.function.Consumer;
import java.util.function.Supplier;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.Sight;
import se.ringvakt.watch.Boards.Board;

/// Watches live calls: keeps what the events of all switches tell of each attempt, sees whether the
/// agent is there, and what is dialled without a permit.
///
/// Thread-safe. Memory only: an event never waits for a disk, and nothing here can hold up a
/// decision for longer than a tenth of a second.
public final class Watch implements Sight {
    /// How far events may be behind a request: it can overtake those of the channel that makes it.
    /// Mostly they are there in a millisecond or two; and the switch waits for its answer no longer
    /// than `agi.decision-time`, 250 ms.
    static final Duration PATIENCE = Duration.ofMillis(100);

    private final InstantSource clock;
    private final Later later;
    private volatile Findings findings = Findings.UNHEARD;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Boards boards;
    private final Calls calls = new Calls();
    private final Happenings happenings;

    /// @param later runs timers
    Watch(WatchSettings settings, NumberPlan plan, InstantSource clock, Later later) {
        this.clock = clock;
        this.later = later;
        this.boards = new Boards(settings);
        this.happenings =
                new Happenings(settings, plan, clock, boards, calls, () -> findings, this::after);
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
            await(() -> isThere(request));
            return isThere(request);
        });
    }

    private boolean isThere(DialRequest request) {
        return boards.agentLine(request).isPresent() || boards.isReadyMember(request);
    }

    @Override
    public void permitted(Attempt attempt, Optional<DialRequest> request) {
        locked(() -> {
            LiveCall call = new LiveCall(attempt, request.map(boards::devices).orElse(Set.of()));
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

    /// Who is on the line; empty: no switch tells. Holds the lock only while names are copied.
    Optional<Presence> presence() {
        return locked(boards::presence);
    }

    // ---- what switches tell

    /// Takes an event of a switch. Quick; never throws for what an event says.
    public void on(String switchName, SwitchEvent event) {
        guarded(found -> {
            Board board = boards.named(switchName);
            if (board != null) {
                happenings.on(board, event, found);
            }
            changed.signalAll();
        });
    }

    private void after(Duration wait, Consumer<List<Runnable>> what) {
        later.after(wait, () -> guarded(what));
    }

    /// Under the lock; what is found is told after it.
    private void guarded(Consumer<List<Runnable>> what) {
        List<Runnable> found = new ArrayList<>();
        locked(() -> {
            what.accept(found);
            return true;
        });
        found.forEach(Runnable::run);
    }

    // ---- small things

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
