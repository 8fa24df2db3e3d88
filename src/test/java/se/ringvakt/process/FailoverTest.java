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
    private static final long NOTICE_MILLIS = 1_500;
    private static final long MENDED_MILLIS = 10_000;

    /// Of two gates with eight connections each, and a few probes.
    private static final int WAITING_MOST = 24;

    @Test
    @Timeout(180)
    void nothingAcknowledgedIsLostWhenTheReplicaTakesOver(@TempDir Path folder) throws Exception {
        try (PostgresServer primary = PostgresServer.durable();
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

    private static void withoutItsReplicaNothingIsAcknowledged(
            Cluster cluster, PostgresServer primary, PostgresServer replica) throws Exception {
        Thread.sleep(1_000);
        long began = System.nanoTime();
        replica.stopImmediately();
        Thread.sleep(AWAY_MILLIS);
        long waiting = count(primary, "pg_stat_activity WHERE wait_event = 'SyncRep'");
        long ended = System.nanoTime();
        replica.start();
        report("synchronous replica away", cluster, primary, began, ended);
        System.out.printf("figure: connections that wait for the replica: %d%n", waiting);
        assertThat(waiting).as("pile up").isLessThanOrEqualTo(WAITING_MOST);
    }

    private static void theReplicaTakesOver(
            Cluster cluster, PostgresServer primary, PostgresServer replica) throws Exception {
        Thread.sleep(1_000);
        long began = System.nanoTime();
        primary.kill();
        Thread.sleep(AWAY_MILLIS);
        replica.promote();
        report("primary killed, replica promoted", cluster, replica, began, System.nanoTime());
    }

    private static void report(
            String fault, Cluster cluster, PostgresServer server, long began, long mended)
            throws SQLException {
        long north = cluster.awaitAllowed(Cluster.NORTH, mended);
        long south = cluster.awaitAllowed(Cluster.SOUTH, mended);
        LedgerCheck check = cluster.check(server, 0);
        System.out.printf(
                "figure: %s for %d ms: north %s, allows again after %d ms; south %s, after %d ms;"
                        + " acknowledged %d, on record %d, taken back %d%n",
                fault,
                (mended - began) / 1_000_000,
                cluster.told(Cluster.NORTH, began, mended),
                north,
                cluster.told(Cluster.SOUTH, began, mended),
                south,
                cluster.load().acknowledged().size(),
                check.attempts().size(),
                check.withdrawn().size());
        for (int gate : List.of(Cluster.NORTH, Cluster.SOUTH)) {
            assertThat(cluster.between(gate, began + NOTICE_MILLIS * 1_000_000, mended))
                    .isNotEmpty()
                    .allMatch(Load.Dial::isUnavailable);
        }
        assertThat(Math.max(north, south)).isLessThan(MENDED_MILLIS);
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
