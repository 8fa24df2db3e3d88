package se.ringvakt.ledger.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.ledger.GateVersions;
import se.ringvakt.ledger.LedgerException;

/// A gate's number among those that share a ledger, leased from it and renewed while it runs, so
/// that no two gates ever give one attempt id.
///
/// A gate that could not renew in time has none and may not allow; its number becomes free only
/// well after that, by the database's clock, and whose clock is wrong does not matter. It is leased
/// when a gate says what it runs on, or first asks for it: commands that only read need none. A
/// gate that ends keeps its number until it becomes free by itself: the next holder's clock may be
/// behind. Thread-safe.
final class NodeLease {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLease.class);

    private static final int NODES = 256;

    /// The database's clock, in milliseconds since 1970.
    static final String NOW = "CAST(EXTRACT(EPOCH FROM now()) * 1000 AS BIGINT)";

    private static final String TAKEN = "SELECT node FROM gate WHERE seen >= " + NOW + " - ?";

    private static final String TAKE =
            """
            INSERT INTO gate (node, holder, name, started, seen, program, policy, registers)
            VALUES (?, ?, ?, %1$s, %1$s, ?, ?, ?)
            ON CONFLICT (node) DO UPDATE
               SET holder = excluded.holder, name = excluded.name, started = excluded.started,
                   seen = excluded.seen, program = excluded.program, policy = excluded.policy,
                   registers = excluded.registers
             WHERE gate.seen < %1$s - ?
            """
                    .formatted(NOW);

    private static final String RENEW =
            "UPDATE gate SET seen = "
                    + NOW
                    + ", program = ?, policy = ?, registers = ? WHERE node = ? AND holder = ?";

    private final Link link;
    private final PostgresDatabase database;
    private final Terms terms;
    private final LongSupplier nanos;
    private final String holder = UUID.randomUUID().toString();
    private volatile Supplier<GateVersions> versions = () -> GateVersions.UNSAID;
    private volatile @Nullable Held held;
    private boolean renewing;

    /// How long a lease lasts.
    ///
    /// @param renew how often it is renewed
    /// @param hold how long after a renewal began it may be used
    /// @param free how long after a renewal another may take it; well more than `hold`
    record Terms(Duration renew, Duration hold, Duration free) {
        static final Terms USUAL =
                new Terms(Duration.ofSeconds(20), Duration.ofMinutes(2), Duration.ofMinutes(10));
    }

    private record Held(int node, long untilNanos) {}

    NodeLease(Link link, PostgresDatabase database, Terms terms) {
        this(link, database, terms, System::nanoTime);
    }

    NodeLease(Link link, PostgresDatabase database, Terms terms, LongSupplier nanos) {
        this.link = link;
        this.database = database;
        this.terms = terms;
        this.nanos = nanos;
    }

    /// The number.
    ///
    /// @throws LedgerException when there is none
    int node() {
        Held now = held;
        if (now != null && nanos.getAsLong() - now.untilNanos() < 0) {
            return now.node();
        }
        return lease();
    }

    /// Whether it has this number, or had it last. Asks nobody.
    boolean has(int node) {
        Held now = held;
        return now != null && now.node() == node;
    }

    private synchronized int lease() {
        Held now = held;
        if (now == null || nanos.getAsLong() - now.untilNanos() >= 0) {
            held = link.ask(this::renewed);
        }
        keep();
        return held().node();
    }

    /// Leases a number soon, and says from now on what the gate runs on with every renewal.
    synchronized void tell(Supplier<GateVersions> told) {
        versions = told;
        keep();
    }

    private void keep() {
        if (!renewing) {
            renewing = true;
            if (held == null) {
                link.soonAndEvery(terms.renew(), this::renew);
            } else {
                link.every(terms.renew(), this::renew);
            }
            Partitions partitions = new Partitions(database);
            link.soonAndEvery(Partitions.EVERY, partitions::make);
        }
    }

    /// This run of the gate, as it says in the table.
    String holder() {
        return holder;
    }

    private Held held() {
        Held now = held;
        if (now == null) {
            throw PostgresFault.of(database.settings(), "this gate has no number");
        }
        return now;
    }

    /// From time to time.
    synchronized void renew() {
        held = link.ask(this::renewed);
    }

    /// The one it has, or another.
    private Held renewed(Connection connection) throws SQLException {
        long until = nanos.getAsLong() + terms.hold().toNanos();
        Held before = held;
        if (before != null && renew(connection, before.node())) {
            return new Held(before.node(), until);
        }
        Set<Integer> taken = taken(connection);
        for (int node = 0; node < NODES; node++) {
            if (!taken.contains(node) && take(connection, node)) {
                LOG.info("this gate is number {} of ledger {}", node, database.settings().name());
                return new Held(node, until);
            }
        }
        throw PostgresFault.of(
                database.settings(),
                NODES
                        + " gates were seen within "
                        + terms.free().toMinutes()
                        + " minutes (expected: fewer)");
    }

    private boolean renew(Connection connection, int node) throws SQLException {
        try (Bound statement = new Bound(connection, RENEW)) {
            return says(statement).number(node).text(holder).writes();
        }
    }

    private Set<Integer> taken(Connection connection) throws SQLException {
        Set<Integer> taken = new HashSet<>();
        try (Bound select = new Bound(connection, TAKEN);
                ResultSet row = select.number(terms.free().toMillis()).statement().executeQuery()) {
            while (row.next()) {
                taken.add(row.getInt(1));
            }
        }
        return taken;
    }

    private boolean take(Connection connection, int node) throws SQLException {
        try (Bound statement = new Bound(connection, TAKE)) {
            statement.number(node).text(holder).text(RunOfGate.name());
            return says(statement).number(terms.free().toMillis()).writes();
        }
    }

    private Bound says(Bound statement) throws SQLException {
        GateVersions now = versions.get();
        return statement.text(now.program()).text(now.policy()).text(now.registers());
    }
}
