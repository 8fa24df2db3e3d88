package se.ringvakt.process;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.ledger.postgres.PostgresServer;

/// What two gates under load do while the database, the network or one of them fails: the same two
/// processes go through all of it, one fault after the other.
@Tag("process")
@Timeout(300)
class FaultsTest {
    private static final long FAULT_MILLIS = 2_500;

    private static PostgresServer server;
    private static Cluster cluster;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = PostgresServer.durable();
        cluster = Cluster.start(server, folder);
    }

    @AfterAll
    static void end() {
        if (cluster != null) {
            cluster.close();
            server.close();
        }
    }

    private static Span during(String name, Span.Step fault, Span.Step mend) throws Exception {
        return Span.during(cluster, name, FAULT_MILLIS, fault, mend);
    }

    private static int unanswered;

    private static LedgerCheck check() throws Exception {
        return cluster.check(server, unanswered);
    }

    @Test
    void aKilledGateIsMissedByNobodyButItsOwnCallers() throws Exception {
        unanswered += 8;
        Span span =
                during(
                        "gate killed with -9",
                        () -> cluster.kill(Cluster.NORTH),
                        () -> cluster.restart(Cluster.NORTH));
        span.assertUnaffected(Cluster.SOUTH);
        span.report(check());
    }

    @Test
    void aStoppedDatabaseDeniesEverythingUntilItIsBack() throws Exception {
        Span span = during("database stopped", server::stop, server::start);
        span.assertOnlyUnavailable(Cluster.NORTH);
        span.assertOnlyUnavailable(Cluster.SOUTH);
        span.report(check());
    }

    @Test
    void aKilledDatabaseLosesNothingAcknowledged() throws Exception {
        Span span = during("database killed with -9", server::kill, server::start);
        span.assertOnlyUnavailable(Cluster.NORTH);
        span.assertOnlyUnavailable(Cluster.SOUTH);
        span.report(check());
    }

    @Test
    void aGateThatIsCutOffDeniesAndTheOtherGoesOn() throws Exception {
        cutOff("network cut", () -> cluster.wire(Cluster.NORTH).cut());
    }

    @Test
    void questionsThatDoNotArriveAreDenied() throws Exception {
        cutOff("questions held back", () -> cluster.wire(Cluster.NORTH).hold(true, false));
    }

    @Test
    void whatWasRecordedButNotAnsweredIsTakenBack() throws Exception {
        cutOff("answers held back", () -> cluster.wire(Cluster.NORTH).hold(false, true));
    }

    @Test
    void aHalfOpenNetworkIsDeniedAndRecoveredFrom() throws Exception {
        cutOff("half open", () -> cluster.wire(Cluster.NORTH).hold(true, true));
    }

    private static void cutOff(String name, Span.Step fault) throws Exception {
        Span span = during(name, fault, () -> cluster.wire(Cluster.NORTH).mend());
        span.assertOnlyUnavailable(Cluster.NORTH);
        span.assertUnaffected(Cluster.SOUTH);
        span.report(check());
    }

    @Test
    void aSlowDatabaseIsNotWaitedFor() throws Exception {
        Span span =
                during(
                        "500 ms slower",
                        () -> cluster.wire(Cluster.NORTH).slow(500),
                        () -> cluster.wire(Cluster.NORTH).mend());
        span.assertOnlyUnavailable(Cluster.NORTH);
        span.assertUnaffected(Cluster.SOUTH);
        span.report(check());
    }

    /// Connecting takes many round trips: it must not be given up each time.
    @Test
    void aGateFarFromItsDatabaseRecovers() throws Exception {
        Wire wire = cluster.wire(Cluster.NORTH);
        Span span =
                during(
                        "cut, then 40 ms slower",
                        wire::cut,
                        () -> {
                            wire.mend();
                            wire.slow(40);
                        });
        wire.mend();
        span.report(check());
    }
}
