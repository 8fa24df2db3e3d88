package se.ringvakt.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.ledger.postgres.PostgresServer;

/// A primary whose replica hears every change before it is acknowledged: the replica goes away and
/// comes back; then the primary is killed, and the replica takes its place.
@Tag("process")
class FailoverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long AWAY_MILLIS = 3_000;

    /// What two gates may leave waiting: eight connections for dials and four for everything else,
    /// and as many again that were asked for before the gate knew, and made when those were given
    /// up. It must not grow with the time that the replica is away: some 500 are dialled.
    private static final int WAITING_MOST = 2 * 2 * (8 + 4);

    private long waitingSoon;
    private long waiting;

    @Test
    @Timeout(240)
    void nothingAcknowledgedIsLostWhenTheReplicaTakesOver(@TempDir Path folder) throws Exception {
        try (PostgresServer primary = PostgresServer.sturdy();
                PostgresServer replica = primary.replica()) {
            String database = primary.empty(folder.resolve("unused")).database();
            String url =
                    "postgresql://127.0.0.1:%d,127.0.0.1:%d/%s"
                            .formatted(primary.port(), replica.port(), database);
            String ledger = Cluster.ledger(primary, url);
            primary.execute("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'");
            primary.execute("postgres", "SELECT pg_reload_conf()");
            await().atMost(PATIENCE)
                    .until(() ->
                            count(primary, "pg_stat_replication WHERE sync_state = 'sync'") == 1);
            try (Cluster cluster = Cluster.start(database, List.of(), folder, ledger, ledger)) {
                withoutItsReplicaNothingIsAcknowledged(cluster, primary, replica);
                theReplicaTakesOver(cluster, primary, replica);
            }
        }
    }

    private void withoutItsReplicaNothingIsAcknowledged(
            Cluster cluster, PostgresServer primary, PostgresServer replica) throws Exception {
        Span span =
                Span.during(
                        cluster,
                        "synchronous replica away",
                        AWAY_MILLIS,
                        () -> {
                            replica.stopImmediately();
                            Thread.sleep(AWAY_MILLIS / 2);
                            waitingSoon = waiting(primary);
                        },
                        () -> {
                            waiting = waiting(primary);
                            replica.start();
                        });
        // An append whose answer was not heard is on record, and taken back, when the replica is
        // there again.
        span.report(cluster.check(primary, 0));
        span.assertOnlyUnavailable(Cluster.NORTH);
        span.assertOnlyUnavailable(Cluster.SOUTH);
        System.out.printf(
                "figure: connections that wait for the replica: %d after %d ms, %d after %d ms%n",
                waitingSoon, AWAY_MILLIS / 2, waiting, AWAY_MILLIS * 3 / 2);
        assertThat(waiting).as("pile up").isBetween(1L, (long) WAITING_MOST);
    }

    private static void theReplicaTakesOver(
            Cluster cluster, PostgresServer primary, PostgresServer replica) throws Exception {
        Span span =
                Span.during(
                        cluster,
                        "primary killed, replica promoted",
                        AWAY_MILLIS,
                        primary::kill,
                        replica::promote);
        span.report(cluster.check(replica, 0));
        span.assertOnlyUnavailable(Cluster.NORTH);
        span.assertOnlyUnavailable(Cluster.SOUTH);
    }

    private static long waiting(PostgresServer primary) throws SQLException {
        return count(primary, "pg_stat_activity WHERE wait_event = 'SyncRep'");
    }

    private static long count(PostgresServer server, String what) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + what)) {
            row.next();
            return row.getLong(1);
        }
    }
}
