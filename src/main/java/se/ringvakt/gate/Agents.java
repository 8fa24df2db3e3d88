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
import se.ringvakt.ledger.Leases;

/// Agents' leases, in the memory of a gate that is alone.
final class Agents implements Leases {
    private final Cache<AgentId, AttemptId> leases;

    Agents(Duration leaseMax, InstantSource clock) {
        leases =
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .expireAfterWrite(leaseMax)
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .build();
    }

    @Override
    public boolean isBusy(AgentId agent) {
        return leases.getIfPresent(agent) != null;
    }

    @Override
    public boolean take(Attempt attempt) {
        return attempt.agent()
                .map(agent -> leases.asMap().putIfAbsent(agent, attempt.id()) == null)
                .orElse(true);
    }

    @Override
    public void release(Attempt attempt) {
        attempt.agent().ifPresent(agent -> leases.asMap().remove(agent, attempt.id()));
    }

    @Override
    public Map<AgentId, AttemptId> all() {
        return Map.copyOf(leases.asMap());
    }

    @Override
    public long held() {
        leases.cleanUp();
        return leases.estimatedSize();
    }
}
