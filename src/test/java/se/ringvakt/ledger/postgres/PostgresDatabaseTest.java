package se.ringvakt.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.ledger.LedgerException;

/// Which databases are opened and which are refused, and what a transaction is.
final class PostgresDatabaseTest {
    private static final String PARTS =
            "SELECT count(*) FROM pg_inherits WHERE inhparent = '%s'::regclass";

    /// The least that a socket waits is five seconds.
    private static final long PAST_THE_SOCKETS_END = 7_000;

    @TempDir private Path directory;
    private PostgresServer server;

    @BeforeEach
    void start() {
        server = PostgresServer.shared();
    }

    @Test
    void anEmptyDatabaseIsMigratedAndKnownAgain() throws IOException {
        PostgresSettings settings = server.empty(mark());

        PostgresDatabase.open(settings).close();
        String name = Files.readString(mark());
        PostgresDatabase.open(settings).close();

        assertThat(name).isNotBlank().isEqualTo(Files.readString(mark()));
    }

    @Test
    void theSchemasVersionIsTheLastMigration() {
        try (PostgresDatabase database = PostgresDatabase.open(server.empty(mark()))) {
            assertThat(
                            text(
                                    database,
                                    "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history"))
                    .isEqualTo(String.valueOf(PostgresSchema.VERSION));
        }
    }

    @Test
    void gatesThatStartAtOnceAllComeUp() throws Exception {
        PostgresSettings settings = server.empty(mark());
        List<Callable<Boolean>> gates =
                List.of(opener(settings, "a"), opener(settings, "b"), opener(settings, "c"));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var gate : threads.invokeAll(gates)) {
                assertThat(gate.get()).isTrue();
            }
        }

        assertThat(Files.readString(directory.resolve("a")))
                .isEqualTo(Files.readString(directory.resolve("b")))
                .isEqualTo(Files.readString(directory.resolve("c")));
    }

    @Test
    void monthsOfDenialsHaveTheIndexByNumber() {
        try (PostgresDatabase database = PostgresDatabase.open(server.ledger(mark()))) {
            new Partitions(database).make();

            String months = text(database, PARTS.formatted("denial"));
            assertThat(Integer.parseInt(months)).isGreaterThan(1);
            assertThat(text(database, PARTS.formatted("denial_number"))).isEqualTo(months);
        }
    }

    /// An index over everything that is kept takes as long as it takes.
    @Test
    void aMigrationMayTakeLongerThanAnyOtherStatement() throws Exception {
        PostgresSettings settings = server.firstSchema(mark()).withBusyWait(Duration.ofMillis(1));

        try (Connection writer = server.connect(settings.database());
                Statement statement = writer.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            writer.setAutoCommit(false);
            statement.execute("LOCK TABLE denial IN ROW EXCLUSIVE MODE");
            Future<Boolean> gate = threads.submit(opener(settings, "a"));
            assertThatThrownBy(() -> gate.get(PAST_THE_SOCKETS_END, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            writer.rollback();
            assertThat(gate.get()).isTrue();
        }
    }

    @Test
    void aWrongPasswordIsRefusedAndNeverTold() throws IOException {
        PostgresSettings settings = server.empty(mark());
        Path wrong = Files.writeString(directory.resolve("password"), "fel-losen\n");

        assertThatThrownBy(() -> PostgresDatabase.open(settings.withPasswordFile(wrong)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("user ringvakt is refused (expected: the right password")
                .hasMessageNotContaining("fel-losen");
        assertThat(mark()).doesNotExist();
    }

    @Test
    void aDatabaseThatIsNotThereIsRefused() {
        PostgresSettings none =
                PostgresSettings.of(
                        "127.0.0.1",
                        server.port(),
                        "nobodys",
                        server.user(),
                        java.util.Optional.of(server.password()),
                        mark());

        assertRefused(
                none,
                "postgresql://127.0.0.1:%d/nobodys: no such database".formatted(server.port()));
    }

    @Test
    void anotherProgramsDatabaseIsRefused() {
        PostgresSettings settings = server.empty(mark());
        server.execute(settings.database(), "CREATE TABLE customers (id INTEGER)");

        assertRefused(settings, "another program's tables (expected: an empty database");
    }

    @Test
    void aNewerSchemaIsRefused() {
        PostgresSettings settings = server.ledger(mark());
        server.execute(
                settings.database(),
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type,"
                        + " script, installed_by, execution_time, success)"
                        + " VALUES (999, '999', 'later', 'SQL', 'V999__later.sql', 'x', 1, true)");

        assertRefused(settings, "schema 999 (expected: at most");
    }

    @Test
    void aMigrationThatFailedIsRefused() {
        PostgresSettings settings = server.ledger(mark());
        server.execute(
                settings.database(),
                "UPDATE flyway_schema_history SET success = false WHERE version = '1'");

        assertRefused(settings, "migration 1 was begun and failed (expected: put a backup back)");
    }

    @Test
    void aMigrationThatIsThereByHalvesIsRefused() {
        PostgresSettings settings = server.ledger(mark());
        server.execute(settings.database(), "DELETE FROM flyway_schema_history");

        assertRefused(settings, "cannot be migrated");
    }

    @Test
    void anotherInstallationsDatabaseIsRefused() {
        PostgresDatabase.open(server.ledger(mark())).close();
        PostgresSettings other = server.ledger(directory.resolve("other"));
        PostgresDatabase.open(other).close();

        assertRefused(other.withMark(mark()), "(expected: ");
    }

    @Test
    void anEmptyDatabaseInThePlaceOfAKnownOneIsRefused() {
        PostgresDatabase.open(server.ledger(mark())).close();

        assertRefused(server.empty(mark()), "none, the database is new (expected: ");
    }

    @Test
    void readersCannotWrite() {
        try (PostgresDatabase database = PostgresDatabase.open(server.ledger(mark()))) {
            assertThatThrownBy(() ->
                            database.read(handle -> handle.execute("DELETE FROM history_floor")))
                    .isInstanceOf(LedgerException.class);
        }
    }

    @Test
    void changesThatMeetAreAllMadeAsIfOneAfterTheOther() throws Exception {
        try (PostgresDatabase database = PostgresDatabase.open(server.ledger(mark()));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> add =
                    () ->
                            database.write(handle -> {
                                long seen =
                                        handle.createQuery("SELECT version FROM history_floor")
                                                .mapTo(Long.class)
                                                .one();
                                return handle.execute(
                                        "UPDATE history_floor SET version = ?", seen + 1);
                            });
            for (var each : threads.invokeAll(java.util.Collections.nCopies(20, add))) {
                each.get();
            }

            assertThat(text(database, "SELECT version FROM history_floor")).isEqualTo("20");
        }
    }

    private Callable<Boolean> opener(PostgresSettings settings, String mark) {
        return () -> {
            PostgresDatabase.open(settings.withMark(directory.resolve(mark))).close();
            return true;
        };
    }

    private static void assertRefused(PostgresSettings settings, String why) {
        assertThatThrownBy(() -> PostgresDatabase.open(settings))
                .isInstanceOf(LedgerException.class)
                .hasMessageStartingWith("ledger postgresql://127.0.0.1:")
                .hasMessageContaining(why)
                .hasMessageNotContaining("\n");
    }

    private static String text(PostgresDatabase database, String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    private Path mark() {
        return directory.resolve("installation");
    }
}
