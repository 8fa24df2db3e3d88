package se.ringvakt.agi;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.agi.AgiScripts.Reply;
import se.ringvakt.gate.Answer;
import se.ringvakt.gate.Gate;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.metrics.Seldom;

/// What all sessions share: the bounds, and virtual threads for what blocks. Thread-safe.
final class AgiWork {
    private static final Logger LOG = LoggerFactory.getLogger(AgiWork.class);

    private final AgiSettings settings;
    private final AgiScripts scripts;
    private final Gate gate;
    private final Meters meters;
    private final Seldom seldom = new Seldom(LOG);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger decisions = new AtomicInteger();

    AgiWork(AgiSettings settings, AgiScripts scripts, Gate gate, Meters meters) {
        this.settings = settings;
        this.scripts = scripts;
        this.gate = gate;
        this.meters = meters;
        // Whoever watches how these grow must see them before the first.
        var _ = meters.counter(Meter.SESSIONS, "full");
        meters.show(Meter.SESSIONS_OPEN, sessions::get);
        meters.show(Meter.DECISIONS_UNDER_WAY, decisions::get);
    }

    AgiSettings settings() {
        return settings;
    }

    /// Counts a connection in. False: there are too many; it still has to [#leave()].
    boolean enter() {
        return sessions.incrementAndGet() <= settings.sessionsMax();
    }

    void leave() {
        sessions.decrementAndGet();
    }

    int sessions() {
        return sessions.get();
    }

    /// Has the request answered on a thread of its own. False: too many are under way.
    boolean start(AgiRequest request, Consumer<Reply> done) {
        if (decisions.incrementAndGet() > settings.decisionsMax()) {
            decisions.decrementAndGet();
            return false;
        }
        threads.execute(() -> {
            Reply reply = answer(request);
            decisions.decrementAndGet();
            done.accept(reply);
        });
        return true;
    }

    /// The answer, whatever happens: an error must never become silence.
    private Reply answer(AgiRequest request) {
        try {
            return scripts.answer(request);
        } catch (AgiException | LedgerException e) {
            complain("request denied", String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("request denied: it failed inside", e);
        }
        return Reply.of(scripts.unavailable(request));
    }

    /// What is said to a request that is not answered in time.
    AgiCommand unavailable(AgiRequest request) {
        return scripts.unavailable(request);
    }

    /// Takes back a permit that did not reach its switch.
    void withdraw(Answer.Allowed permit, String why) {
        LOG.info("attempt {} withdrawn: {}", permit.attempt().id(), why);
        threads.execute(() -> {
            try {
                gate.outcomes().withdraw(permit.attempt());
            } catch (LedgerException e) {
                LOG.warn(
                        "attempt {} stays counted, it could not be withdrawn: {}",
                        permit.attempt().id(),
                        e.getMessage());
            }
        });
    }

    /// @param kind one of a few
    void complain(String kind, String what) {
        seldom.warn(kind, what);
    }

    /// A session has its answer, or ended without one.
    ///
    /// @param beganNanos when it was accepted
    void ended(String how, long beganNanos) {
        meters.count(Meter.SESSIONS, how);
        meters.timer(Meter.SESSION_TIME, how).since(beganNanos);
    }

    /// Waits for the decisions under way.
    void close() {
        threads.close();
    }
}
