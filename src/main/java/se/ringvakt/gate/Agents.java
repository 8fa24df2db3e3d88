package se.ringvakt.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;

/// Agents' leases: one agent, one attempt (§3.3). Thread-safe.
///
/// A lease ends with its attempt's outcome, or after its longest life.
final class Agents {
    private final Cache<AgentId, AttemptId> leases;

    Agents(Duration leaseMax, InstantSource clock) {
        leases =
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .expireAfterWrite(leaseMax)
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .build();
    }

    boolean isBusy(AgentId agent) {
        return leases.getIfPresent(agent) != null;
    }

    /// Who holds an attempt now, and which.
    Map<AgentId, AttemptId> all() {
        return Map.copyOf(leases.asMap());
    }

    /// How many agents hold an attempt.
    long held() {
        leases.cleanUp();
        return leases.estimatedSize();
    }

    /// Reserves the agent for this attempt. False: it holds another.
    boolean take(AgentId agent, AttemptId attempt) {
        return leases.asMap().putIfAbsent(agent, attempt) == null;
    }

    /// Ends the lease, if it is this attempt's.
    void release(Attempt attempt) {
        attempt.agent().ifPresent(agent -> leases.asMap().remove(agent, attempt.id()));
    }
}
