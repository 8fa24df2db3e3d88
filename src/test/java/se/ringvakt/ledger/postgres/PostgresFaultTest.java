package se.ringvakt.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.History;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.Samples;

/// A server that stops, hangs, or is read only; and what becomes of what was asked meanwhile.
final class PostgresFaultTest {
    private static final PhoneNumber NUMBER = Samples.number(0);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path directory;
    private PostgresServer server;
    private PostgresSettings settings;
    private PostgresDatabase database;
    private PostgresLedger ledger;

    @BeforeEach
    void open() {
        server = PostgresServer.durable();
        settings =
                server.ledger(directory.resolve("installation"))
                        .withWriteWait(Duration.ofSeconds(2));
        database = PostgresDatabase.open(settings);
        ledger = PostgresLedger.start(database, () -> Samples.NOW);
    }

    @AfterEach
    void close() {
        if (ledger != null) {
            ledger.close();
            database.close();
            server.close();
        }
    }

    @Test
    void whileTheServerIsAwayEverythingIsRefusedAtOnceAndThenItGoesOn() {
        Attempt first = Samples.attempt(1, NUMBER, Samples.NOW);
        History none = ledger.history(NUMBER);
        assertThat(ledger.append(none, first)).isTrue();
        History seen = ledger.history(NUMBER);

        server.stop();
        assertThatThrownBy(() -> ledger.append(seen, Samples.attempt(2, NUMBER, Samples.NOW)))
                .isInstanceOf(LedgerException.class);
        long began = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> ledger.settle(first.id(), Samples.answered(first)))
                    .isInstanceOf(LedgerException.class);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
        assertThat(ledger.fault()).isPresent();

        server.start();
        await().atMost(PATIENCE).until(() -> ledger.fault().isEmpty());
        assertThat(ledger.settle(first.id(), Samples.answered(first))).isTrue();
        assertThat(ledger.history(NUMBER).counted()).hasSize(1);
    }

    @Test
    void nothingAcknowledgedIsLostWhenTheServerIsKilled() {
        for (int i = 1; i <= 50; i++) {
            PhoneNumber number = Samples.bulkNumber(i);
            Attempt attempt = Samples.attempt(i, number, Samples.NOW);
            assertThat(ledger.append(ledger.history(number), attempt)).isTrue();
        }

        server.kill();
        server.start();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> ledger.open().size() == 50);
    }

    /// The server does the work, but its answer is never heard.
    @Test
    void anAppendWhoseAnswerWasNotHeardIsRefusedAndTakenBack() throws Exception {
        Attempt attempt = Samples.attempt(1, NUMBER, Samples.NOW);
        History seen = ledger.history(NUMBER);
        ledger.append(
                ledger.history(Samples.number(1)),
                Samples.attempt(9, Samples.number(1), Samples.NOW));
        execute(
                "SET synchronous_commit = off",
                "ALTER SYSTEM SET synchronous_standby_names = 'none'");
        execute("SELECT pg_reload_conf()");
        Thread.sleep(1_000);

        // The commit waits for a replica that never comes; the row is durable here all the same.
        assertThatThrownBy(() -> ledger.append(seen, attempt)).isInstanceOf(LedgerException.class);
        assertThat(ledger.doubtful()).isEqualTo(1);

        execute("SET synchronous_commit = off", "ALTER SYSTEM RESET synchronous_standby_names");
        execute("SELECT pg_reload_conf()");
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> ledger.doubtful() == 0 && ledger.fault().isEmpty());
        assertThat(ledger.attempt(attempt.id())).as("it was recorded").contains(attempt);
        assertThat(ledger.history(NUMBER).counted()).as("and taken back").isEmpty();
    }

    @Test
    void aStatementThatHasToWaitTooLongIsRefusedAlone() throws Exception {
        try (Connection holder = server.connect(settings.database());
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO history (number, version, what, at) VALUES ("
                            + NUMBER.e164()
                            + ", 1, 5, 0)");

            assertThatThrownBy(() -> append(1, NUMBER))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("took longer than it may");

            assertThat(append(2, Samples.number(1))).as("others go on").isTrue();
            assertThat(ledger.fault()).isEmpty();
            holder.rollback();
        }
        assertThat(append(3, NUMBER)).isTrue();
    }

    @Test
    void aReplicaThatWasPromotedTakesOverWithEverythingItHeard() throws Exception {
        append(1, NUMBER);
        try (PostgresServer replica = server.replica()) {
            PostgresSettings there = server.at(replica, settings);
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> count(replica, "SELECT count(*) FROM attempt") == 1);
            try (PostgresDatabase second = PostgresDatabase.open(there);
                    PostgresLedger other = PostgresLedger.start(second, () -> Samples.NOW)) {
                Attempt attempt = Samples.attempt(2, NUMBER, Samples.NOW);
                History seen = other.history(NUMBER);
                assertThatThrownBy(() -> other.append(seen, attempt))
                        .hasMessageContaining("can only be read");

                server.kill();
                replica.promote();

                await().atMost(PATIENCE).until(() -> other.fault().isEmpty());
                assertThat(other.history(NUMBER).counted()).hasSize(1);
                assertThat(other.append(other.history(NUMBER), attempt)).isTrue();
            }
        }
    }

    @Test
    void whoKnowsBothServersFindsThePrimaryByItself() throws Exception {
        try (PostgresServer replica = server.replica();
                PostgresDatabase both = PostgresDatabase.open(server.with(replica, settings));
                PostgresLedger other = PostgresLedger.start(both, () -> Samples.NOW)) {
            Attempt first = Samples.attempt(1, NUMBER, Samples.NOW);
            assertThat(other.append(other.history(NUMBER), first)).isTrue();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> count(replica, "SELECT count(*) FROM attempt") == 1);

            server.kill();
            assertThatThrownBy(() -> other.isCurrent(History.none(NUMBER)))
                    .isInstanceOf(LedgerException.class);
            replica.promote();

            await().atMost(PATIENCE).until(() -> other.fault().isEmpty());
            assertThat(other.history(NUMBER).counted()).hasSize(1);
            Attempt second = Samples.attempt(2, NUMBER, Samples.NOW);
            assertThat(other.append(other.history(NUMBER), second)).isTrue();
            assertThat(count(replica, "SELECT count(*) FROM attempt")).isEqualTo(2);
        }
    }

    @Test
    void denialsThatCouldNotBeWrittenAreCounted() {
        server.stop();
        ledger.record(Samples.denial(1));
        await().atMost(PATIENCE).until(() -> ledger.fault().isPresent());

        ledger.record(Samples.denial(2));
        server.start();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> count(server, "SELECT count(*) FROM denial") == 1);
        assertThat(ledger.droppedDenials()).isEqualTo(1);
    }

    @Test
    void callersWhoAskWhileItIsAwayDoNotPileUp() throws Exception {
        server.stop();
        long began = System.nanoTime();
        List<Callable<Boolean>> callers = new ArrayList<>();
        for (int i = 1; i <= 2_000; i++) {
            int which = i;
            callers.add(() -> append(which, Samples.bulkNumber(which)));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : threads.invokeAll(callers)) {
                assertThat(each.state()).isEqualTo(Future.State.FAILED);
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    private boolean append(int id, PhoneNumber number) {
        return ledger.append(ledger.history(number), Samples.attempt(id, number, Samples.NOW));
    }

    private void execute(String... sqls) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String each : sqls) {
                statement.execute(each);
            }
        }
    }

    private long count(PostgresServer where, String sql) throws SQLException {
        try (Connection connection = where.connect(settings.database());
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
