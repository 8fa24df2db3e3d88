package se.ringvakt.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.access.AccessRefused;
import se.ringvakt.access.Caller;
import se.ringvakt.evidence.EvidenceException;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.metrics.Meters;
import se.ringvakt.retention.Erasable;
import se.ringvakt.retention.Erasing;
import se.ringvakt.retention.Kept;
import se.ringvakt.retention.KeyRefused;
import se.ringvakt.site.InstalledSite;
import se.ringvakt.site.Site;
import se.ringvakt.thread.Background;

/// Erases once a day whatever is kept no longer: the one place for all of it. On a thread of its
/// own that gives way to dials: the recordings' folder may be on a disk that hangs.
///
/// At the schedule's time of day, and soon after a start at which none ended within a day: a
/// machine that is off by night still erases.
final class DailyErasing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DailyErasing.class);

    /// After the rush of a start.
    private static final Duration FIRST = Duration.ofMinutes(1);

    /// Until a gate that was killed while it erased has lost its turn, and until a key may have
    /// been brought to every gate.
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private static final Duration DAY = Duration.ofDays(1);
    private static final String BY = "serve";

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(new Background("erasing-"));
    private final InstalledSite site;

    /// The run to go on with, for a day: it is one on record however often it is tried.
    private Optional<Erasing> halted = Optional.empty();

    private Instant begun = Instant.EPOCH;
    private String told = "";

    DailyErasing(InstalledSite site) {
        this.site = site;
        next(isDue(site) ? FIRST : untilTime(site.clock().instant().atZone(site.zone())));
    }

    /// The run of today, or another at once.
    static Erasing erasing(Site site, Meters meters, Erasing.Rest rest) {
        List<Erasable> elsewhere = new ArrayList<>();
        if (site.recordingSettings().folder().isPresent()) {
            elsewhere.add(new RecordingsErasable(site, meters, BY));
        }
        String keep = site.schedule().keep(Kept.EVIDENCE).toString();
        elsewhere.add(new EvidenceErasable(site.evidence().path(), keep, BY));
        return new Erasing(
                site.retention(), elsewhere, site.schedule(), site.zone(), site.clock(), rest);
    }

    /// Puts on the audit log what a run did.
    static void note(Site site, Caller who, Erasing erasing) {
        site.retention()
                .find(erasing.id())
                .ifPresent(run ->
                        site.note(
                                who,
                                "retention.run",
                                "run " + run.id(),
                                entry -> entry.after(run.done())));
    }

    /// Where gates share a ledger always: what lies beside it, each erases itself. What somebody
    /// erased by hand may have been one number, and does not count.
    static boolean isDue(Site site) {
        if (site.isShared()) {
            return true;
        }
        Instant dayAgo = site.clock().instant().minus(DAY);
        return site.retention()
                .last(BY)
                .filter(run -> run.ended().isPresent() && !run.begun().isBefore(dayAgo))
                .isEmpty();
    }

    /// Whether the file is written anew: on the first of a month, at the time of day at which
    /// nobody calls.
    private boolean isMonthly() {
        ZonedDateTime now = site.clock().instant().atZone(site.zone());
        LocalTime time = now.toLocalTime();
        LocalTime at = site.schedule().at();
        return now.getDayOfMonth() == 1 && !time.isBefore(at) && time.isBefore(at.plusMinutes(5));
    }

    /// Until the schedule's time of day comes next.
    private Duration untilTime(ZonedDateTime now) {
        LocalTime at = site.schedule().at();
        ZonedDateTime today = now.with(at);
        ZonedDateTime next = today.isAfter(now) ? today : now.plusDays(1).with(at);
        return Duration.between(now, next);
    }

    private void next(Duration pause) {
        ScheduledFuture<?> _ =
                thread.schedule(this::erase, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void erase() {
        Instant now = site.clock().instant();
        if (halted.isEmpty() || !now.isBefore(begun.plus(DAY))) {
            halted = Optional.empty();
            begun = now;
            told = "";
        }
        boolean done = true;
        Erasing erasing = halted.orElseGet(() -> erasing(site, site.meters(), Erasing.Rest.ASLEEP));
        try {
            Optional<KeyRefused> refused = run(erasing);
            refused.ifPresent(this::tell);
            done = erasing.isWhole() && (refused.isEmpty() || !site.isShared());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (LedgerException | AccessRefused | EvidenceException e) {
            tell(e);
        } catch (RuntimeException e) {
            LOG.error("not everything is erased today", e);
        }
        halted = done ? Optional.empty() : Optional.of(erasing);
        if (!thread.isShutdown()) {
            next(done ? untilTime(site.clock().instant().atZone(site.zone())) : AGAIN);
        }
    }

    /// Begins a run, or goes on with the one that was halted. Returns why something stays.
    private Optional<KeyRefused> run(Erasing erasing) throws InterruptedException {
        Optional<KeyRefused> refused = Optional.empty();
        try {
            long _ = halted.isPresent() ? erasing.goOn() : erasing.run(BY, isMonthly());
        } catch (KeyRefused e) {
            refused = Optional.of(e);
        }
        site.ledger().forget();
        if (erasing.erased() > 0) {
            LOG.info("{} rows and files erased, their time was up", erasing.erased());
            note(site, Caller.system(BY), erasing);
        }
        return refused;
    }

    /// Once for a run, however often the same stands in its way.
    private void tell(RuntimeException why) {
        String text = String.valueOf(why.getMessage());
        if (!text.equals(told)) {
            LOG.warn("not everything is erased today: {}", text);
        }
        told = text;
    }

    /// Breaks off a run between two steps; the next one goes on there.
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("the erasing does not stop: a disk hangs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
