package se.ringvakt.consistency;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.Sight;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.postgres.PostgresDatabase;
import se.ringvakt.ledger.postgres.PostgresLedger;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Policies;
import se.ringvakt.rule.Rulebook;

/// One gate with its own connections, its own wire to the database and a clock of its own that is
/// wrong by some minutes.
final class Node {
    private static final Policies SWEDEN = PolicyReader.builtIn("sweden");

    private final Wire wire;
    private final InstantSource clock;
    private final PostgresDatabase database;
    private final PostgresLedger ledger;
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final Gate gate;

    /// @param server whose port the wire leads to
    /// @param between what stands between gate and ledger, for tests of the test
    Node(
            PostgresSettings server,
            World world,
            InstantSource time,
            Duration skew,
            UnaryOperator<Ledger> between) {
        this.wire = Wire.to(server.servers().getFirst().port());
        this.clock = () -> time.instant().plus(skew);
        PostgresSettings here =
                PostgresSettings.of(
                        server.servers().getFirst().host(),
                        wire.port(),
                        server.database(),
                        server.user(),
                        server.passwordFile(),
                        server.mark());
        this.database = PostgresDatabase.open(here);
        this.ledger = PostgresLedger.start(database, clock);
        this.gate =
                new Gate(
                        new NumberPlan(SWEDEN.numbering(), NumberPlan.Settings.USUAL),
                        world,
                        between.apply(ledger),
                        Rulebook.of(SWEDEN),
                        clock,
                        Sight.NONE,
                        meters);
    }

    Gate gate() {
        return gate;
    }

    Instant now() {
        return clock.instant();
    }

    Optional<String> fault() {
        return ledger.fault();
    }

    void wire(Wire.State state) {
        wire.become(state);
    }

    /// How often it looked again because another had been first.
    long retries() {
        return meters.counted(Meter.RETRIES);
    }

    /// Ends it as a machine does that loses its power: nothing of it reaches the database any more.
    void kill() {
        wire.close();
        close();
    }

    /// Lets go of threads and connections.
    void close() {
        ledger.close();
        database.close();
        wire.close();
    }
}
