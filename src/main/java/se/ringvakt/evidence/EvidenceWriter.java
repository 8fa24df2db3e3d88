package se.ringvakt.evidence;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.metrics.Count;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;

/// Puts testimonies on record, on a thread of its own: written, on disk and signed within a second.
///
/// While the disk takes nothing they wait, and it is tried again every second; when too many wait
/// the next ones are lost, and a record tells how many and when. One writer to a folder.
public final class EvidenceWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceWriter.class);

    private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// Taken between two looks at the time.
    private static final int BATCH = 256;

    private final EvidenceSettings settings;
    private final InstantSource clock;
    private final ClockSteps steps;
    private final Waiting waiting;
    private final Deque<Testimony> first;
    private final Queue<Order> orders = new ConcurrentLinkedQueue<>();
    private final Count written;
    private final Count lost;
    private final Thread thread;
    private final Erasures erasures;

    private volatile Optional<String> fault = Optional.empty();
    private volatile boolean closing;

    private @Nullable Appender appender;
    private long flushedNanos = System.nanoTime();
    private long keysLookedNanos = System.nanoTime();

    /// Something to be done by the writer's thread.
    @FunctionalInterface
    interface Act {
        void on(Appender appender) throws IOException;
    }

    private record Order(Act act, CompletableFuture<Boolean> done) {}

    private EvidenceWriter(
            EvidenceSettings settings,
            InstantSource clock,
            LongSupplier nanos,
            Meters meters,
            Collection<? extends Testimony> first) {
        this.settings = settings;
        this.clock = clock;
        this.steps = new ClockSteps(clock, nanos);
        this.waiting = new Waiting(settings.queueMax());
        this.first = new ArrayDeque<>(first);
        this.written = meters.counter(Meter.EVIDENCE_WRITTEN);
        this.lost = meters.counter(Meter.EVIDENCE_LOST);
        this.erasures = new Erasures(settings.folder(), this::order, clock);
        this.thread = Thread.ofPlatform().name("evidence").daemon().unstarted(this::run);
        meters.watch(Meter.EVIDENCE_UP, () -> fault.isEmpty());
        meters.show(Meter.EVIDENCE_WAITING, waiting::size);
    }

    /// Begins. What cannot be opened now is tried again.
    ///
    /// @param first put on record before anything else: what an earlier process could not
    public static EvidenceWriter start(
            EvidenceSettings settings,
            InstantSource clock,
            Meters meters,
            Collection<? extends Testimony> first) {
        return start(settings, clock, System::nanoTime, meters, first);
    }

    static EvidenceWriter start(
            EvidenceSettings settings,
            InstantSource clock,
            LongSupplier nanos,
            Meters meters,
            Collection<? extends Testimony> first) {
        EvidenceWriter writer = new EvidenceWriter(settings, clock, nanos, meters, first);
        writer.step();
        writer.thread.start();
        writer.erasures.start();
        return writer;
    }

    /// Takes a testimony. Never waits, never throws; one that finds no room is lost, and counted.
    public void offer(Testimony testimony) {
        if (!waiting.offer(testimony)) {
            lost.one();
        }
    }

    /// Why nothing is being put on record now; empty: it is.
    public Optional<String> fault() {
        return fault;
    }

    private void run() {
        while (!closing) {
            step();
            LockSupport.parkNanos(fault.isPresent() ? RETRY_NANOS : LOOK_NANOS);
        }
        step();
    }

    /// Does what there is to do. A fault of the program is told like one of the disk: it must not
    /// end the thread.
    private void step() {
        try {
            work();
            if (fault.isPresent()) {
                fault = Optional.empty();
                LOG.info("evidence is being recorded again");
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void fail(Exception e) {
        String why = settings.folder() + ": " + e;
        if (fault.isEmpty() && e instanceof IOException) {
            LOG.error("decisions are not put on record, it is tried again: {}", why);
        } else if (fault.isEmpty()) {
            LOG.error("decisions are not put on record, it is tried again: {}", why, e);
        }
        fault = Optional.of(why);
        Appender broken = appender;
        if (broken != null) {
            broken.forgetChannel();
        }
    }

    private void work() throws IOException {
        Appender to = appender();
        if (fault.isPresent()) {
            to.flush();
        }
        Optional<Happening.ClockSet> set = steps.look();
        if (set.isPresent()) {
            to.append(set.get(), steps.stepped());
        }
        tellLost(to);
        takeUpKey(to);
        while (takeSome(to)) {
            if (isDue()) {
                flush(to);
            }
        }
        if (to.isPending() && (isDue() || closing)) {
            flush(to);
        }
        obey(to);
    }

    private Appender appender() throws IOException {
        Appender to = appender;
        if (to == null) {
            to = Appender.open(settings.folder(), settings.segmentRecordsMost(), clock);
            appender = to;
            flush(to);
        }
        return to;
    }

    private void tellLost(Appender to) throws IOException {
        Optional<Happening.Lost> gap = waiting.takeLost();
        if (gap.isEmpty()) {
            return;
        }
        try {
            Happening.Lost so = gap.get();
            to.append(
                    new Happening.Lost(clock.instant(), so.records(), so.from(), so.to()),
                    steps.stepped());
            LOG.warn("{} records of evidence are lost", so.records());
        } catch (IOException e) {
            waiting.putBack(gap.get());
            throw e;
        }
    }

    private void takeUpKey(Appender to) throws IOException {
        long now = System.nanoTime();
        if (now - keysLookedNanos < RETRY_NANOS) {
            return;
        }
        keysLookedNanos = now;
        if (to.rotate(steps.stepped())) {
            LOG.info("another key signs the evidence from now on");
        }
    }

    /// Takes a batch. False: nothing is left.
    private boolean takeSome(Appender to) throws IOException {
        for (int i = 0; i < BATCH; i++) {
            Testimony next = first.isEmpty() ? waiting.peek() : first.peekFirst();
            if (next == null) {
                return false;
            }
            take(to, next);
            if (first.pollFirst() == null) {
                waiting.drop();
            }
        }
        return true;
    }

    /// What cannot be told must not hold up what comes after it.
    private void take(Appender to, Testimony next) throws IOException {
        try {
            to.append(next, steps.stepped());
            written.one();
        } catch (RuntimeException e) {
            LOG.error("a decision cannot be put on record", e);
            lost.one();
            waiting.putBack(new Happening.Lost(next.at(), 1, next.at(), next.at()));
        }
    }

    private boolean isDue() {
        return System.nanoTime() - flushedNanos >= FLUSH_NANOS;
    }

    private void flush(Appender to) throws IOException {
        to.flush();
        flushedNanos = System.nanoTime();
    }

    /// Has something done by the writer's thread; what is done is on disk when the future says so.
    CompletableFuture<Boolean> order(Act act) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        orders.add(new Order(act, done));
        return done;
    }

    private void obey(Appender to) throws IOException {
        for (Order order = orders.poll(); order != null; order = orders.poll()) {
            try {
                order.act().on(to);
                flush(to);
                order.done().complete(true);
            } catch (IOException e) {
                order.done().completeExceptionally(e);
                throw e;
            }
        }
    }

    /// Puts on record what waits, and ends. What the disk does not take then is lost.
    @Override
    public void close() {
        erasures.close();
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Appender to = appender;
        if (to != null) {
            to.forgetChannel();
        }
        if (waiting.size() > 0) {
            LOG.error(
                    "{} records of evidence are lost: the disk does not take them", waiting.size());
        }
    }
}
