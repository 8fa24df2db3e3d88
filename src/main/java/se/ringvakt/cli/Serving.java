package se.ringvakt.cli;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import se.ringvakt.agi.AgiServer;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.LiveKnowledge;
import se.ringvakt.gate.Sight;
import se.ringvakt.rule.Rulebook;

/// A running gate. Closing it takes no more questions, answers those it has, and then closes the
/// ledger.
final class Serving implements AutoCloseable {
    private final InstalledSite site;
    private final StateLock lock;
    private final ScheduledExecutorService follower;
    private final AgiServer server;

    private Serving(
            InstalledSite site,
            StateLock lock,
            ScheduledExecutorService follower,
            AgiServer server) {
        this.site = site;
        this.lock = lock;
        this.follower = follower;
        this.server = server;
    }

    /// Reads what is known, opens the ledger, and only then listens. The site is closed with it,
    /// also when it cannot start.
    static Serving start(InstalledSite site) {
        StateLock lock = StateLock.take(site.all().state());
        try {
            LiveKnowledge knowledge = site.knowledge();
            Gate gate =
                    new Gate(
                            site.plan(),
                            knowledge,
                            site.ledger(),
                            Rulebook.of(site.policies()),
                            site.clock(),
                            Sight.NONE,
                            site.meters());
            new WarmUp(site, knowledge).run();
            AgiServer server =
                    AgiServer.start(
                            site.all().agi(),
                            gate,
                            site.all().dialFormat()::format,
                            site.clock(),
                            site.meters());
            return new Serving(site, lock, follower(knowledge, site.all().followEvery()), server);
        } catch (RuntimeException e) {
            site.close();
            lock.close();
            throw e;
        }
    }

    private static ScheduledExecutorService follower(LiveKnowledge knowledge, Duration every) {
        ScheduledExecutorService follower =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("follower").daemon().factory());
        ScheduledFuture<?> _ =
                follower.scheduleWithFixedDelay(
                        knowledge::follow,
                        every.toMillis(),
                        every.toMillis(),
                        TimeUnit.MILLISECONDS);
        return follower;
    }

    /// Where switches ask.
    InetSocketAddress address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close();
        follower.shutdownNow();
        site.close();
        lock.close();
    }
}
