package se.ringvakt.cli;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.gate.Eraser;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.site.InstalledSite;

/// Erases recordings whose time is up once a day, on a thread of its own: their folder may be on a
/// disk that hangs. Does nothing where the settings name no folder.
final class DailyErasing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DailyErasing.class);

    /// After the rush of a start.
    private static final long FIRST_MINUTES = 1;

    private static final long EVERY_MINUTES = TimeUnit.DAYS.toMinutes(1);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("erasing").daemon().factory());

    DailyErasing(InstalledSite site) {
        site.recordingSettings().folder().ifPresent(folder -> start(eraser(site, folder)));
    }

    private static Eraser eraser(InstalledSite site, Path folder) {
        return new Eraser(
                site.recordings(),
                folder,
                site.recordingSettings().keep(),
                site.zone(),
                site.clock(),
                site.meters());
    }

    private void start(Eraser eraser) {
        ScheduledFuture<?> _ =
                thread.scheduleWithFixedDelay(
                        () -> erase(eraser), FIRST_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
    }

    private static void erase(Eraser eraser) {
        try {
            Eraser.Run run = eraser.run("serve");
            if (run.erased() + run.gone() > 0) {
                LOG.info("{} recordings erased, {} were already gone", run.erased(), run.gone());
            }
        } catch (LedgerException e) {
            LOG.warn("recordings are not erased today: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("recordings are not erased today", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
