package se.ringvakt.gate;

import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import se.ringvakt.call.AgentId;

/// How often each agent gave up too soon, on one local day. Thread-safe.
public final class Breaches {
    private final Map<AgentId, Count> counts = new ConcurrentHashMap<>();

    private record Count(LocalDate day, int breaches) {}

    /// One more on that day.
    public void add(AgentId agent, LocalDate day) {
        counts.merge(
                agent,
                new Count(day, 1),
                (before, one) ->
                        before.day.equals(day) ? new Count(day, before.breaches + 1) : one);
    }

    /// So many on that day, or more when more are known of.
    void atLeast(AgentId agent, LocalDate day, int breaches) {
        counts.merge(
                agent,
                new Count(day, breaches),
                (before, told) ->
                        before.day.isAfter(day)
                                        || (before.day.equals(day) && before.breaches > breaches)
                                ? before
                                : told);
    }

    /// Those who did on this day.
    Map<AgentId, Integer> on(LocalDate day) {
        return counts.entrySet().stream()
                .filter(each -> each.getValue().day.equals(day))
                .collect(
                        Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, each -> each.getValue().breaches));
    }

    /// How often this agent did on this day.
    public int on(LocalDate day, AgentId agent) {
        Count count = counts.get(agent);
        return count != null && count.day.equals(day) ? count.breaches : 0;
    }
}
