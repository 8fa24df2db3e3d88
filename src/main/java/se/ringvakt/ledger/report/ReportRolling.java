package se.ringvakt.ledger.report;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.thread.Background;

/// The thread that keeps the counts: looks for what is new twice a second. When there is much, it
/// rests after each step for as long as the step took, so that decisions get the processor.
public final class ReportRolling implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReportRolling.class);

    private static final long EVERY_MILLIS = 500;
    private static final long REST_MOST_MILLIS = 500;
    private static final long TROUBLE_MILLIS = 5_000;

    private final LedgerReports reports;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private boolean inTrouble;

    private ReportRolling(LedgerReports reports) {
        this.reports = reports;
        this.thread = new Background("reports-").newThread(this::run);
    }

    /// Starts it; the reports stay their caller's to close, afterwards.
    public static ReportRolling start(LedgerReports reports) {
        ReportRolling rolling = new ReportRolling(reports);
        rolling.thread.start();
        return rolling;
    }

    private void run() {
        long pauseMillis = 0;
        while (!sleep(pauseMillis)) {
            pauseMillis = step();
        }
    }

    /// Returns how long to rest.
    private long step() {
        long begin = System.nanoTime();
        try {
            boolean more = reports.roll();
            if (inTrouble) {
                inTrouble = false;
                LOG.info("reports: counted again");
            }
            long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            return more ? Math.min(tookMillis, REST_MOST_MILLIS) : EVERY_MILLIS;
        } catch (RuntimeException e) {
            if (!inTrouble) {
                inTrouble = true;
                LOG.warn("reports: not counted, tried again each 5 s: {}", e.getMessage());
            }
            return TROUBLE_MILLIS;
        }
    }

    /// Returns true when closed.
    private boolean sleep(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /// Ends after the step that is under way.
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
