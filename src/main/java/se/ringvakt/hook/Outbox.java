package se.ringvakt.hook;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.hook.HookStore.Failure;
import se.ringvakt.hook.HookStore.Taken;
import se.ringvakt.hook.HookStore.Turn;
import se.ringvakt.metrics.Count;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;

/// What is to be recorded of webhooks, gathered so that the ledger's file sees few transactions
/// however much happens: events that came, and what became of requests.
///
/// Thread-safe; [#tick] is for one thread, which calls it every tenth of a second.
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    static final int EVENTS_MOST = 16_384;

    /// So many waiting are taken at once, else what is frequent gathers for a second.
    private static final int EVENTS_MANY = 4_096;

    private static final long GATHER_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Turn NOTHING = new Turn(List.of(), List.of(), List.of());

    private final HookStore store;
    private final InstantSource clock;
    private final Batches batches;
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(EVENTS_MOST);
    private final LongAdder lost = new LongAdder();
    private final Count missed;
    private volatile boolean urgent;

    // Guarded by this.
    private List<Long> delivered = new ArrayList<>();
    private List<Failure> failed = new ArrayList<>();
    private long settled;
    private long recorded;

    // The ticking thread alone uses these.
    private Turn turn = NOTHING;
    private long turnSettled;
    private long firstNanos;
    private boolean told;

    Outbox(HookStore store, String installation, InstantSource clock, Meters meters) {
        this.store = store;
        this.clock = clock;
        this.batches = new Batches(installation);
        this.missed = meters.counter(Meter.HOOKS_MISSED);
    }

    /// Takes an event, or counts it as missed.
    void add(Event event) {
        if (!events.offer(event)) {
            lost.increment();
            missed.one();
        } else if (!event.type().isFrequent()) {
            urgent = true;
        }
    }

    /// A request was delivered.
    synchronized void delivered(long delivery) {
        delivered.add(delivery);
        settled++;
    }

    /// A try failed.
    synchronized void failed(Failure failure) {
        failed.add(failure);
        settled++;
    }

    /// Waits until all that was told of requests before is on record.
    synchronized void await() throws InterruptedException {
        long mine = settled;
        while (recorded < mine) {
            wait();
        }
    }

    /// Records what has gathered; returns whether there are new requests. What cannot be recorded
    /// is tried again at the next tick, and told once.
    boolean tick(List<Hook> hooks) {
        return tick(hooks, false);
    }

    /// Records what is left, after what could not be recorded before.
    void last(List<Hook> hooks) {
        if (!turn.isEmpty()) {
            tick(hooks, true);
        }
        tick(hooks, true);
    }

    private boolean tick(List<Hook> hooks, boolean last) {
        if (turn.isEmpty()) {
            turn = next(hooks, last);
        }
        if (turn.isEmpty()) {
            return false;
        }
        try {
            Taken taken = store.take(turn);
            missed.add(taken.erased());
        } catch (RuntimeException e) {
            tell(e);
            return false;
        }
        told = false;
        boolean added = !turn.added().isEmpty();
        turn = NOTHING;
        done();
        return added;
    }

    private void tell(RuntimeException problem) {
        if (!told) {
            LOG.warn("webhooks: not recorded yet: {}", problem.getMessage());
        }
        told = true;
    }

    private synchronized void done() {
        recorded = turnSettled;
        notifyAll();
    }

    private Turn next(List<Hook> hooks, boolean last) {
        List<Delivery.Draft> added = isRipe() || last ? gathered(hooks) : List.of();
        synchronized (this) {
            Turn next = new Turn(added, delivered, failed);
            delivered = new ArrayList<>();
            failed = new ArrayList<>();
            turnSettled = settled;
            return next;
        }
    }

    private boolean isRipe() {
        if (events.isEmpty()) {
            return false;
        }
        long now = System.nanoTime();
        if (firstNanos == 0) {
            firstNanos = now;
        }
        return urgent || events.size() >= EVENTS_MANY || now - firstNanos >= GATHER_NANOS;
    }

    private List<Delivery.Draft> gathered(List<Hook> hooks) {
        urgent = false;
        firstNanos = 0;
        List<Event> taken = new ArrayList<>();
        events.drainTo(taken);
        return batches.of(taken, lost.sumThenReset(), hooks, clock.instant());
    }
}
