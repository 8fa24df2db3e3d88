package se.ringvakt.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.ledger.GateVersions;
import se.ringvakt.ledger.SeenGate;

/// What gates say of themselves, on a real server.
final class SharedGatesTest {
    private static final GateVersions A = new GateVersions("1.4.0", "sweden-a", "nix@1");
    private static final GateVersions B = new GateVersions("1.4.0", "sweden-b", "nix@1");

    /// Renewed by hand only.
    private static final NodeLease.Terms TERMS =
            new NodeLease.Terms(Duration.ofHours(1), Duration.ofMinutes(2), Duration.ofMinutes(10));

    @TempDir private Path directory;
    private final AtomicLong nanos = new AtomicLong();
    private volatile Duration ahead = Duration.ZERO;
    private PostgresSettings settings;
    private PostgresDatabase database;
    private Link link;
    private One one;
    private One other;

    /// A gate, as far as it is seen.
    private final class One {
        private final NodeLease lease = new NodeLease(link, database, TERMS);
        private final SharedGates gates =
                new SharedGates(
                        link,
                        database,
                        lease,
                        new LedgerClock(link, () -> Instant.now().plus(ahead)),
                        nanos::get);
        private volatile GateVersions versions;

        One(GateVersions versions) {
            this.versions = versions;
            int _ = lease.node();
            gates.tell(() -> this.versions);
            lease.renew();
        }
    }

    @BeforeEach
    void open() {
        settings =
                PostgresServer.shared()
                        .ledger(directory.resolve("installation"))
                        .withWriteWait(Duration.ofSeconds(30));
        database = PostgresDatabase.open(settings);
        link = new Link(database, () -> {});
        one = new One(A);
        other = new One(A);
    }

    @AfterEach
    void close() {
        link.close();
        database.close();
    }

    @Test
    void gatesOnTheSameAreSeenAndNotTold() {
        assertThat(SharedGates.seen(database))
                .extracting(SeenGate::node, SeenGate::versions, SeenGate::isLiving)
                .containsExactly(tuple(0, A, true), tuple(1, A, true));
        lookForLong();
        assertThat(one.gates.differing()).isEmpty();
        assertThat(other.gates.differing()).isEmpty();
    }

    @Test
    void aChangeIsSaidWithTheNextHeartbeatAndBothTellTheDifference() {
        other.versions = B;
        assertThat(SharedGates.seen(database).get(1).versions()).isEqualTo(A);
        other.lease.renew();
        assertThat(SharedGates.seen(database).get(1).versions()).isEqualTo(B);

        lookForLong();

        assertThat(one.gates.differing())
                .get()
                .asString()
                .contains("gate 1 (", "policy sweden-b, here sweden-a");
        assertThat(other.gates.differing())
                .get()
                .asString()
                .contains("gate 0 (", "policy sweden-a, here sweden-b");

        one.versions = B;
        one.lease.renew();
        look();
        assertThat(one.gates.differing()).isEmpty();
        assertThat(other.gates.differing()).isEmpty();
    }

    @Test
    void aGateThatDiedIsSeenAndNotTold() {
        other.versions = B;
        other.lease.renew();
        lookForLong();
        assertThat(one.gates.differing()).isPresent();

        age(1, "59 seconds");
        look();
        assertThat(one.gates.differing()).isPresent();
        age(1, "61 seconds");
        look();

        assertThat(one.gates.differing()).isEmpty();
        assertThat(SharedGates.seen(database).get(1).isLiving()).isFalse();
    }

    @Test
    void whoTakesAFreeNumberSaysItsOwn() {
        age(0, "11 minutes");
        One next = new One(B);
        assertThat(next.lease.node()).isZero();
        assertThat(SharedGates.seen(database).getFirst().versions()).isEqualTo(B);
    }

    /// One that never allowed a call is seen all the same.
    @Test
    void whoOnlySaysWhatItRunsOnGetsANumber() {
        NodeLease lease = new NodeLease(link, database, TERMS);
        lease.tell(() -> B);
        Awaitility.await().until(() -> SharedGates.seen(database).size() == 3);
        assertThat(SharedGates.seen(database).getLast().versions()).isEqualTo(B);
        assertThat(lease.node()).isEqualTo(2);
    }

    /// It is looked at anew each time: a clock that was set right is forgotten.
    @Test
    void aClockThatIsNotTheLedgersIsToldBesideWhatElseDiffers() {
        assertThat(one.gates.differing()).as("before the first look").isEmpty();
        ahead = LedgerClock.TOLERATED.minusSeconds(1);
        look();
        assertThat(one.gates.differing()).isEmpty();
        ahead = Duration.ofMinutes(4);
        look();
        assertThat(one.gates.differing())
                .contains(
                        "this gate's clock is 240 s ahead of the ledger's (expected: at most 5 s)");
        other.versions = B;
        other.lease.renew();
        lookForLong();
        assertThat(one.gates.differing())
                .get()
                .asString()
                .startsWith("this gate's clock is ")
                .contains("; gate 1 (");
        ahead = Duration.ofMinutes(-4);
        look();
        assertThat(other.gates.differing()).get().asString().contains(" s behind the ledger's");
        ahead = Duration.ZERO;
        look();
        assertThat(one.gates.differing()).get().asString().doesNotContain("clock");
    }

    /// An answer that was long on its way says little.
    @Test
    void onlyWhatIsSureIsTold() {
        Instant theirs = Instant.parse("2026-11-23T11:00:00Z");
        assertThat(LedgerClock.surely(theirs.minusSeconds(9), theirs, theirs.plusSeconds(9)))
                .isZero();
        assertThat(LedgerClock.surely(theirs, theirs, theirs)).isZero();
        assertThat(LedgerClock.surely(theirs.plusSeconds(6), theirs, theirs.plusSeconds(20)))
                .hasSeconds(6);
        assertThat(LedgerClock.surely(theirs.minusSeconds(20), theirs, theirs.minusSeconds(6)))
                .hasSeconds(-6);
    }

    private void look() {
        one.gates.look(one.versions);
        other.gates.look(other.versions);
    }

    private void lookForLong() {
        look();
        nanos.addAndGet(GateDifferences.TOLERATED.toNanos() + 1);
        look();
    }

    private void age(int node, String time) {
        PostgresServer.shared()
                .execute(
                        settings.database(),
                        "UPDATE gate SET seen = CAST(EXTRACT(EPOCH FROM now() - interval '"
                                + time
                                + "') * 1000 AS BIGINT) WHERE node = "
                                + node);
    }
}
