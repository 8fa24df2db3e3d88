package se.ringvakt.ledger.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.StatementContext;
import se.ringvakt.ledger.GateVersions;
import se.ringvakt.ledger.Gates;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.SeenGate;
import se.ringvakt.ledger.sql.Database;

/// What the gates on one ledger say of themselves in its table. Thread-safe.
public final class SharedGates implements Gates {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    private static final String ALL =
            """
            SELECT node, holder, name, started,
                   CAST(EXTRACT(EPOCH FROM now()) * 1000 AS BIGINT) - seen AS age,
                   program, policy, registers
              FROM gate
             ORDER BY node
            """;

    private final Link link;
    private final PostgresDatabase database;
    private final NodeLease lease;
    private final LedgerClock clock;
    private final LongSupplier nanos;
    private final GateDifferences differences = new GateDifferences();
    private volatile Optional<String> differing = Optional.empty();

    SharedGates(
            Link link,
            PostgresDatabase database,
            NodeLease lease,
            LedgerClock clock,
            LongSupplier nanos) {
        this.link = link;
        this.database = database;
        this.lease = lease;
        this.clock = clock;
        this.nanos = nanos;
    }

    /// Every gate ever seen whose number no other has taken since, by number.
    ///
    /// @throws LedgerException when the database fails
    public static List<SeenGate> seen(Database database) {
        return database.read(handle -> handle.createQuery(ALL).map(SharedGates::gate).list());
    }

    private static SeenGate gate(ResultSet row, StatementContext context) throws SQLException {
        return new SeenGate(
                row.getInt("node"),
                row.getString("holder"),
                row.getString("name"),
                Instant.ofEpochMilli(row.getLong("started")),
                Duration.ofMillis(row.getLong("age")),
                new GateVersions(
                        row.getString("program"),
                        row.getString("policy"),
                        row.getString("registers")));
    }

    @Override
    public void tell(Supplier<GateVersions> versions) {
        lease.tell(versions);
        link.every(LOOK_EVERY, () -> look(versions.get()));
    }

    /// On the link's thread.
    void look(GateVersions own) {
        List<SeenGate> others =
                link.asked(() -> seen(database)).stream()
                        .filter(gate -> !gate.holder().equals(lease.holder()))
                        .toList();
        differing = differences.look(own, others, nanos.getAsLong());
        clock.look();
    }

    @Override
    public Optional<String> differing() {
        return Stream.of(clock.differing(), differing)
                .flatMap(Optional::stream)
                .reduce((clockIs, gatesAre) -> clockIs + "; " + gatesAre);
    }
}
