package se.ringvakt.ledger.report;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import se.ringvakt.report.Counts;
import se.ringvakt.report.Decisions;

/// Everything asked about decisions on record: the ledger, only read, and a file of counts, which
/// follows from the ledger and may be deleted. One process at a time keeps it; gates that share a
/// ledger have a file each.
///
/// Questions are answered in the background, two at a time, while their callers wait.
///
/// Whoever opens it has [#roll()] called by one thread, again and again ([ReportRolling] does it).
public final class LedgerReports implements AutoCloseable {
    private final ReportFile file;
    private final LedgerView ledger;
    private final ReportRoll roll;
    private final Questions questions = new Questions();
    private final Decisions decisions;
    private final Counts counts;

    private LedgerReports(LedgerView ledger, ReportFile file, LocalDays days, InstantSource clock) {
        this.file = file;
        this.ledger = ledger;
        this.roll = new ReportRoll(ledger, file, days, clock);
        this.decisions = questions.of(new LedgerDecisions(ledger, file));
        this.counts = questions.of(new LedgerCounts(ledger, file, days));
    }

    /// Opens the file of counts, or makes it anew if there is none, or one of another version or
    /// zone; what is missing in it is counted by [#roll()].
    ///
    /// @param ledger closed with them
    /// @param zone whose days and hours are counted; whole hours from UTC
    /// @throws se.ringvakt.ledger.LedgerException when the file cannot be written or is another
    ///   program's
    /// @throws IllegalArgumentException a zone that is not whole hours from UTC
    public static LedgerReports open(
            LedgerView ledger, Path file, ZoneId zone, InstantSource clock) {
        LocalDays days = new LocalDays(zone);
        return new LedgerReports(ledger, ReportFile.open(file, zone), days, clock);
    }

    /// Counts some of what is new in the ledger: at most 10,000 decisions. For one thread.
    ///
    /// @return whether there is more at once
    /// @throws se.ringvakt.ledger.LedgerException when it cannot; the next call tries the same
    public boolean roll() {
        return roll.step();
    }

    public Decisions decisions() {
        return decisions;
    }

    public Counts counts() {
        return counts;
    }

    /// Closes all of it; nobody may be in [#roll()].
    @Override
    public void close() {
        questions.close();
        roll.close();
        file.close();
        ledger.close();
    }
}
