package se.ringvakt.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import se.ringvakt.metrics.Meter;
import se.ringvakt.register.RegisterFollower;
import se.ringvakt.site.InstalledSite;

/// Follows the registers of a shared ledger on a thread of its own: fetching one takes seconds, and
/// nothing else may wait for it.
final class RegisterFollowing implements AutoCloseable {
    private final InstalledSite site;
    private final RegisterFollower follower;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("registers-shared").daemon().factory());

    RegisterFollowing(InstalledSite site) {
        this.site = site;
        this.follower = site.registerFollower();
    }

    /// Follows once, so that a gate with an empty state folder has the registers before its first
    /// answer, and then again and again.
    void start() {
        if (site.isShared()) {
            follow();
            long pause = site.all().followEvery().toMillis();
            ScheduledFuture<?> _ =
                    thread.scheduleWithFixedDelay(
                            this::follow, pause, pause, TimeUnit.MILLISECONDS);
        }
    }

    private void follow() {
        if (!follower.follow().isEmpty()) {
            site.meters().count(Meter.KNOWLEDGE_FAULTS);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
