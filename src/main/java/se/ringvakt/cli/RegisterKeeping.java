package se.ringvakt.cli;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import se.ringvakt.site.Inboxes;
import se.ringvakt.site.InstalledSite;
import se.ringvakt.site.Site;

/// Looks into the registers' inboxes once a second, and at the registers' age once a minute, on
/// threads of its own: an inbox may be on a disk that hangs, and an import takes a second.
final class RegisterKeeping implements AutoCloseable {
    private static final long LOOK_SECONDS = 1;
    private static final long AGE_SECONDS = 60;

    private final ScheduledExecutorService threads;

    RegisterKeeping(InstalledSite site, InboxWatch.Refusals refusals) {
        List<Site.Register> registers = site.registers();
        // One each, and one for the alarms: an inbox that hangs holds up nothing else.
        threads =
                Executors.newScheduledThreadPool(
                        registers.size() + 1,
                        Thread.ofPlatform().name("registers-", 0).daemon().factory());
        for (Site.Register register : registers) {
            every(AGE_SECONDS, new RegisterAlarm(register, site, site.meters())::look);
            Inboxes.of(register, site)
                    .map(inbox ->
                            new InboxWatch(register.name(), inbox, site, site.meters(), refusals))
                    .ifPresent(watch -> every(LOOK_SECONDS, watch::look));
        }
    }

    private void every(long seconds, Runnable what) {
        ScheduledFuture<?> _ = threads.scheduleWithFixedDelay(what, 0, seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
