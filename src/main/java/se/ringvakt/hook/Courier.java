package se.ringvakt.hook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;

/// Brings one hook's requests to it, one after the other, on a thread of its own. Until one is
/// delivered or given up, none that came later is sent. Of gates that share the store one sends at
/// a time.
final class Courier implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private static final int PAGE = 100;
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /// The clock may be set while a request waits to be due.
    private static final Duration LOOK = Duration.ofMillis(100);

    private final long id;
    private final HookStore store;
    private final Outbox outbox;
    private final Sender sender;
    private final Retries retries;
    private final InstantSource clock;
    private final Meters meters;
    private final Turn turn;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean stopped;
    private boolean told;

    Courier(
            long id,
            HookStore store,
            Outbox outbox,
            Sender sender,
            Retries retries,
            InstantSource clock,
            Meters meters) {
        this.id = id;
        this.store = store;
        this.turn = new Turn(store, id);
        this.outbox = outbox;
        this.sender = sender;
        this.retries = retries;
        this.clock = clock;
        this.meters = meters;
    }

    /// There may be something to send.
    void wake() {
        woken.release();
    }

    /// Ends after the request that is being sent, once what came of it is on record; whoever wants
    /// it at once interrupts the thread.
    void stop() {
        stopped = true;
        wake();
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                round();
            }
            outbox.await();
        } catch (InterruptedException e) {
            LOG.debug("hook {}: sends no more", id);
        }
    }

    /// A page of requests, or a wait for one.
    private void round() throws InterruptedException {
        try {
            woken.drainPermits();
            // What was sent is not to be read again.
            outbox.await();
            if (store.waiting(id, 1).isEmpty()) {
                rest();
            } else if (turn.take()) {
                // Read only now: those that another gate has just sent are gone.
                page();
            } else {
                boolean _ = woken.tryAcquire(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
            told = false;
        } catch (RuntimeException e) {
            if (!told) {
                LOG.warn("hook {}: tried again every second: {}", id, e.getMessage());
            }
            told = true;
            Thread.sleep(AGAIN);
        }
    }

    private void page() throws InterruptedException {
        for (Delivery delivery : store.waiting(id, PAGE)) {
            if (stopped) {
                return;
            }
            bring(delivery);
        }
    }

    /// Until there may be something; others may send meanwhile.
    private void rest() throws InterruptedException {
        turn.end();
        if (!stopped) {
            woken.acquire();
        }
    }

    private void bring(Delivery delivery) throws InterruptedException {
        int tries = delivery.tries();
        Optional<Instant> due = Optional.of(delivery.due());
        while (due.isPresent()) {
            if (!awaitTime(due.get())) {
                return;
            }
            Optional<Hook.WithSecret> hook = hook();
            if (hook.isEmpty()) {
                stop();
                return;
            }
            Optional<Sender.Problem> problem = attempt(hook.get(), delivery);
            if (problem.isEmpty()) {
                outbox.delivered(delivery.id());
                return;
            }
            tries++;
            due = retries.after(tries).map(clock.instant()::plus);
            outbox.failed(new HookStore.Failure(delivery.id(), tries, due, problem.get().text()));
            LOG.info("hook {}: try {} failed: {}", id, tries, problem.get().text());
        }
    }

    /// Waits until then. False: meanwhile it became another gate's turn, or was stopped.
    private boolean awaitTime(Instant due) throws InterruptedException {
        while (clock.instant().isBefore(due)) {
            if (stopped || !turn.keep()) {
                return false;
            }
            Thread.sleep(LOOK);
        }
        return !stopped && turn.keep();
    }

    /// As it stands now; empty: it is gone or rests.
    private Optional<Hook.WithSecret> hook() {
        return store.find(id).filter(found -> found.hook().settings().active());
    }

    private Optional<Sender.Problem> attempt(Hook.WithSecret hook, Delivery delivery)
            throws InterruptedException {
        String tag = String.valueOf(id);
        long beganNanos = System.nanoTime();
        Optional<Sender.Problem> problem = sender.send(hook, delivery);
        meters.timer(Meter.HOOK_TIME, tag).since(beganNanos);
        problem.ifPresentOrElse(
                failed -> meters.count(Meter.HOOKS_FAILED, tag, failed.word()),
                () -> meters.counter(Meter.HOOKS_SENT, tag).add(delivery.events()));
        return problem;
    }
}
