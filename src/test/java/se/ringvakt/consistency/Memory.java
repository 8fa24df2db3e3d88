package se.ringvakt.consistency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;

/// What the switches remember: which permits they were given, and what of theirs the gates have
/// acknowledged. Thread-safe.
final class Memory {
    final Map<Long, Permit> permits = new ConcurrentHashMap<>();

    /// When a gate was first told, heard or not, that the agent of an attempt is free.
    private final Map<Long, Long> freed = new ConcurrentHashMap<>();

    /// Attempts of which an outcome was told without an error.
    final Set<Long> told = ConcurrentHashMap.newKeySet();

    /// Attempts that a gate was asked to take back, whether or not it could.
    final Set<Long> givenBack = ConcurrentHashMap.newKeySet();

    /// What was seen at once to be wrong.
    final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    final LongAdder dials = new LongAdder();
    final LongAdder unavailable = new LongAdder();
    final LongAdder failedOutcomes = new LongAdder();

    /// A permit, and the true simulated times in ms when it was asked for and when it came.
    record Permit(Attempt attempt, long asked, long came) {
        long id() {
            return attempt.id().value();
        }

        AgentId agent() {
            return attempt.agent().orElseThrow();
        }
    }

    void permitted(Permit permit) {
        if (permits.put(permit.id(), permit) != null) {
            wrong.add("attempt " + permit.id() + ": two permits of one id");
        }
    }

    /// The call is over for the agent.
    void over(Attempt attempt, long now) {
        freed.putIfAbsent(attempt.id().value(), now);
    }

    /// Agents who were given another attempt while they had one, by the one true clock.
    ///
    /// @param leaseMillis how long an agent is surely held by an attempt of which nobody tells
    List<String> agentsWithTwo(long leaseMillis) {
        List<String> two = new ArrayList<>();
        Map<AgentId, List<Permit>> agents =
                permits.values().stream().collect(Collectors.groupingBy(Permit::agent));
        for (List<Permit> theirs : agents.values()) {
            for (Permit one : theirs) {
                long until =
                        Math.min(
                                one.asked + leaseMillis,
                                freed.getOrDefault(one.id(), Long.MAX_VALUE));
                theirs.stream()
                        .filter(other -> other.asked > one.came && other.came < until)
                        .forEach(other -> two.add(one + " until " + until + ", and " + other));
            }
        }
        return two;
    }
}
