package se.ringvakt.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.ledger.Leases;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.Samples;
import se.ringvakt.ledger.sql.Database;
import se.ringvakt.ledger.sql.Engine;

/// The contract of agents' leases, kept by a gate that is alone and by gates on one ledger.
final class LeasesTest {
    private static final AgentId ANNA = new AgentId("anna");
    private static final Duration LONGEST = Duration.ofHours(4);

    @TempDir private Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private Instant now = Samples.NOW;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void oneAgentHoldsOneAttempt(Engine engine) {
        Leases leases = leases(engine);
        Attempt first = attempt(1);

        assertThat(leases.isBusy(ANNA)).isFalse();
        assertThat(leases.take(first)).isTrue();
        assertThat(leases.take(attempt(2))).isFalse();

        assertThat(leases.isBusy(ANNA)).isTrue();
        assertThat(leases.all()).containsOnlyKeys(ANNA).containsValue(first.id());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aLeaseIsEndedByItsOwnAttemptOnly(Engine engine) {
        Leases leases = leases(engine);
        Attempt first = attempt(1);
        Attempt second = attempt(2);
        leases.take(first);

        leases.release(second);
        assertThat(leases.take(second)).isFalse();

        leases.release(first);
        assertThat(leases.isBusy(ANNA)).isFalse();
        assertThat(leases.take(second)).isTrue();
        leases.release(first);
        assertThat(leases.all()).containsValue(second.id());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aLeaseEndsAfterTheLongestLife(Engine engine) {
        Leases leases = leases(engine);
        leases.take(attempt(1));

        now = Samples.NOW.plus(LONGEST).minusMillis(1);
        assertThat(leases.take(attempt(2))).isFalse();
        assertThat(leases.all()).isNotEmpty();

        now = Samples.NOW.plus(LONGEST);
        assertThat(leases.all()).isEmpty();
        assertThat(leases.take(attempt(3))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAttemptWithoutAnAgentNeedsNone(Engine engine) {
        Leases leases = leases(engine);
        Attempt robot = Samples.robot(1, Samples.number(0), now);

        assertThat(leases.take(robot)).isTrue();
        assertThat(leases.take(robot)).isTrue();
        leases.release(robot);
        assertThat(leases.all()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void ofManyAtOnceOneGetsTheAgent(Engine engine) throws Exception {
        Leases leases = leases(engine);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> all =
                    IntStream.rangeClosed(1, 50)
                            .<Callable<Boolean>>mapToObj(id -> () -> leases.take(attempt(id)))
                            .toList();
            int taken = 0;
            for (var each : threads.invokeAll(all)) {
                taken += each.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        }
    }

    private Attempt attempt(long id) {
        return Samples.attempt(id, Samples.number((int) id % 90), now);
    }

    private Leases leases(Engine engine) {
        Database database = engine.ledger(folder).get();
        open.add(database);
        Ledger ledger = engine.gate(database, () -> now);
        open.add(ledger);
        return ledger.leases().orElseGet(() -> new Agents(LONGEST, () -> now));
    }
}
