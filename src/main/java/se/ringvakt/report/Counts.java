package se.ringvakt.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import se.ringvakt.rule.Reason;

/// Decisions and outcomes counted, about a second behind the record. What became of an attempt
/// counts in the minute in which it was allowed. Thread-safe; blocks; throws
/// [se.ringvakt.ledger.LedgerException] when the counts cannot be read.
public interface Counts {
    /// An answer has at most so many rows; of campaigns and agents those with the most dials.
    int ROWS_MOST = 50_000;

    /// The rows in which something is counted, by key; campaigns and agents by dials, most first.
    ///
    /// @throws IllegalArgumentException minutes of campaigns or agents over more than
    ///   [Query#MINUTES_MOST], or more rows of time than [#ROWS_MOST]
    List<Row> count(Query query);

    /// All in one row, whose key is empty; whatever the question is grouped by.
    Row totals(Query query);

    /// How far the counts are behind the record.
    Lag lag();

    /// Breaches held against each agent; agents without any are left out.
    default Map<String, Long> breachesByAgent(Instant from, Instant to) {
        return count(Query.of(from, to, Group.AGENT)).stream()
                .filter(row -> row.outcomes().breaches() > 0)
                .collect(Collectors.toMap(Row::key, row -> row.outcomes().breaches()));
    }

    /// What a row counts, and how its key is written. Days and hours of the week are of the
    /// installation's zone.
    enum Group {
        /// An instant, `2026-11-23T11:05:00Z`.
        MINUTE,
        /// An instant, `2026-11-23T11:00:00Z`: when clocks are set back, the hour that comes twice
        /// is two rows.
        HOUR,
        /// A date, `2026-11-23`.
        DAY,
        /// Day of the week from 1, Monday, and local hour, `1T08`: an hour that comes twice counts
        /// in one row.
        WEEKDAY_HOUR,
        /// As asked for, known or not.
        CAMPAIGN,
        /// As asked for; empty: none was named.
        AGENT,
        /// The first reason of denials; allowed dials are in no row.
        REASON
    }

    /// What is to be counted, and by what.
    ///
    /// @param from taken down to the minute; included
    /// @param to taken up to the minute; excluded
    /// @param reasons only denials with one of these as their first reason; none: whatever it is
    /// @param campaigns any of these; a set of none counts nothing
    /// @param agent the empty text: those that named none
    record Query(
            Instant from,
            Instant to,
            Group by,
            Optional<Ruling> ruling,
            Set<Reason> reasons,
            Optional<Set<String>> campaigns,
            Optional<String> agent) {

        /// Minutes of one campaign or agent are counted over at most two days.
        public static final long MINUTES_MOST = 2 * 24 * 60;

        public Query {
            from = from.truncatedTo(ChronoUnit.MINUTES);
            Instant whole = to.truncatedTo(ChronoUnit.MINUTES);
            to = whole.equals(to) ? to : whole.plus(1, ChronoUnit.MINUTES);
            reasons = Set.copyOf(reasons);
            campaigns = campaigns.map(Filter::checked);
        }

        public static Query of(Instant from, Instant to, Group by) {
            return new Query(
                    from, to, by, Optional.empty(), Set.of(), Optional.empty(), Optional.empty());
        }

        public Query of(Ruling one) {
            return new Query(from, to, by, Optional.of(one), reasons, campaigns, agent);
        }

        public Query because(Set<Reason> first) {
            return new Query(from, to, by, ruling, first, campaigns, agent);
        }

        public Query in(Set<String> these) {
            return new Query(from, to, by, ruling, reasons, Optional.of(these), agent);
        }

        public Query by(Group other) {
            return new Query(from, to, other, ruling, reasons, campaigns, agent);
        }

        public Query by(String one) {
            return new Query(from, to, by, ruling, reasons, campaigns, Optional.of(one));
        }
    }

    /// What is counted under one key.
    ///
    /// @param denied dials that were stopped
    /// @param rehearsed of the allowed ones, those that would have been denied had it not been a
    ///   rehearsal; in no other count of denials
    /// @param byReason denials by their first reason
    /// @param mentioned denials by each reason they give; one with two is in two
    /// @param rehearsedByReason the rehearsed ones by their first reason
    record Row(
            String key,
            long allowed,
            long denied,
            long rehearsed,
            Map<Reason, Long> byReason,
            Map<Reason, Long> mentioned,
            Map<Reason, Long> rehearsedByReason,
            Outcomes outcomes) {

        public Row {
            byReason = Map.copyOf(byReason);
            mentioned = Map.copyOf(mentioned);
            rehearsedByReason = Map.copyOf(rehearsedByReason);
        }

        public long dials() {
            return allowed + denied;
        }
    }

    /// What became of allowed dials.
    ///
    /// @param settled something was told of them
    /// @param counted of the settled ones, those that count against the limits
    /// @param answered met, silent and unseen ones
    /// @param unseen nobody saw whether the agent was there
    /// @param breaches of the six rings, held against the agent
    /// @param breachesByPermit those that the permit's own timeout ended
    /// @param rang how many are in `ringMillis`
    /// @param talked how many are in `talkMillis`
    /// @param byStatus by Asterisk's DIALSTATUS; `WITHDRAWN`: the permit never reached the switch;
    ///   `OTHER`: another word, or none
    record Outcomes(
            long settled,
            long counted,
            long reached,
            long answered,
            long met,
            long silent,
            long unseen,
            long breaches,
            long breachesByPermit,
            long rang,
            long ringMillis,
            long talked,
            long talkMillis,
            Map<String, Long> byStatus) {

        public Outcomes {
            byStatus = Map.copyOf(byStatus);
        }
    }

    /// How far the counts are behind.
    ///
    /// @param behind decisions on record that are not counted yet; at most 100,000 are told
    /// @param since when the oldest of them was made; empty: there is none
    record Lag(long behind, Optional<Instant> since) {}
}
