package se.ringvakt.ledger.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.ringvakt.ledger.report.CountPlan.Part;
import se.ringvakt.report.Counts;
import se.ringvakt.report.Ruling;
import se.ringvakt.rule.Reason;

/// Counts read from the file of counts; edges of less than an hour, where no table tells campaigns
/// apart, from the ledger.
final class LedgerCounts implements Counts {
    private static final long BEHIND_MOST = 100_000;
    private static final Comparator<Row> BY_DIALS =
            Comparator.comparingLong(Row::dials).reversed().thenComparing(Row::key);

    private static final String SPANS =
            "WITH RECURSIVE spans (at) AS (SELECT ? UNION ALL"
                    + " SELECT at + 1 FROM spans WHERE at < ?) ";

    private static final String SUMS =
            Tally.COLUMNS.stream()
                    .map(column -> ", sum(c." + column + ")")
                    .collect(Collectors.joining());

    private final LedgerView ledgerView;
    private final ReportFile file;
    private final LocalDays days;

    LedgerCounts(LedgerView ledgerView, ReportFile file, LocalDays days) {
        this.ledgerView = ledgerView;
        this.file = file;
        this.days = days;
    }

    @Override
    public List<Row> count(Query query) {
        if (query.by() == Group.REASON) {
            return reasons(totals(query));
        }
        Grouped grouped = grouped(query);
        Stream<Row> rows =
                grouped.all().entrySet().stream()
                        .map(each -> row(each.getKey(), each.getValue(), query))
                        .filter(row -> row.dials() > 0 || row.rehearsed() > 0);
        boolean byName = query.by() == Group.CAMPAIGN || query.by() == Group.AGENT;
        return (byName ? rows.sorted(BY_DIALS) : rows.sorted(Comparator.comparing(Row::key)))
                .limit(ROWS_MOST)
                .toList();
    }

    @Override
    public Row totals(Query query) {
        Tally all = new Tally();
        grouped(query.by(Group.REASON)).all().values().forEach(all::add);
        return row("", all, query);
    }

    private static Row row(String key, Tally tally, Query query) {
        return tally.row(
                key,
                !query.ruling().equals(Optional.of(Ruling.DENIED)),
                !query.ruling().equals(Optional.of(Ruling.ALLOWED)),
                query.reasons());
    }

    private static List<Row> reasons(Row all) {
        return Stream.of(Reason.values())
                .filter(reason ->
                        all.byReason().containsKey(reason)
                                || all.mentioned().containsKey(reason)
                                || all.rehearsedByReason().containsKey(reason))
                .map(reason -> Tally.ofReason(reason, all))
                .toList();
    }

    @Override
    public Lag lag() {
        try (Connection reports = file.reader();
                Connection ledger = ledgerView.reader()) {
            Position position = Position.read(reports);
            long behind = Uncounted.howMany(ledger, position, BEHIND_MOST);
            long oldest = Uncounted.oldest(ledger, position);
            ledger.rollback();
            reports.rollback();
            return new Lag(
                    Math.min(behind, BEHIND_MOST),
                    oldest == Long.MAX_VALUE
                            ? Optional.empty()
                            : Optional.of(Instant.ofEpochMilli(oldest)));
        } catch (SQLException e) {
            throw ledgerView.fault(e);
        }
    }

    private Grouped grouped(Query query) {
        Grouped grouped = new Grouped(query.by(), days);
        if (query.campaigns().map(these -> these.isEmpty()).orElse(false)) {
            return grouped;
        }
        try (Connection reports = file.reader();
                Connection ledger = ledgerView.reader()) {
            TimeSpan within = within(query, reports);
            if (!within.isEmpty()) {
                check(query, within);
                CountPlan plan = CountPlan.of(query, within, days);
                for (Part part : plan.parts()) {
                    add(grouped, reports, query, part);
                }
                for (TimeSpan span : plan.read()) {
                    new LedgerCount(query, grouped).add(ledger, span);
                }
            }
            ledger.rollback();
            reports.rollback();
        } catch (SQLException e) {
            throw ledgerView.fault(e);
        }
        return grouped;
    }

    /// Nothing is counted outside of what the minutes say; a question may ask for all of time.
    private static TimeSpan within(Query query, Connection reports) throws SQLException {
        try (PreparedStatement select =
                        reports.prepareStatement("SELECT min(at), max(at) FROM count_minute");
                ResultSet row = select.executeQuery()) {
            row.next();
            long first = row.getLong(1) * LocalDays.MINUTE;
            long last = row.getLong(2) * LocalDays.MINUTE;
            if (row.wasNull()) {
                return new TimeSpan(0, 0);
            }
            long from = Math.max(first, clamped(query.from()));
            long to = Math.min(last + LocalDays.MINUTE, clamped(query.to()));
            return new TimeSpan(from, to);
        }
    }

    private static long clamped(Instant at) {
        if (at.isBefore(Instant.EPOCH)) {
            return 0;
        }
        Instant last = Instant.ofEpochMilli(Long.MAX_VALUE);
        return at.isAfter(last) ? Long.MAX_VALUE : at.toEpochMilli();
    }

    private static void check(Query query, TimeSpan within) {
        long minutes = (within.to() - within.from()) / LocalDays.MINUTE;
        boolean read = CountPlan.split(query) != Cube.Split.NONE;
        long most = read ? Query.MINUTES_MOST : ROWS_MOST;
        if (query.by() == Group.MINUTE && minutes > most) {
            throw new IllegalArgumentException(
                    "to: " + query.to() + " (expected: at most " + most + " minutes)");
        }
    }

    private static void add(Grouped grouped, Connection reports, Query query, Part part)
            throws SQLException {
        Condition condition = condition(query, part);
        String name = name(query.by());
        // Of one agent, spans are looked up one by one: the table has many agents in each.
        boolean seeks = query.agent().isPresent();
        String sql =
                (seeks ? SPANS : "")
                        + "SELECT c.at, "
                        + (name.isEmpty()
                                ? "''"
                                : "(SELECT text FROM word WHERE id = " + name + ")")
                        + SUMS
                        + " FROM "
                        + (seeks ? "spans s CROSS JOIN " : "")
                        + part.cube().table()
                        + " c"
                        + condition.then("GROUP BY " + (name.isEmpty() ? "c.at" : name)).sql();
        try (PreparedStatement select = reports.prepareStatement(sql)) {
            condition.bind(select);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    grouped.of(part.cube().span(), row.getLong(1), row.getString(2)).add(row, 3);
                }
            }
        }
    }

    private static String name(Group by) {
        return switch (by) {
            case CAMPAIGN -> "c.campaign";
            case AGENT -> "c.agent";
            default -> "";
        };
    }

    private static Condition condition(Query query, Part part) {
        Condition condition = new Condition();
        if (query.agent().isPresent()) {
            condition.bindFirst(part.from(), part.to() - 1);
            condition.and("c.at = s.at");
            condition.and("c.agent = (SELECT id FROM word WHERE text = ?)", query.agent().get());
        } else {
            condition.and("c.at >= ?", part.from());
            condition.and("c.at < ?", part.to());
        }
        query.campaigns()
                .ifPresent(these ->
                        condition.in("c.campaign", "SELECT id FROM word WHERE text", these));
        return condition;
    }
}
