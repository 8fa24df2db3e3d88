package se.ringvakt.hook;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.hook.HookStore.Counts;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;

/// Webhooks of a running gate: takes events, keeps them on record, sends them, and is where hooks
/// and dead letters are seen and changed.
///
/// Thread-safe. [#publish] never waits; everything else may block for as long as the store takes.
public final class Hooks implements HookEvents, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

    private static final Duration TICK = Duration.ofMillis(100);

    /// How soon a change by another process is seen, in ticks; and how often is counted what waits.
    private static final int LOOK_EVERY = 50;

    private static final int STOP_SECONDS = 5;

    private final HookStore store;
    private final Targets targets;
    private final InstantSource clock;
    private final Outbox outbox;
    private final Sender sender;
    private final LongFunction<Courier> couriers;
    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("hooks").daemon().factory());

    // Guarded by this.
    private final Map<Long, Running> running = new HashMap<>();
    private Set<Long> active = Set.of();

    private volatile List<Hook> hooks = List.of();
    private volatile Set<EventType> wanted = Set.of();
    private volatile Counts counts = new Counts(0, 0);
    private int ticks;

    private record Running(Courier courier, Thread thread) {
        void stop() {
            courier.stop();
            thread.interrupt();
        }
    }

    /// What an installation settles.
    ///
    /// @param installation the gate's name, in every event
    /// @param targets where hooks may send to
    /// @param timeout of one request
    /// @param waits before each further try; with the last one spent, a request is given up
    public record Setup(
            String installation, Targets targets, Duration timeout, List<Duration> waits) {

        /// The usual: five seconds, seven tries within about seven hours.
        public static Setup usual(String installation, Targets targets) {
            return new Setup(installation, targets, Duration.ofSeconds(5), Retries.USUAL);
        }
    }

    private Hooks(HookStore store, Setup setup, InstantSource clock, Meters meters) {
        this.store = store;
        this.targets = setup.targets;
        this.clock = clock;
        this.outbox = new Outbox(store, setup.installation, clock, meters);
        this.sender = new Sender(setup.targets, setup.timeout, clock);
        Retries retries = new Retries(setup.waits, () -> ThreadLocalRandom.current().nextDouble());
        this.couriers = id -> new Courier(id, store, outbox, sender, retries, clock, meters);
        meters.show(Meter.HOOKS_WAITING, () -> counts.waiting());
        meters.show(Meter.HOOKS_DEAD, () -> counts.dead());
    }

    /// Starts to take and to send.
    public static Hooks start(HookStore store, Setup setup, InstantSource clock, Meters meters) {
        Hooks hooks = new Hooks(store, setup, clock, meters);
        hooks.refresh();
        var _ =
                hooks.ticker.scheduleWithFixedDelay(
                        hooks::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        return hooks;
    }

    @Override
    public void publish(Event event) {
        if (wanted.contains(event.type())) {
            outbox.add(event);
        }
    }

    /// Whether any event would be taken.
    public boolean anyWanted() {
        return !wanted.isEmpty();
    }

    /// All hooks by name.
    public List<Hook> list() {
        return store.list();
    }

    /// Adds a hook with a new secret, which is shown here and never again.
    ///
    /// @throws HookRefused when it cannot be used, or its name is taken
    public Hook.WithSecret add(HookSettings settings) {
        check(settings);
        String secret = Signature.newSecret();
        Hook hook = store.add(settings, secret);
        look(true);
        return new Hook.WithSecret(hook, secret);
    }

    /// Changes a hook; empty: it is gone, or was changed since that version.
    ///
    /// @throws HookRefused when it cannot be used, or its name is taken
    public Optional<Hook> change(long id, long version, HookSettings settings) {
        check(settings);
        Optional<Hook> changed = store.change(id, version, settings);
        look(true);
        return changed;
    }

    private void check(HookSettings settings) {
        URI url = targets.read(settings.url().toString());
        if (settings.fullNumbers()) {
            targets.problemOfWholeNumbers(url)
                    .ifPresent(what -> {
                        throw new HookRefused("url: " + what);
                    });
        }
    }

    /// Gives a hook another secret, which is shown here and never again; empty: it is gone.
    public Optional<String> replaceSecret(long id) {
        String secret = Signature.newSecret();
        return store.replaceSecret(id, secret) ? Optional.of(secret) : Optional.empty();
    }

    /// Removes a hook and all that waits for it. False: there is no such hook.
    public boolean remove(long id) {
        boolean removed = store.remove(id);
        look(true);
        return removed;
    }

    /// What was given up, oldest first.
    public List<Delivery> dead(int most) {
        return store.dead(most);
    }

    /// Puts a dead letter back into the queue, at its old place. False: it is none.
    public boolean retry(long delivery) {
        boolean put = store.retry(delivery, clock.instant());
        wake();
        return put;
    }

    /// Puts all dead letters of a hook back; returns how many.
    public int retryAll(long hook) {
        int put = store.retryAll(hook, clock.instant());
        wake();
        return put;
    }

    /// Erases a dead letter. False: it is none.
    public boolean discard(long delivery) {
        return store.discard(delivery);
    }

    /// Erases all dead letters of a hook; returns how many.
    public int discardAll(long hook) {
        return store.discardAll(hook);
    }

    /// How many events wait and were given up.
    public Counts counts() {
        return store.counts();
    }

    /// Records what came, and stops sending; what waits is sent after the next start.
    @Override
    public void close() {
        ticker.shutdown();
        try {
            if (!ticker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("webhooks: the last events could not be recorded in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop();
        sender.close();
        outbox.last(hooks);
        endTurns();
    }

    /// Only after what was sent is on record: another gate may take over at once.
    private void endTurns() {
        try {
            hooks.forEach(hook -> store.endTurn(hook.id()));
        } catch (RuntimeException e) {
            LOG.warn("webhooks: other gates wait for this one: {}", e.getMessage());
        }
    }

    private void tick() {
        look(ticks++ % LOOK_EVERY == 0);
        renew();
        if (outbox.tick(hooks)) {
            wake();
        }
    }

    /// Follows what is on record, tried again some seconds later when it cannot be read.
    private void look(boolean due) {
        if (!due) {
            return;
        }
        try {
            refresh();
            counts = store.counts();
            if (counts.waiting() > 0) {
                // Some may have come by another gate, or be left by one that died.
                wake();
            }
        } catch (RuntimeException e) {
            LOG.warn("webhooks: cannot be read: {}", e.getMessage());
        }
    }

    private synchronized void refresh() {
        List<Hook> latest = store.list();
        hooks = latest;
        wanted =
                Arrays.stream(EventType.values())
                        .filter(type -> latest.stream().anyMatch(hook -> hook.wants(type)))
                        .collect(Collectors.toUnmodifiableSet());
        active =
                latest.stream()
                        .filter(hook -> hook.settings().active())
                        .map(Hook::id)
                        .collect(Collectors.toSet());
        renew();
    }

    /// Stops couriers whose hook rests or is gone, and begins those that are wanted: of a hook one
    /// at a time, so that one that was stopped is followed only when it has ended.
    private synchronized void renew() {
        running.entrySet()
                .removeIf(each -> isOver(each.getValue(), active.contains(each.getKey())));
        active.forEach(id -> running.computeIfAbsent(id, this::begin));
    }

    private static boolean isOver(Running each, boolean wanted) {
        if (!wanted) {
            each.courier.stop();
        }
        return !each.thread.isAlive();
    }

    private Running begin(long id) {
        Courier courier = couriers.apply(id);
        return new Running(courier, Thread.ofVirtual().name("hook-" + id).start(courier));
    }

    private synchronized void wake() {
        running.values().forEach(each -> each.courier.wake());
    }

    private synchronized void stop() {
        running.values().forEach(Running::stop);
        running.clear();
    }
}
