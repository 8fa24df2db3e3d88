package se.ringvakt.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import se.ringvakt.ledger.postgres.PostgresServer;

/// Two gates in processes of their own, each with its own state folder and its own wire to the
/// database they share, under load.
final class Cluster implements AutoCloseable {
    static final int NORTH = 0;
    static final int SOUTH = 1;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String database;
    private final List<Wire> wires;
    private final List<Installation> installations;
    private final Installation.Serving[] gates;
    private final Load load;

    private Cluster(
            String database,
            List<Wire> wires,
            List<Installation> installations,
            Installation.Serving[] gates) {
        this.database = database;
        this.wires = wires;
        this.installations = installations;
        this.gates = gates;
        this.load = Load.on(gates[NORTH].address(), gates[SOUTH].address());
    }

    /// Settings for a gate whose database is on this port.
    static String ledger(PostgresServer server, String database, int port) {
        return ledger(server, "postgresql://127.0.0.1:%d/%s".formatted(port, database));
    }

    static String ledger(PostgresServer server, String url) {
        return """
        url: %s
        user: %s
        password-file: %s
        """
                .formatted(url, server.user(), server.password());
    }

    /// Starts both, with the deadlines that gates have by default, and the load.
    static Cluster start(PostgresServer server, Path folder)
            throws IOException, InterruptedException {
        String database = server.empty(folder.resolve("unused")).database();
        Wire north = Wire.to(server.port());
        Wire south = Wire.to(server.port());
        return start(
                database,
                List.of(north, south),
                folder,
                ledger(server, database, north.port()),
                ledger(server, database, south.port()));
    }

    static Cluster start(String database, List<Wire> wires, Path folder, String north, String south)
            throws IOException, InterruptedException {
        Installation first = prepare(Files.createDirectory(folder.resolve("north")), north);
        Installation second = copy(folder.resolve("north"), folder.resolve("south"), north, south);
        return of(database, wires, first, second);
    }

    static Cluster of(String database, List<Wire> wires, Installation first, Installation second)
            throws IOException {
        Installation.Serving[] gates = {first.serve(), second.serve()};
        return new Cluster(database, wires, List.of(first, second), gates);
    }

    /// An installation with the usual deadlines.
    static Installation prepare(Path folder, String ledger)
            throws IOException, InterruptedException {
        Installation installation = Installation.prepare(folder, ledger);
        Path settings = folder.resolve("ringvakt.yaml");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replace("  decision-time: 3s\n", "")
                        .replace("  append-time: 3s\n", ""));
        return installation;
    }

    /// A second gate of the same installation.
    static Installation copy(Path from, Path to, String ledger, String other) throws IOException {
        Installation.copy(from, to);
        Path settings = to.resolve("ringvakt.yaml");
        Files.writeString(
                settings, Files.readString(settings).replace(ledger.indent(2), other.indent(2)));
        return Installation.at(to);
    }

    Wire wire(int gate) {
        return wires.get(gate);
    }

    Load load() {
        return load;
    }

    /// Where a gate has its settings, its state and its log.
    Path folder(int gate) {
        return installations.get(gate).folder();
    }

    Process process(int gate) {
        return gates[gate].process();
    }

    /// Ends a gate as the kernel would.
    void kill(int gate) throws InterruptedException {
        load.dead(gate);
        gates[gate].kill();
    }

    /// Starts one that was killed.
    void restart(int gate) throws IOException {
        gates[gate] = installations.get(gate).serve();
        load.moved(gate, gates[gate].address());
    }

    Installation.Serving serving(int gate) {
        return gates[gate];
    }

    InetSocketAddress address(int gate) {
        return gates[gate].address();
    }

    /// Waits until a gate allows something that it was asked after this.
    ///
    /// @return how long after it that was, in milliseconds
    long awaitAllowed(int gate, long sinceNanos) {
        await().atMost(PATIENCE).until(() -> firstAllowed(gate, sinceNanos) >= 0);
        return firstAllowed(gate, sinceNanos);
    }

    private long firstAllowed(int gate, long sinceNanos) {
        return load.since(sinceNanos).stream()
                .filter(dial -> dial.gate() == gate && dial.isAllowed())
                .mapToLong(dial -> (dial.atNanos() + dial.tookNanos() - sinceNanos) / 1_000_000)
                .min()
                .orElse(-1);
    }

    /// Says what a gate answered in between.
    String told(int gate, long fromNanos, long untilNanos) {
        List<Load.Dial> dials = between(gate, fromNanos, untilNanos);
        List<Load.Dial> denied = dials.stream().filter(Load.Dial::isUnavailable).toList();
        long first = denied.stream().mapToLong(Load.Dial::atNanos).min().orElse(0);
        long last =
                denied.stream()
                        .mapToLong(each -> each.atNanos() + each.tookNanos())
                        .max()
                        .orElse(0);
        return "%d allowed, %d UNAVAILABLE (over %d ms), %d by rules, %d unanswered, slowest %d ms"
                .formatted(
                        dials.stream().filter(Load.Dial::isAllowed).count(),
                        denied.size(),
                        (last - first) / 1_000_000,
                        dials.stream().filter(Cluster::isByRules).count(),
                        dials.stream().filter(each -> each.said().equals("NOTHING")).count(),
                        dials.stream().mapToLong(Load.Dial::tookNanos).max().orElse(0) / 1_000_000);
    }

    private static boolean isByRules(Load.Dial dial) {
        return !dial.isAllowed() && !dial.isUnavailable() && !dial.said().equals("NOTHING");
    }

    List<Load.Dial> between(int gate, long fromNanos, long untilNanos) {
        return load.since(fromNanos).stream()
                .filter(dial -> dial.gate() == gate && dial.atNanos() < untilNanos)
                .toList();
    }

    /// No limit exceeded, nothing acknowledged lost, nothing taken back that was acknowledged, and
    /// 112 always allowed.
    ///
    /// @param mostUnanswered attempts that may count although nobody heard of their permit
    LedgerCheck check(PostgresServer server, int mostUnanswered) throws SQLException {
        try (Connection connection = server.connect(database)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> {
                        Set<Long> acknowledged = Set.copyOf(load.acknowledged());
                        assertThat(LedgerCheck.of(connection).unanswered(acknowledged))
                                .as("counted, and nobody was told")
                                .hasSizeLessThanOrEqualTo(mostUnanswered);
                    });
            Set<Long> acknowledged = Set.copyOf(load.acknowledged());
            LedgerCheck check = LedgerCheck.of(connection);
            assertThat(check.violations()).as("limits exceeded").isEmpty();
            assertThat(check.attempts()).as("acknowledged is lost").containsAll(acknowledged);
            assertThat(check.withdrawn())
                    .as("acknowledged was taken back")
                    .doesNotContainAnyElementsOf(acknowledged);
            assertThat(load.emergenciesDenied()).isEmpty();
            assertThat(load.emergencies()).isPositive();
            return check;
        }
    }

    @Override
    public void close() {
        load.close();
        for (Installation.Serving gate : gates) {
            gate.process().destroyForcibly();
        }
        installations.forEach(Installation::close);
        wires.forEach(Wire::close);
    }
}
