package se.ringvakt.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.agi.AgiClient;
import se.ringvakt.ledger.postgres.PostgresServer;

/// Gates that start on a shared database: an older and a newer schema, and databases that they must
/// refuse, each in one line of the command and soon.
@Tag("process")
@Timeout(240)
class SharedStartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A JVM's start on a busy machine, and the longest wait for a server.
    private static final long REFUSED_SECONDS = 60;

    private static final int UNAVAILABLE = 4;
    private static final String MARK = "state/ledger.installation";

    @TempDir private static Path folder;
    private static PostgresServer server;
    private static Installation first;
    private static String database;
    private static String settings;
    private static final List<Installation> INSTALLATIONS = new ArrayList<>();

    @BeforeAll
    static void prepare() throws Exception {
        server = PostgresServer.shared();
        database = newDatabase();
        settings = Cluster.ledger(server, database, server.port());
        first = Cluster.prepare(Files.createDirectory(folder.resolve("first")), settings);
        INSTALLATIONS.add(first);
    }

    @AfterAll
    static void end() {
        INSTALLATIONS.forEach(Installation::close);
    }

    @Test
    void aWrongPasswordIsRefusedAndNotTold() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong"), "fel-losen\n");
        Installation gate =
                gate(
                        "wrong-password",
                        settings.replace(server.password().toString(), wrong.toString()));

        assertThat(refused("wrong password", gate))
                .contains("user ringvakt is refused (expected: the right password")
                .doesNotContain("fel-losen");
    }

    @Test
    void anotherInstallationsDatabaseIsRefused() throws Exception {
        String others = copy();
        server.execute(others, "UPDATE installation SET id = 'theirs'");

        assertThat(refused("another installation's database", gate("theirs", on(others))))
                .contains("installation theirs (expected: ", "correct ledger.url");
    }

    /// It would allow everything once more.
    @Test
    void anEmptyDatabaseInPlaceOfTheKnownOneIsRefused() throws Exception {
        assertThat(refused("an empty database for the known one", gate("new", on(newDatabase()))))
                .contains("the database is new", "correct ledger.url");
    }

    @Test
    void aMigrationThatFailedIsRefused() throws Exception {
        String half = copy();
        server.execute(half, "UPDATE flyway_schema_history SET success = FALSE WHERE version='2'");

        assertThat(refused("half-applied migration", gate("half", on(half))))
                .contains("migration 2 was begun and failed (expected: put a backup back)");
    }

    @Test
    void aDatabaseWhereNobodyListensIsRefused() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        assertThat(refused("nobody listens", gate("closed", at(closed))))
                .contains("cannot be reached: ");
    }

    @Test
    void aDatabaseThatSaysNothingIsNotWaitedFor() throws Exception {
        try (Wire silent = Wire.to(server.port())) {
            silent.hold(true, true);

            assertThat(refused("nobody answers", gate("silent", at(silent.port()))))
                    .contains("cannot be reached: ");
        }
    }

    /// What an older program does when a newer one was there, and what those do that run meanwhile.
    @Test
    void aNewerSchemaIsRefusedAndGatesThatRunGoOn() throws Exception {
        String upgraded = copy();
        int newer = PostgresServer.schemaVersion() + 1;
        Installation older = gate("older", on(upgraded));
        InetSocketAddress running = older.serve().address();
        awaitAllowed(running, "0701740607");
        server.execute(
                upgraded,
                """
                INSERT INTO flyway_schema_history
                    (installed_rank, version, description, type, script, installed_by,
                     execution_time, success)
                VALUES (99, '%1$d', 'later', 'SQL', 'V%1$d__later.sql', 'ringvakt', 1, TRUE)
                """
                        .formatted(newer));

        assertThat(refused("newer schema", gate("old-program", on(upgraded))))
                .contains(
                        "schema %d (expected: at most %d; a newer program has used it)"
                                .formatted(newer, newer - 1));

        assertThat(reason(running, "0701740608", "b2")).isEqualTo("none");
        assertThat(reason(running, "0701740607", "b3")).isEqualTo("SPACING");
    }

    @Test
    void twoGatesThatMeetTheFirstSchemaAtOnceMigrateItOnceAndLoseNothing() throws Exception {
        int attempts = 2_000;
        String old = server.firstSchema(folder.resolve("unused")).database();
        fill(old, attempts);
        List<Installation> gates = List.of(fresh("up-one", on(old)), fresh("up-two", on(old)));

        long began = System.nanoTime();
        List<Installation.Serving> serving = together(gates);
        long took = (System.nanoTime() - began) / 1_000_000;

        gates.getFirst().run("campaign", "apply", "campaigns.yaml");
        InetSocketAddress one = serving.getFirst().address();
        InetSocketAddress two = serving.getLast().address();
        awaitAllowed(one, "0701740609");
        await().atMost(PATIENCE).until(() -> reason(two, "0701740609", "d").equals("SPACING"));
        // Called a minute ago, by the older program: that counts at both.
        assertThat(reason(one, "0790000001", "d1")).isEqualTo("SPACING");
        assertThat(reason(two, "0790001999", "d2")).isEqualTo("SPACING");
        // Called and busy: that does not.
        assertThat(reason(two, "0790000002", "d3")).isEqualTo("none");
        assertThat(count(old, "attempt WHERE unique_id = 'old'")).isEqualTo(attempts);
        assertThat(count(old, "outcome WHERE status = 'BUSY'")).isEqualTo(attempts / 2);
        assertThat(count(old, "flyway_schema_history WHERE success"))
                .isEqualTo(PostgresServer.schemaVersion());
        System.out.printf(
                "figure: schema 1 with %d attempts: two gates at once are at schema %d and listen"
                        + " after %d ms; all rows kept, limits go by them%n",
                attempts, PostgresServer.schemaVersion(), took);
    }

    /// Attempts of a minute ago, to one number each: of those with an even number nobody knows more
    /// than that they were busy, which counts no more.
    private static void fill(String old, int attempts) {
        long start = System.currentTimeMillis() - TimeUnit.MINUTES.toMillis(1);
        server.execute(
                old,
                """
                INSERT INTO basis (id, line) VALUES (1, 'nix@x sweden-x');
                INSERT INTO attempt (id, number, campaign, agent, kind, caller_id, start, timeout,
                                     unique_id, basis)
                SELECT (%1$d << 20) + n, 46790000000 + n, 'el-2026', 'a' || n, 'MANUAL',
                       46701740699, %1$d, 46000, 'old', 1
                  FROM generate_series(1, %2$d) n;
                INSERT INTO history (number, version, what, attempt, campaign, at)
                SELECT number, 1, 1, id, campaign, start FROM attempt;
                INSERT INTO outcome (attempt, ended, counted, reached, answered, heard, status,
                                     sources, answer)
                SELECT id, start + 5000, 0, 1, 0, start + 5000, 'BUSY', 'SWITCH', 'NONE'
                  FROM attempt WHERE number %% 2 = 0;
                INSERT INTO history (number, version, what, attempt, at)
                SELECT number, 2, 3, id, start + 5000 FROM attempt WHERE number %% 2 = 0;
                """
                        .formatted(start, attempts));
    }

    private static List<Installation.Serving> together(List<Installation> gates) throws Exception {
        List<Callable<Installation.Serving>> starts = new ArrayList<>();
        gates.forEach(gate -> starts.add(gate::serve));
        List<Installation.Serving> serving = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(gates.size())) {
            for (Future<Installation.Serving> start : threads.invokeAll(starts)) {
                serving.add(start.get());
            }
        }
        return serving;
    }

    /// A gate of the same installation, with other settings for its ledger.
    private static Installation gate(String name, String ledger) throws IOException {
        Installation gate =
                Cluster.copy(folder.resolve("first"), folder.resolve(name), settings, ledger);
        INSTALLATIONS.add(gate);
        return gate;
    }

    /// One that knows no database yet.
    private static Installation fresh(String name, String ledger) throws IOException {
        Installation gate = gate(name, ledger);
        Files.delete(gate.folder().resolve(MARK));
        return gate;
    }

    /// What serve says that does not start.
    private static String refused(String why, Installation gate)
            throws IOException, InterruptedException {
        Path log = gate.folder().resolve("refused.log");
        long began = System.nanoTime();
        Process process = gate.start(log, "serve");
        if (!process.waitFor(REFUSED_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(why + ": serve does not end: " + Files.readString(log));
        }
        List<String> lines = Files.readAllLines(log);
        String said = lines.getLast();
        System.out.printf(
                "figure: start refused, %s: exit code %d after %d ms: %s%n",
                why, process.exitValue(), (System.nanoTime() - began) / 1_000_000, said);
        // Before it at most what the log says of the same, a line each.
        assertThat(lines).allMatch(line -> line.contains(": ledger postgresql://"));
        assertThat(said).startsWith("ringvakt serve: ledger ");
        assertThat(process.exitValue()).as(said).isEqualTo(UNAVAILABLE);
        return String.join("\n", lines);
    }

    private static String on(String other) {
        return Cluster.ledger(server, other, server.port());
    }

    private static String at(int port) {
        return Cluster.ledger(server, database, port);
    }

    private static String newDatabase() {
        return server.empty(folder.resolve("unused")).database();
    }

    private static String copy() {
        String name = newDatabase();
        server.execute("postgres", "DROP DATABASE " + name);
        server.execute("postgres", "CREATE DATABASE " + name + " TEMPLATE " + database);
        return name;
    }

    private static void awaitAllowed(InetSocketAddress gate, String number) {
        await().atMost(PATIENCE).until(() -> reason(gate, number, "w").equals("none"));
    }

    /// Why it is denied, or none.
    private static String reason(InetSocketAddress gate, String number, String agent)
            throws IOException {
        return AgiClient.ask(
                        gate,
                        "dial?number=%s&campaign=el-2026&agent=%s-%s"
                                .formatted(number, agent, number))
                .get("RINGVAKT_REASON");
    }

    private static long count(String where, String what) throws SQLException {
        try (Connection connection = server.connect(where);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + what)) {
            row.next();
            return row.getLong(1);
        }
    }
}
