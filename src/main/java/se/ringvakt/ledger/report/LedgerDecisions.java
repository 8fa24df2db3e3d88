package se.ringvakt.ledger.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.report.Cursor;
import se.ringvakt.report.Decision;
import se.ringvakt.report.DecisionId;
import se.ringvakt.report.Decisions;
import se.ringvakt.report.Filter;
import se.ringvakt.report.Ruling;

/// Decisions on record, read from the ledger's file with the help of the file of counts.
///
/// A page is read by the indexes of time. One that a filter makes rare is looked for only in the
/// minutes that [MinuteMap] names, a number's denials by [NumberDenials].
final class LedgerDecisions implements Decisions {
    private static final long SECONDS_MOST = 3_000_000_000_000L;
    private static final long MILLIS = 1_000;
    private static final int NANOS_A_MILLI = 1_000_000;

    private final LedgerView ledgerView;
    private final ReportFile file;

    LedgerDecisions(LedgerView ledgerView, ReportFile file) {
        this.ledgerView = ledgerView;
        this.file = file;
    }

    @Override
    public Optional<Decision> find(DecisionId id) {
        DecisionRows rows = new DecisionRows();
        try (Connection ledger = ledgerView.reader()) {
            List<Decision> found =
                    id.ruling() == Ruling.ALLOWED
                            ? rows.allowed(ledger, new Condition().and("a.id = ?", id.value()))
                            : rows.denied(ledger, new Condition().and("d.id = ?", id.value()));
            ledger.rollback();
            return found.stream().findFirst();
        } catch (SQLException e) {
            throw ledgerView.fault(e);
        }
    }

    @Override
    public Page page(Filter filter, Optional<Cursor> after, int limit) {
        if (limit < 1 || limit > PAGE_MOST) {
            throw new IllegalArgumentException(
                    "limit: " + limit + " (expected: 1 to " + PAGE_MOST + ")");
        }
        // One more than asked for tells whether there is a next page.
        List<Decision> found = read(filter, after, limit + 1);
        if (found.size() <= limit) {
            return new Page(found, Optional.empty());
        }
        List<Decision> page = found.subList(0, limit);
        return new Page(page, Optional.of(page.getLast().cursor()));
    }

    @Override
    public Tail tail() {
        return new LedgerTail(ledgerView);
    }

    private List<Decision> read(Filter filter, Optional<Cursor> after, int most) {
        TimeSpan within = within(filter, after);
        if (within.isEmpty() || (!filter.takesAllowed() && !filter.takesDenied())) {
            return List.of();
        }
        DecisionQuery query = new DecisionQuery(filter, after);
        try (Connection ledger = ledgerView.reader();
                Connection reports = file.reader()) {
            List<Decision> found =
                    filter.number().isPresent()
                            ? ofNumber(query, ledger, reports, within, filter, most)
                            : byTime(query, ledger, reports, within, filter, most);
            ledger.rollback();
            reports.rollback();
            return found;
        } catch (SQLException e) {
            throw ledgerView.fault(e);
        }
    }

    private static TimeSpan within(Filter filter, Optional<Cursor> after) {
        long from = filter.from().map(LedgerDecisions::millis).orElse(Long.MIN_VALUE);
        long to = filter.to().map(LedgerDecisions::millis).orElse(Long.MAX_VALUE);
        long last = after.map(place -> millis(place.at()) + 1).orElse(Long.MAX_VALUE);
        return new TimeSpan(from, Math.min(to, last));
    }

    /// Times beyond a thousand centuries are as good as none. A part of a millisecond counts: what
    /// is on record has none, so that `from` and `to` begin with the next whole one.
    private static long millis(Instant at) {
        long seconds = Math.clamp(at.getEpochSecond(), -SECONDS_MOST, SECONDS_MOST);
        return seconds * MILLIS + Math.ceilDiv(at.getNano(), NANOS_A_MILLI);
    }

    private static List<Decision> byTime(
            DecisionQuery query,
            Connection ledger,
            Connection reports,
            TimeSpan within,
            Filter filter,
            int most)
            throws SQLException {
        if (!MinuteMap.helps(filter)) {
            return query.read(ledger, within, Optional.empty(), most);
        }
        long counted = Uncounted.first(ledger, Position.read(reports));
        MinuteMap map = new MinuteMap(reports, filter, within, counted);
        List<Decision> found = new ArrayList<>();
        Optional<TimeSpan> span = map.next();
        while (span.isPresent() && found.size() < most) {
            found.addAll(query.read(ledger, span.get(), Optional.empty(), most - found.size()));
            span = found.size() < most ? map.next() : Optional.empty();
        }
        return found;
    }

    private static List<Decision> ofNumber(
            DecisionQuery query,
            Connection ledger,
            Connection reports,
            TimeSpan within,
            Filter filter,
            int most)
            throws SQLException {
        PhoneNumber number = filter.number().orElseThrow();
        List<Long> denials = new ArrayList<>(NumberDenials.of(reports, number.e164()));
        denials.addAll(Uncounted.denials(ledger, Position.read(reports), number.e164()));
        return query.read(ledger, within, Optional.of(denials), most);
    }
}
