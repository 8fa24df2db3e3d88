package se.ringvakt.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.ledger.LedgerException;

/// Numbers of gates: one each, for as long as it is renewed.
final class NodeLeaseTest {
    /// Renewed by hand only.
    private static final NodeLease.Terms TERMS =
            new NodeLease.Terms(Duration.ofHours(1), Duration.ofMinutes(2), Duration.ofMinutes(10));

    @TempDir private Path directory;
    private final AtomicLong nanos = new AtomicLong();
    private PostgresSettings settings;
    private PostgresDatabase database;
    private Link link;

    @BeforeEach
    void open() {
        settings =
                PostgresServer.shared()
                        .ledger(directory.resolve("installation"))
                        .withWriteWait(Duration.ofSeconds(30));
        database = PostgresDatabase.open(settings);
        link = new Link(database, () -> {});
    }

    @AfterEach
    void close() {
        link.close();
        database.close();
    }

    @Test
    void gatesThatStartAtOnceGetNumbersOfTheirOwn() throws Exception {
        Set<Integer> numbers = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> gate = () -> lease().node();
            for (var each :
                    threads.invokeAll(IntStream.range(0, 12).mapToObj(_ -> gate).toList())) {
                assertThat(numbers.add(each.get())).isTrue();
            }
        }
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 12).boxed().toList());
    }

    @Test
    void aGateKeepsItsNumberAndARestartedOneGetsAnother() {
        NodeLease gate = lease();

        assertThat(gate.node()).isZero();
        assertThat(gate.node()).isZero();
        assertThat(lease().node()).isEqualTo(1);
    }

    @Test
    void aLeaseHoldsUntilItsTimeAndNoLonger() {
        NodeLease gate = lease();
        gate.node();
        takeAway(0);

        nanos.addAndGet(TERMS.hold().toNanos() - 1);
        assertThat(gate.node()).isZero();

        nanos.addAndGet(1);
        assertThat(gate.node()).as("another holds 0").isEqualTo(1);
    }

    @Test
    void aNumberIsFreeOnlyWhenItsGateWasNotSeenForLong() {
        lease().node();
        age("9 minutes");
        assertThat(lease().node()).isEqualTo(1);

        age("11 minutes");
        assertThat(lease().node()).isZero();
    }

    @Test
    void aGateThatCannotRenewHasNoNumberUntilItCan() {
        NodeLease gate = lease();
        gate.node();
        nanos.addAndGet(TERMS.hold().toNanos());
        execute("ALTER TABLE gate RENAME TO gate_gone");

        assertThatThrownBy(gate::node).isInstanceOf(LedgerException.class);

        execute("ALTER TABLE gate_gone RENAME TO gate");
        assertThat(gate.node()).as("nobody took it meanwhile").isZero();
    }

    @Test
    void whoseNumberWasTakenGetsAnotherWhenItRenews() {
        NodeLease gate = lease();
        gate.node();
        takeAway(0);

        gate.renew();

        assertThat(gate.node()).isEqualTo(1);
    }

    @Test
    void withoutAFreeNumberThereIsNone() {
        execute(
                "INSERT INTO gate (node, holder, name, started, seen)"
                        + " SELECT g, 'x', 'x', 0, 9000000000000 FROM generate_series(0, 255) g");

        NodeLease gate = lease();
        assertThatThrownBy(gate::node)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("256 gates were seen within 10 minutes (expected: fewer)");
    }

    private NodeLease lease() {
        return new NodeLease(link, database, TERMS, nanos::get);
    }

    private void takeAway(int node) {
        execute("UPDATE gate SET holder = 'another' WHERE node = " + node);
    }

    private void age(String time) {
        execute(
                "UPDATE gate SET seen = CAST(EXTRACT(EPOCH FROM now() - interval '"
                        + time
                        + "') * 1000 AS BIGINT)");
    }

    private void execute(String sql) {
        PostgresServer.shared().execute(settings.database(), sql);
    }
}
