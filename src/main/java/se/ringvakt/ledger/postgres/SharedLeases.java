package se.ringvakt.ledger.postgres;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.ledger.Leases;
import se.ringvakt.ledger.LedgerException;

/// Agents' leases over all gates of a ledger, each taken and given back by one statement.
///
/// Nothing is believed from memory but that an agent whose lease was just refused is busy. A gate
/// that is killed leaves its leases to the outcomes, which any gate may be told, or to their end.
final class SharedLeases implements Leases {
    static final Duration COUNT_EVERY = Duration.ofSeconds(10);

    /// Long enough for the same dial to be judged once more; hardly longer than a hangup and the
    /// next dial are apart.
    private static final Duration BUSY_FOR = Duration.ofMillis(500);

    private static final String TAKE =
            """
            INSERT INTO agent_lease (agent, attempt, until) VALUES (?, ?, ?)
            ON CONFLICT (agent) DO UPDATE
               SET attempt = excluded.attempt, until = excluded.until
             WHERE agent_lease.until <= ? OR agent_lease.attempt = excluded.attempt
            """;

    private static final String RELEASE = "DELETE FROM agent_lease WHERE agent = ? AND attempt = ?";

    private static final String ALL = "SELECT agent, attempt FROM agent_lease WHERE until > ?";

    private static final String COUNT = "SELECT count(*) FROM agent_lease WHERE until > ?";

    private static final String CLEAN = "DELETE FROM agent_lease WHERE until <= ?";

    private final Link link;
    private final Duration leaseMax;
    private final InstantSource clock;
    private final Cache<AgentId, Boolean> busy;
    private final Queue<Attempt> toRelease = new ConcurrentLinkedQueue<>();
    private volatile long held;

    SharedLeases(Link link, Duration leaseMax, InstantSource clock) {
        this.link = link;
        this.leaseMax = leaseMax;
        this.clock = clock;
        this.busy =
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .expireAfterWrite(BUSY_FOR)
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .build();
    }

    @Override
    public boolean isBusy(AgentId agent) {
        return busy.getIfPresent(agent) != null;
    }

    @Override
    public boolean take(Attempt attempt) {
        if (attempt.agent().isEmpty()) {
            return true;
        }
        AgentId agent = attempt.agent().get();
        boolean taken = link.ask(connection -> take(connection, agent, attempt));
        if (!taken) {
            busy.put(agent, true);
        }
        return taken;
    }

    private boolean take(Connection connection, AgentId agent, Attempt attempt)
            throws SQLException {
        Instant start = attempt.start();
        try (Bound statement = new Bound(connection, TAKE)) {
            return statement
                    .text(agent.value())
                    .number(attempt.id().value())
                    .number(start.plus(leaseMax).toEpochMilli())
                    .number(start.toEpochMilli())
                    .writes();
        } catch (SQLException e) {
            if (PostgresFault.isUnknown(e)) {
                toRelease.add(attempt);
            }
            throw e;
        }
    }

    @Override
    public void release(Attempt attempt) {
        if (attempt.agent().isEmpty()) {
            return;
        }
        try {
            end(attempt);
        } catch (LedgerException _) {
            // The link has told of it.
            toRelease.add(attempt);
        }
    }

    private void end(Attempt attempt) {
        AgentId agent = attempt.agent().orElseThrow();
        boolean ended =
                link.ask(connection -> {
                    try (Bound statement = new Bound(connection, RELEASE)) {
                        return statement.text(agent.value()).number(attempt.id().value()).writes();
                    }
                });
        if (ended) {
            busy.invalidate(agent);
        }
    }

    /// Gives back what could not be given back, or may have been taken unheard.
    ///
    /// @throws LedgerException when it cannot; the rest is given back the next time
    void releaseRest() {
        while (true) {
            Attempt next = toRelease.peek();
            if (next == null) {
                return;
            }
            end(next);
            toRelease.remove(next);
        }
    }

    @Override
    public Map<AgentId, AttemptId> all() {
        long now = clock.millis();
        return link.ask(connection -> {
            Map<AgentId, AttemptId> all = new HashMap<>();
            try (Bound select = new Bound(connection, ALL);
                    ResultSet row = select.number(now).statement().executeQuery()) {
                while (row.next()) {
                    all.put(new AgentId(row.getString(1)), new AttemptId(row.getLong(2)));
                }
            }
            return Map.copyOf(all);
        });
    }

    @Override
    public long held() {
        return held;
    }

    /// Looks how many there are.
    void count() {
        long now = clock.millis();
        held =
                link.ask(connection -> {
                    try (Bound select = new Bound(connection, COUNT);
                            ResultSet row = select.number(now).statement().executeQuery()) {
                        row.next();
                        return row.getLong(1);
                    }
                });
    }

    /// Drops those whose time was up a longest life ago.
    void clean() {
        long before = clock.instant().minus(leaseMax).toEpochMilli();
        boolean _ =
                link.ask(connection -> {
                    try (Bound statement = new Bound(connection, CLEAN)) {
                        return statement.number(before).writes();
                    }
                });
    }
}
