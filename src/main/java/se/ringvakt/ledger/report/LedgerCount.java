package se.ringvakt.ledger.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import se.ringvakt.ledger.report.Cube.Span;
import se.ringvakt.report.Counts.Group;
import se.ringvakt.report.Counts.Query;

/// Counts a short span from the ledger itself.
final class LedgerCount {
    private final Query query;
    private final Grouped grouped;
    private final LedgerRows rows = new LedgerRows();

    LedgerCount(Query query, Grouped grouped) {
        this.query = query;
        this.grouped = grouped;
    }

    void add(Connection ledger, TimeSpan span) throws SQLException {
        Condition dialled = condition("a.start", "a.campaign", "COALESCE(a.agent, '')", span);
        try (PreparedStatement select =
                ledger.prepareStatement(LedgerRows.DIALLED + dialled.sql())) {
            dialled.bind(select);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    add(LedgerRows.dialled(row));
                }
            }
        }
        Condition refused = condition("d.at", "d.campaign", "d.agent", span);
        try (PreparedStatement select =
                ledger.prepareStatement(LedgerRows.REFUSED + refused.sql())) {
            refused.bind(select);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    add(rows.refused(row));
                }
            }
        }
    }

    private void add(Dialled dial) {
        Tally tally = tally(dial.start(), dial.campaign(), dial.agent());
        tally.allow();
        tally.became(dial.fate(), 1);
    }

    private void add(Refused denial) {
        denial.count(tally(denial.at(), denial.campaign(), denial.agent()));
    }

    private Tally tally(long at, String campaign, String agent) {
        String name = query.by() == Group.CAMPAIGN ? campaign : agent;
        return grouped.of(Span.MINUTE, LocalDays.minute(at), name);
    }

    private Condition condition(String at, String campaign, String agent, TimeSpan span) {
        Condition condition =
                new Condition().and(at + " >= ?", span.from()).and(at + " < ?", span.to());
        query.campaigns().ifPresent(these -> condition.in(campaign, these));
        query.agent().ifPresent(one -> condition.and(agent + " = ?", one));
        return condition;
    }
}
