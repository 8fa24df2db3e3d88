package se.ringvakt.ledger.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import se.ringvakt.report.Filter;
import se.ringvakt.report.Ruling;

/// Where to look: the minutes, newest first, in which there can be a decision that a filter lets
/// pass. Found by the counts; all others need not be read.
///
/// The counts of an hour say whether campaign, agent, reason or outcome come together in it, and
/// the row's minutes when there was any dial of that campaign and agent. What is not counted yet is
/// one span before all others. Minutes that follow each other are one span.
final class MinuteMap {
    /// Most pages are full after a few hours; what is rare is looked for ever faster.
    private static final int HOURS_FIRST = 12;

    private static final int HOURS_MOST = 2_000;

    private final Connection reports;
    private final Filter filter;
    private final TimeSpan within;
    private final Cube cube;
    private final Deque<TimeSpan> found = new ArrayDeque<>();

    /// Hours up to this one have not been asked for; below the first, there are no more.
    private long nextHour;

    private final long firstHour;
    private int hours = HOURS_FIRST;

    /// @param within what is wanted at all
    /// @param counted before this everything is counted
    MinuteMap(Connection reports, Filter filter, TimeSpan within, long counted)
            throws SQLException {
        this.reports = reports;
        this.filter = filter;
        long border = LocalDays.minute(counted) * LocalDays.MINUTE;
        TimeSpan uncounted = new TimeSpan(border, Long.MAX_VALUE).within(within);
        if (!uncounted.isEmpty()) {
            found.add(uncounted);
        }
        this.within = new TimeSpan(Long.MIN_VALUE, border).within(within);
        this.cube =
                filter.agent().isPresent()
                        ? Cube.HOUR_AGENT
                        : filter.campaigns().isPresent() ? Cube.HOUR_CAMPAIGN : Cube.MINUTE;
        this.firstHour = Math.max(first(), LocalDays.hour(this.within.from()));
        this.nextHour = Math.min(last(), LocalDays.hour(this.within.to() - 1));
    }

    /// Whether it is of use: a filter that lets nearly everything pass needs none.
    static boolean helps(Filter filter) {
        return filter.campaigns().isPresent()
                || filter.agent().isPresent()
                || !filter.reasons().isEmpty()
                || filter.status().isPresent()
                || filter.breach()
                || filter.silent()
                || filter.rehearsed();
    }

    /// The next span back in time; empty: there is none.
    Optional<TimeSpan> next() throws SQLException {
        while (found.isEmpty() && nextHour >= firstHour && !within.isEmpty()) {
            long from = Math.max(firstHour, nextHour - hours + 1);
            look(from, nextHour);
            nextHour = from - 1;
            hours = Math.min(2 * hours, HOURS_MOST);
        }
        return Optional.ofNullable(found.poll());
    }

    private void look(long fromHour, long toHour) throws SQLException {
        Spans spans = new Spans();
        try (PreparedStatement select = statement(fromHour, toHour);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                if (cube == Cube.MINUTE) {
                    spans.add(row.getLong(1));
                } else {
                    spans.add(row.getLong(1), row.getLong(2));
                }
            }
        }
        spans.flush();
        for (TimeSpan each : spans.all) {
            TimeSpan wanted = each.within(within);
            if (!wanted.isEmpty()) {
                found.add(wanted);
            }
        }
    }

    /// Rows newest first. Of one agent, hours are looked up one by one: the table is by hour and
    /// agent, and has many agents.
    private PreparedStatement statement(long fromHour, long toHour) throws SQLException {
        Condition condition = new Condition();
        String hours = "";
        String select = "SELECT c.at, c.minutes FROM ";
        if (cube.tellsAgents()) {
            hours =
                    "WITH RECURSIVE hours (at) AS (SELECT ? UNION ALL"
                            + " SELECT at - 1 FROM hours WHERE at > ?) ";
            select += "hours h CROSS JOIN " + cube.table() + " c";
            condition.bindFirst(toHour, fromHour);
            condition.and("c.at = h.at");
            condition.and(
                    "c.agent = (SELECT id FROM word WHERE text = ?)", filter.agent().orElseThrow());
        } else {
            long unit = cube == Cube.MINUTE ? LocalDays.MINUTES_AN_HOUR : 1;
            select += cube.table() + " c";
            condition.and("c.at >= ?", fromHour * unit);
            condition.and("c.at < ?", (toHour + 1) * unit);
        }
        filter.campaigns()
                .ifPresent(these ->
                        condition.in("c.campaign", "SELECT id FROM word WHERE text", these));
        counted(condition);
        condition.then("ORDER BY c.at DESC");
        PreparedStatement statement = reports.prepareStatement(hours + select + condition.sql());
        condition.bind(statement);
        return statement;
    }

    /// Of what was rehearsed only the first reasons are counted, so any of it may be meant.
    private void counted(Condition condition) {
        if (!filter.reasons().isEmpty()) {
            condition.and(
                    filter.reasons().stream()
                            .map(reason -> "c." + Tally.givenColumn(reason) + " > 0")
                            .collect(Collectors.joining(" OR ", "(", " OR c.rehearsed > 0)")));
        }
        if (filter.ruling().equals(Optional.of(Ruling.ALLOWED))) {
            condition.and("c.allowed > 0");
        }
        if (filter.ruling().equals(Optional.of(Ruling.DENIED))) {
            condition.and("c.denied + c.rehearsed > 0");
        }
        if (filter.breach()) {
            condition.and("c.breaches + c.breaches_by_permit > 0");
        }
        if (filter.silent()) {
            condition.and("c.silent > 0");
        }
        if (filter.rehearsed()) {
            condition.and("c.rehearsed > 0");
        }
        filter.status()
                .ifPresent(status -> condition.and("c." + Tally.statusColumn(status) + " > 0"));
    }

    private long first() throws SQLException {
        return hour("SELECT COALESCE(min(at), 0) FROM count_hour");
    }

    private long last() throws SQLException {
        return hour("SELECT COALESCE(max(at), -1) FROM count_hour");
    }

    private long hour(String query) throws SQLException {
        try (PreparedStatement select = reports.prepareStatement(query);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /// Minutes that come newest first, joined to spans.
    private static final class Spans {
        private final List<TimeSpan> all = new ArrayList<>();
        private long hour;
        private long bits;
        private long firstMinute;
        private long endMinute;

        /// The minutes of an hour; several rows may be of the same one.
        void add(long of, long minutes) {
            if (of != hour) {
                flushHour();
                hour = of;
            }
            bits |= minutes;
        }

        void add(long minute) {
            if (minute == firstMinute - 1) {
                firstMinute = minute;
                return;
            }
            flushSpan();
            firstMinute = minute;
            endMinute = minute + 1;
        }

        void flush() {
            flushHour();
            flushSpan();
        }

        private void flushHour() {
            for (int minute = LocalDays.MINUTES_AN_HOUR - 1; minute >= 0; minute--) {
                if ((bits >> minute & 1) == 1) {
                    add(hour * LocalDays.MINUTES_AN_HOUR + minute);
                }
            }
            bits = 0;
        }

        private void flushSpan() {
            if (endMinute > firstMinute) {
                all.add(new TimeSpan(firstMinute * LocalDays.MINUTE, endMinute * LocalDays.MINUTE));
            }
            endMinute = firstMinute;
        }
    }
}
