package se.ringvakt.process;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static final long CALM_MILLIS = 1_000;
    private static final long FAULT_MILLIS = 3_000;

    /// What a gate may need to notice.
    private static final long NOTICE_MILLIS = 1_000;

    /// What it may need to work again.
    private static final long MENDED_MILLIS = 10_000;

    /// An answer within the default of agi.decision-time, on a machine with other work.
    private static final long ANSWER_MILLIS = 250 + 500;

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

    private interface Step {
        void run() throws Exception;
    }

    /// One fault: how it came and went.
    private record Span(String name, long began, long mended, long north, long south) {}

    private static Span during(String name, Step fault, Step mend) throws Exception {
        Thread.sleep(CALM_MILLIS);
        long began = System.nanoTime();
        fault.run();
        Thread.sleep(FAULT_MILLIS);
        mend.run();
        long mended = System.nanoTime();
        long north = cluster.awaitAllowed(Cluster.NORTH, mended);
        long south = cluster.awaitAllowed(Cluster.SOUTH, mended);
        return new Span(name, began, mended, north, south);
    }

    private static void report(Span span, LedgerCheck check) {
        System.out.printf(
                "figure: %s for %d ms: north %s, allows again after %d ms; south %s, after %d ms;"
                        + " acknowledged %d, on record %d, taken back %d, counted unanswered %d%n",
                span.name(),
                (span.mended() - span.began()) / 1_000_000,
                cluster.told(Cluster.NORTH, span.began(), span.mended()),
                span.north(),
                cluster.told(Cluster.SOUTH, span.began(), span.mended()),
                span.south(),
                cluster.load().acknowledged().size(),
                check.attempts().size(),
                check.withdrawn().size(),
                check.unanswered(cluster.load().acknowledged()).size());
        assertThat(span.north()).isLessThan(MENDED_MILLIS);
        assertThat(span.south()).isLessThan(MENDED_MILLIS);
    }

    private static int unanswered;

    private static LedgerCheck check() throws Exception {
        return cluster.check(server, unanswered);
    }

    private static void assertOnlyUnavailable(int gate, Span span) {
        assertThat(cluster.between(gate, span.began() + NOTICE_MILLIS * 1_000_000, span.mended()))
                .as("gate %d while it cannot reach the ledger", gate)
                .isNotEmpty()
                .allMatch(Load.Dial::isUnavailable);
        assertAnsweredInTime(gate, span);
    }

    private static void assertAnsweredInTime(int gate, Span span) {
        assertThat(cluster.between(gate, span.began(), span.mended()))
                .allMatch(dial -> dial.tookNanos() < ANSWER_MILLIS * 1_000_000);
    }

    private static void assertUnaffected(int gate, Span span) {
        assertThat(cluster.between(gate, span.began(), span.mended()))
                .as("gate %d has nothing to do with it", gate)
                .noneMatch(dial -> dial.said().equals("NOTHING"))
                .anyMatch(Load.Dial::isAllowed);
    }

    @Test
    void aKilledGateIsMissedByNobodyButItsOwnCallers() throws Exception {
        unanswered += 8;
        Span span =
                during(
                        "gate killed with -9",
                        () -> cluster.kill(Cluster.NORTH),
                        () -> cluster.restart(Cluster.NORTH));
        assertUnaffected(Cluster.SOUTH, span);
        report(span, check());
    }

    @Test
    void aStoppedDatabaseDeniesEverythingUntilItIsBack() throws Exception {
        Span span = during("database stopped", server::stop, server::start);
        assertOnlyUnavailable(Cluster.NORTH, span);
        assertOnlyUnavailable(Cluster.SOUTH, span);
        report(span, check());
    }

    @Test
    void aKilledDatabaseLosesNothingAcknowledged() throws Exception {
        Span span = during("database killed with -9", server::kill, server::start);
        assertOnlyUnavailable(Cluster.NORTH, span);
        assertOnlyUnavailable(Cluster.SOUTH, span);
        report(span, check());
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

    private static void cutOff(String name, Step fault) throws Exception {
        Span span = during(name, fault, () -> cluster.wire(Cluster.NORTH).mend());
        assertOnlyUnavailable(Cluster.NORTH, span);
        assertUnaffected(Cluster.SOUTH, span);
        report(span, check());
    }

    @Test
    void aSlowDatabaseIsNotWaitedFor() throws Exception {
        Span span =
                during(
                        "500 ms slower",
                        () -> cluster.wire(Cluster.NORTH).slow(500),
                        () -> cluster.wire(Cluster.NORTH).mend());
        assertOnlyUnavailable(Cluster.NORTH, span);
        assertUnaffected(Cluster.SOUTH, span);
        report(span, check());
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
        report(span, check());
    }
}
