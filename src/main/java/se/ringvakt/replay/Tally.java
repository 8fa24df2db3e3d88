package se.ringvakt.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.Outcome;
import se.ringvakt.replay.ReplayReport.Group;
import se.ringvakt.replay.ReplayReport.Trouble;
import se.ringvakt.rule.Reason;

/// Adds up a replay. For one thread.
final class Tally implements Judge.Ends {
    private static final int TROUBLES_MOST = 10;

    /// More names than this are no names: a wrong column is being read.
    private static final int NAMES_MOST = 10_000;

    private static final String OTHERS = "(others)";

    private final ZoneId zone;
    private final Counted total = new Counted();
    private final SortedMap<String, Counted> campaigns = new TreeMap<>();
    private final SortedMap<String, Counted> agents = new TreeMap<>();
    private final SortedMap<LocalDate, Counted> days = new TreeMap<>();
    private final Map<Reason, Long> all = new EnumMap<>(Reason.class);
    private final SortedMap<String, Long> unknownCampaigns = new TreeMap<>();
    private final SortedMap<String, Long> unknownStatuses = new TreeMap<>();
    private final List<Trouble> troubles = new ArrayList<>();
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> last = Optional.empty();
    private long rows;
    private long notDialled;
    private long emergencies;
    private long unreadable;

    /// @param zone of days
    Tally(ZoneId zone) {
        this.zone = zone;
    }

    void notDialled() {
        rows++;
        notDialled++;
    }

    void unreadable(long line, String why) {
        rows++;
        unreadable++;
        if (troubles.size() < TROUBLES_MOST) {
            troubles.add(new Trouble(line, why));
        }
    }

    void judged(Call call, Judged judged) {
        rows++;
        first = first.or(() -> Optional.of(call.at()));
        last = Optional.of(call.at());
        if (judged.emergency()) {
            emergencies++;
            return;
        }
        String agent = call.agent().map(Object::toString).orElse("");
        total.judged(judged);
        of(campaigns, call.campaign().value()).judged(judged);
        of(agents, agent).judged(judged);
        day(call.at()).judged(judged);
        judged.reasons().forEach(reason -> all.merge(reason, 1L, Long::sum));
        if (judged.reasons().contains(Reason.UNKNOWN_CAMPAIGN)) {
            count(unknownCampaigns, call.campaign().value());
        }
        if (call.told().ending().isEmpty() && !call.told().word().isEmpty()) {
            count(unknownStatuses, call.told().word());
        }
    }

    @Override
    public void ended(Attempt attempt, Outcome outcome, boolean counted) {
        String agent = attempt.agent().map(Object::toString).orElse("");
        total.ended(outcome, counted);
        of(campaigns, attempt.campaign().value()).ended(outcome, counted);
        of(agents, agent).ended(outcome, counted);
        day(attempt.start()).ended(outcome, counted);
    }

    private Counted day(Instant at) {
        return days.computeIfAbsent(LocalDate.ofInstant(at, zone), _ -> new Counted());
    }

    private static Counted of(SortedMap<String, Counted> groups, String name) {
        return groups.computeIfAbsent(bounded(groups, name), _ -> new Counted());
    }

    private static void count(SortedMap<String, Long> counts, String name) {
        counts.merge(bounded(counts, name), 1L, Long::sum);
    }

    private static String bounded(SortedMap<String, ?> names, String name) {
        return names.size() < NAMES_MOST || names.containsKey(name) ? name : OTHERS;
    }

    ReplayReport report(Optional<ReplayReport.Difference> difference) {
        Group sum = total.group();
        return new ReplayReport(
                rows,
                notDialled,
                emergencies,
                unreadable,
                troubles,
                first,
                last,
                sum.primary(),
                all,
                sum,
                groups(campaigns),
                groups(agents),
                groups(days),
                unknownCampaigns,
                unknownStatuses,
                difference);
    }

    private static <K extends Comparable<? super K>> SortedMap<K, Group> groups(
            SortedMap<K, Counted> counted) {
        SortedMap<K, Group> groups = new TreeMap<>();
        counted.forEach((key, each) -> groups.put(key, each.group()));
        return groups;
    }
}
