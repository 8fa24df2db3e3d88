package se.ringvakt.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
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
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.agi.AgiClient;
import se.ringvakt.ledger.postgres.PostgresServer;

/// Gates that start on a shared database: several at once, an older and a newer schema, and
/// databases that they must refuse.
@Tag("process")
@Timeout(180)
class SharedStartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int UNAVAILABLE = 4;

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
    void aWrongPasswordIsRefused() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong"), "fel-losen\n");
        Installation gate =
                gate("wrong-password", settings.replace(server.password().toString(), "" + wrong));

        assertThat(refused(gate))
                .contains("user ringvakt is refused", "ledger.password-file")
                .doesNotContain("fel-losen");
    }

    @Test
    void anotherInstallationsDatabaseIsRefused() throws Exception {
        String others = copy();
        server.execute(others, "UPDATE installation SET id = 'theirs'");

        assertThat(refused(gate("theirs", on(others))))
                .contains("installation theirs (expected: ", "correct ledger.url");
    }

    /// It would allow everything once more.
    @Test
    void anEmptyDatabaseInPlaceOfTheKnownOneIsRefused() throws Exception {
        assertThat(refused(gate("emptied", on(newDatabase()))))
                .contains("the database is new", "correct ledger.url");
    }

    @Test
    void aMigrationThatFailedIsRefused() throws Exception {
        String half = copy();
        server.execute(half, "UPDATE flyway_schema_history SET success = FALSE WHERE version='2'");

        assertThat(refused(gate("half", on(half))))
                .contains("migration 2 was begun and failed (expected: put a backup back)");
    }

    @Test
    void anotherProgramsDatabaseIsRefused() throws Exception {
        String theirs = newDatabase();
        server.execute(theirs, "CREATE TABLE customer (id BIGINT)");

        assertThat(refused(gate("program", on(theirs)))).contains("another program's tables");
    }

    @Test
    void aDatabaseThatIsNotThereIsRefused() throws Exception {
        assertThat(refused(gate("missing", on("nowhere")))).contains("no such database");
    }

    @Test
    void aNewerSchemaIsRefusedAndGatesThatRunGoOn() throws Exception {
        String upgraded = copy();
        Installation.Serving running = gate("older", on(upgraded)).serve();
        assertThat(dial(running.address(), "0701740607", "b1")).startsWith("ALLOW");
        server.execute(
                upgraded,
                """
                INSERT INTO flyway_schema_history
                    (installed_rank, version, description, type, script, installed_by,
                     execution_time, success)
                VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 'ringvakt', 1, TRUE)
                """);

        assertThat(refused(gate("old-program", on(upgraded))))
                .contains("schema 99 (expected: at most ", "a newer program has used it");

        assertThat(dial(running.address(), "0701740608", "b2")).startsWith("ALLOW");
        assertThat(dial(running.address(), "0701740607", "b3")).startsWith("DENY");
        running.stop();
    }

    @Test
    void twoGatesThatMeetAnEmptyDatabaseAtOnceMakeOneInstallation() throws Exception {
        String empty = newDatabase();
        List<Installation> gates = List.of(fresh("one", on(empty)), fresh("two", on(empty)));

        List<Installation.Serving> serving = together(gates);

        assertThat(mark(gates.getFirst())).isEqualTo(mark(gates.getLast()));
        worksAsOne(gates, serving, "0701740609");
        assertThat(count(empty, "gate")).isEqualTo(2);
    }

    @Test
    void twoGatesThatMeetAnOlderSchemaAtOnceMigrateItOnceAndLoseNothing() throws Exception {
        String old = newDatabase();
        String url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.port(), old);
        Flyway.configure()
                .dataSource(url, server.user(), Files.readString(server.password()).strip())
                .locations("classpath:db/postgres")
                .target("1")
                .load()
                .migrate();
        long now = System.currentTimeMillis() - TimeUnit.MINUTES.toMillis(1);
        server.execute(old, "INSERT INTO basis (id, line) VALUES (1, 'nix@x sweden-x')");
        server.execute(
                old,
                """
                INSERT INTO attempt (id, number, campaign, kind, caller_id, start, timeout,
                                     unique_id, basis)
                VALUES (%d, 46701740610, 'el-2026', 'MANUAL', 46701740699, %d, 46000, 'u', 1)
                """
                        .formatted(now << 20, now));
        server.execute(
                old,
                "INSERT INTO history (number, version, what, attempt, campaign, at)"
                        + " VALUES (46701740610, 1, 1, %d, 'el-2026', %d)"
                                .formatted(now << 20, now));
        List<Installation> gates = List.of(fresh("up-one", on(old)), fresh("up-two", on(old)));

        List<Installation.Serving> serving = together(gates);

        worksAsOne(gates, serving, "0701740611");
        assertThat(verdict(serving.getLast().address(), "0701740610", "c1")).isEqualTo("SPACING");
        assertThat(count(old, "flyway_schema_history WHERE version = '2' AND success"))
                .isEqualTo(1);
        assertThat(count(old, "attempt WHERE number = 46701740610")).isEqualTo(1);
    }

    private static void worksAsOne(
            List<Installation> gates, List<Installation.Serving> serving, String number)
            throws IOException, InterruptedException {
        gates.getFirst().run("campaign", "apply", "campaigns.yaml");
        InetSocketAddress one = serving.getFirst().address();
        InetSocketAddress two = serving.getLast().address();
        await().atMost(PATIENCE).until(() -> dial(one, "0701740690", "w").startsWith("ALLOW"));
        await().atMost(PATIENCE).until(() -> verdict(two, "0701740690", "w").equals("SPACING"));
        assertThat(dial(one, number, "d1")).startsWith("ALLOW");
        assertThat(verdict(two, number, "d2")).isEqualTo("SPACING");
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

    private static final String MARK = "state/ledger.installation";

    private static String mark(Installation gate) throws IOException {
        return Files.readString(gate.folder().resolve(MARK));
    }

    /// What serve says that does not start.
    private static String refused(Installation gate) throws IOException, InterruptedException {
        Path log = gate.folder().resolve("refused.log");
        Process process = gate.start(log, "serve");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
        String said = Files.readString(log);
        assertThat(said.strip()).doesNotContain("\n");
        assertThat(process.exitValue()).as(said).isEqualTo(UNAVAILABLE);
        return said;
    }

    private static String on(String other) {
        return Cluster.ledger(server, other, server.port());
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

    private static String dial(InetSocketAddress gate, String number, String agent)
            throws IOException {
        return ask(gate, number, agent, "RINGVAKT_VERDICT");
    }

    private static String verdict(InetSocketAddress gate, String number, String agent)
            throws IOException {
        return ask(gate, number, agent, "RINGVAKT_REASON");
    }

    private static String ask(InetSocketAddress gate, String number, String agent, String what)
            throws IOException {
        return AgiClient.ask(gate, "dial?number=" + number + "&campaign=el-2026&agent=" + agent)
                .getOrDefault(what, "");
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
