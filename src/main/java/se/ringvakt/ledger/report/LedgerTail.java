package se.ringvakt.ledger.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import se.ringvakt.report.Cursor;
import se.ringvakt.report.Decision;
import se.ringvakt.report.Decisions;

/// Follows the ledger: denials by their ids, attempts by their starts. Those of the last seconds
/// are compared with what was told already, since a late one may be committed.
final class LedgerTail implements Decisions.Tail {
    private static final String LAST =
            """
            SELECT (SELECT COALESCE(max(id), 0) FROM denial),
                   (SELECT COALESCE(max(start), 0) FROM attempt)
            """;

    private static final String STARTED =
            "SELECT id FROM attempt WHERE start >= ? ORDER BY start, id";

    private final LedgerView ledgerView;
    private final DecisionRows rows = new DecisionRows();
    private final LedgerRows ids = new LedgerRows();
    private final Set<Long> told = new HashSet<>();
    private final Set<Long> toldDenied = new HashSet<>();
    private long denial;
    private long start;

    LedgerTail(LedgerView ledgerView) {
        this.ledgerView = ledgerView;
        try (Connection ledger = ledgerView.reader()) {
            begin(ledger);
            ledger.rollback();
        } catch (SQLException e) {
            throw ledgerView.fault(e);
        }
    }

    private void begin(Connection ledger) throws SQLException {
        try (PreparedStatement select = ledger.prepareStatement(LAST);
                ResultSet row = select.executeQuery()) {
            row.next();
            denial = row.getLong(1);
            start = row.getLong(2);
        }
        told.addAll(started(ledger));
        if (ledgerView.denialIds().mayComeLate()) {
            toldDenied.addAll(lastDenied(ledger));
        }
    }

    @Override
    public List<Decision> next(int most) {
        try (Connection ledger = ledgerView.reader()) {
            List<Decision> found = next(ledger, most);
            ledger.rollback();
            return found;
        } catch (SQLException e) {
            throw ledgerView.fault(e);
        }
    }

    private List<Decision> next(Connection ledger, int most) throws SQLException {
        List<Decision> denied = denied(ledger, (most + 1) / 2);
        denied.forEach(this::tell);
        // What a rehearsal let out is told by its attempt, which was recorded with it.
        List<Decision> found =
                denied.stream()
                        .filter(each -> each.rehearsed().isEmpty())
                        .collect(Collectors.toCollection(ArrayList::new));
        List<Long> started = started(ledger);
        List<Long> unseen =
                started.stream()
                        .filter(id -> !told.contains(id))
                        .limit(most - found.size())
                        .toList();
        List<Decision> allowed = allowed(ledger, unseen);
        allowed.forEach(this::tell);
        found.addAll(allowed);
        told.retainAll(new HashSet<>(started));
        found.sort((one, other) -> Cursor.NEWEST_FIRST.compare(other.cursor(), one.cursor()));
        return List.copyOf(found);
    }

    private List<Decision> denied(Connection ledger, int most) throws SQLException {
        if (!ledgerView.denialIds().mayComeLate()) {
            return rows.denied(
                    ledger,
                    new Condition().and("d.id > ?", denial).then("ORDER BY d.id LIMIT ?", most));
        }
        List<Long> last = lastDenied(ledger);
        List<Long> unseen =
                last.stream().filter(id -> !toldDenied.contains(id)).limit(most).toList();
        toldDenied.retainAll(new HashSet<>(last));
        return unseen.isEmpty()
                ? List.of()
                : rows.denied(
                        ledger,
                        new Condition()
                                .and("d.id IN " + LedgerRows.list(unseen))
                                .then("ORDER BY d.id"));
    }

    /// Denials of the last seconds and all later ones, by the index alone.
    private List<Long> lastDenied(Connection ledger) throws SQLException {
        DenialIds given = ledgerView.denialIds();
        long since = Math.max(0, given.millis(denial) - given.overlap());
        return ids.refusedBetween(ledger, given.from(since), Long.MAX_VALUE);
    }

    private void tell(Decision decision) {
        if (decision.permit().isPresent()) {
            told.add(decision.id().value());
            start = Math.max(start, decision.at().toEpochMilli());
        } else {
            denial = Math.max(denial, decision.id().value());
            toldDenied.add(decision.id().value());
        }
    }

    /// Attempts of the last seconds and all later ones, by the index alone.
    private List<Long> started(Connection ledger) throws SQLException {
        try (PreparedStatement select = ledger.prepareStatement(STARTED)) {
            select.setLong(1, start - ledgerView.denialIds().overlap());
            return LedgerRows.ids(select);
        }
    }

    private List<Decision> allowed(Connection ledger, Collection<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        return rows.allowed(ledger, new Condition().and("a.id IN " + LedgerRows.list(ids)));
    }
}
