package se.ringvakt.cli;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.metrics.Meter;
import se.ringvakt.site.InstalledSite;
import se.ringvakt.site.Site;

/// Tells once a day, and shows on two meters, that objections wait to be passed on to the national
/// register and their time runs out, or has.
final class DailyObjections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DailyObjections.class);

    /// After the rush of a start.
    private static final long FIRST_MINUTES = 1;

    private static final long EVERY_MINUTES = TimeUnit.DAYS.toMinutes(1);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("objections").daemon().factory());

    private final Site site;
    private volatile Counts counts = new Counts(0, 0);

    /// How many wait.
    ///
    /// @param soon in time, with few working days left
    record Counts(long soon, long overdue) {}

    DailyObjections(InstalledSite site) {
        this.site = site;
        site.meters().watch(Meter.OBJECTIONS_WAITING, () -> counts.soon() > 0, "soon");
        site.meters().watch(Meter.OBJECTIONS_WAITING, () -> counts.overdue() > 0, "overdue");
        ScheduledFuture<?> _ =
                thread.scheduleWithFixedDelay(
                        this::look, FIRST_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
    }

    private void look() {
        try {
            counts = count(site);
            tell(counts);
        } catch (LedgerException e) {
            LOG.warn("objections are not looked at today: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("objections are not looked at today", e);
        }
    }

    static Counts count(Site site) {
        int warnDays = site.objectionSettings().warnDays();
        List<ObjectionDue> late =
                site.objections().waiting().stream()
                        .map(objection -> ObjectionDue.of(objection, site))
                        .filter(due -> due.isWithin(warnDays))
                        .toList();
        long overdue = late.stream().filter(ObjectionDue::isOverdue).count();
        return new Counts(late.size() - overdue, overdue);
    }

    private static void tell(Counts counts) {
        if (counts.overdue() > 0) {
            LOG.error(
                    "{} objections should have been passed on to the register by now"
                            + " (ringvakt objection export)",
                    counts.overdue());
        }
        if (counts.soon() > 0) {
            LOG.warn(
                    "{} objections must soon be passed on to the register (ringvakt objection"
                            + " list --due)",
                    counts.soon());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
