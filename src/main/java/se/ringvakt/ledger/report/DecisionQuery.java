package se.ringvakt.ledger.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import se.ringvakt.report.Cursor;
import se.ringvakt.report.Decision;
import se.ringvakt.report.Filter;
import se.ringvakt.report.Ruling;
import se.ringvakt.rule.Reason;

/// One question for decisions within a span of time, newest first: allowed attempts and denials,
/// each by the index of its time, merged. The denial of a dial that a rehearsal let out is told by
/// its attempt.
final class DecisionQuery {
    private static final Comparator<Decision> NEWEST_FIRST =
            Comparator.comparing(Decision::cursor, Cursor.NEWEST_FIRST);

    private final Filter filter;
    private final Optional<Cursor> after;
    private final DecisionRows rows = new DecisionRows();

    DecisionQuery(Filter filter, Optional<Cursor> after) {
        this.filter = filter;
        this.after = after;
    }

    /// @param denials where they are found, if not by time: their ids
    /// @param most of each kind as many are read, and so many in all returned
    List<Decision> read(Connection ledger, TimeSpan span, Optional<List<Long>> denials, int most)
            throws SQLException {
        List<Decision> allowed =
                filter.takesAllowed()
                        ? rows.allowed(ledger, allowed(span, most))
                        : new ArrayList<>();
        List<Decision> denied =
                filter.takesDenied()
                        ? rows.denied(ledger, denied(span, denials, most))
                        : new ArrayList<>();
        return Stream.concat(allowed.stream(), denied.stream())
                .sorted(NEWEST_FIRST)
                .limit(most)
                .toList();
    }

    private Condition allowed(TimeSpan span, int most) {
        Condition condition = new Condition();
        between(condition, "a.start", "a.id", Ruling.ALLOWED, span);
        filter.campaigns().ifPresent(these -> condition.in("a.campaign", these));
        filter.agent().ifPresent(agent -> condition.and("COALESCE(a.agent, '') = ?", agent));
        // By the number's history: attempts have no index by number.
        filter.number()
                .ifPresent(number ->
                        condition.and(
                                "a.id IN (SELECT attempt FROM history WHERE number = ? AND what ="
                                        + " 1)",
                                number.e164()));
        if (!filter.reasons().isEmpty()) {
            reasons(condition, "r.reasons");
        }
        if (filter.rehearsed()) {
            condition.and("r.id IS NOT NULL");
        }
        filter.status().ifPresent(status -> condition.and("o.status = ?", status));
        if (filter.breach()) {
            condition.and("o.breach IS NOT NULL");
        }
        if (filter.silent()) {
            condition.and("(s.attempt IS NOT NULL OR o.answer = 'SILENT')");
        }
        return condition.then("ORDER BY a.start DESC, a.id DESC LIMIT ?", most);
    }

    private Condition denied(TimeSpan span, Optional<List<Long>> ids, int most) {
        Condition condition = new Condition();
        // The plus keeps the index by time out of it: the ids are few.
        String at = ids.isPresent() ? "+d.at" : "d.at";
        ids.ifPresent(these -> condition.and("d.id IN " + LedgerRows.list(these)));
        between(condition, at, "d.id", Ruling.DENIED, span);
        filter.campaigns().ifPresent(these -> condition.in("d.campaign", these));
        filter.agent().ifPresent(agent -> condition.and("d.agent = ?", agent));
        filter.number().ifPresent(number -> condition.and("d.number = ?", number.e164()));
        if (!filter.reasons().isEmpty()) {
            reasons(condition, "d.reasons");
        }
        // One whose attempt has been erased stands for itself.
        condition.and(
                "(d.rehearsed IS NULL"
                        + " OR NOT EXISTS (SELECT 1 FROM attempt WHERE id = d.rehearsed))");
        return condition.then("ORDER BY " + at + " DESC, d.id DESC LIMIT ?", most);
    }

    private void reasons(Condition condition, String column) {
        List<String> each = new ArrayList<>();
        List<Object> words = new ArrayList<>();
        for (Reason reason : filter.reasons()) {
            each.add("'&' || " + column + " || '&' LIKE ? ESCAPE '!'");
            words.add("%&" + reason.name().replace("_", "!_") + "&%");
        }
        condition.and("(" + String.join(" OR ", each) + ")", words.toArray());
    }

    private void between(Condition condition, String at, String id, Ruling kind, TimeSpan span) {
        condition.and(at + " >= ?", span.from());
        condition.and(at + " < ?", span.to());
        if (after.isEmpty()) {
            return;
        }
        Cursor place = after.get();
        long millis = place.at().toEpochMilli();
        // Of one instant denials come first, then allowed attempts, each by falling ids.
        if (place.id().ruling() == kind) {
            condition.and(at + " <= ?", millis);
            condition.and("(" + at + " < ? OR " + id + " < ?)", millis, place.id().value());
        } else if (kind == Ruling.ALLOWED) {
            condition.and(at + " <= ?", millis);
        } else {
            condition.and(at + " < ?", millis);
        }
    }
}
