package se.ringvakt.ledger.report;

import java.util.ArrayList;
import java.util.List;
import se.ringvakt.ledger.report.Cube.Span;
import se.ringvakt.ledger.report.Cube.Split;
import se.ringvakt.report.Counts.Group;
import se.ringvakt.report.Counts.Query;

/// Which tables answer a question: whole days and hours in the middle, and at both ends minutes,
/// which are counted only where neither campaign nor agent is asked for; else they are read from
/// the ledger.
///
/// @param parts of the tables, in order of time
/// @param read from the ledger, in order of time; an hour at most, but for minutes that are asked
///   for
record CountPlan(List<Part> parts, List<TimeSpan> read) {

    /// @param from the first row's number, as [Cube] counts it
    /// @param to after the last row's
    record Part(Cube cube, long from, long to) {}

    static CountPlan of(Query query, TimeSpan within, LocalDays days) {
        Split split = split(query);
        CountPlan plan = new CountPlan(new ArrayList<>(), new ArrayList<>());
        if (query.by() == Group.MINUTE) {
            plan.minutes(split, within.from(), within.to());
            return plan;
        }
        long firstHour = Math.ceilDiv(within.from(), LocalDays.HOUR);
        long endHour = LocalDays.hour(within.to());
        if (firstHour >= endHour) {
            plan.minutes(split, within.from(), within.to());
            return plan;
        }
        plan.minutes(split, within.from(), firstHour * LocalDays.HOUR);
        boolean byDay = split != Split.NONE && usesDays(query.by());
        plan.hours(split, firstHour, endHour, byDay, days);
        plan.minutes(split, endHour * LocalDays.HOUR, within.to());
        return plan;
    }

    static Split split(Query query) {
        if (query.agent().isPresent() || query.by() == Group.AGENT) {
            return Split.AGENT;
        }
        return query.campaigns().isPresent() || query.by() == Group.CAMPAIGN
                ? Split.CAMPAIGN
                : Split.NONE;
    }

    private static boolean usesDays(Group by) {
        return switch (by) {
            case DAY, CAMPAIGN, AGENT, REASON -> true;
            case MINUTE, HOUR, WEEKDAY_HOUR -> false;
        };
    }

    private void minutes(Split split, long from, long to) {
        if (from >= to) {
            return;
        }
        if (split == Split.NONE) {
            parts.add(new Part(Cube.MINUTE, LocalDays.minute(from), LocalDays.minute(to)));
        } else {
            read.add(new TimeSpan(from, to));
        }
    }

    private void hours(Split split, long first, long end, boolean byDay, LocalDays days) {
        Cube hours = Cube.of(Span.HOUR, split);
        if (!byDay) {
            parts.add(new Part(hours, first, end));
            return;
        }
        long day = days.dayOfHour(first);
        long firstDay = days.firstHour(day) == first ? day : day + 1;
        long endDay = days.dayOfHour(end);
        if (firstDay >= endDay) {
            parts.add(new Part(hours, first, end));
            return;
        }
        add(hours, first, days.firstHour(firstDay));
        add(Cube.of(Span.DAY, split), firstDay, endDay);
        add(hours, days.firstHour(endDay), end);
    }

    private void add(Cube cube, long from, long to) {
        if (from < to) {
            parts.add(new Part(cube, from, to));
        }
    }
}
