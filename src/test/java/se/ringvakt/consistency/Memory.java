package se.ringvakt.consistency;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import se.ringvakt.call.Attempt;

/// What the switches remember: which permits they were given, and what of theirs the gates have
/// acknowledged. Thread-safe.
final class Memory {
    final Map<Long, Attempt> permits = new ConcurrentHashMap<>();

    /// Attempts of which an outcome was told without an error.
    final Set<Long> told = ConcurrentHashMap.newKeySet();

    /// Attempts that a gate was asked to take back, whether or not it could.
    final Set<Long> givenBack = ConcurrentHashMap.newKeySet();

    /// What was seen at once to be wrong.
    final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    final LongAdder dials = new LongAdder();
    final LongAdder unavailable = new LongAdder();
    final LongAdder failedOutcomes = new LongAdder();

    void permitted(Attempt attempt) {
        Attempt before = permits.put(attempt.id().value(), attempt);
        if (before != null) {
            wrong.add("attempt " + attempt.id() + ": two permits of one id");
        }
    }
}
