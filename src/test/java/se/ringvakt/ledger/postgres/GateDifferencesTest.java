package se.ringvakt.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import se.ringvakt.ledger.GateVersions;
import se.ringvakt.ledger.SeenGate;

final class GateDifferencesTest {
    private static final GateVersions OWN = new GateVersions("1.4.0", "sweden-a", "nix@1");
    private static final GateVersions OTHER = new GateVersions("1.4.0", "sweden-b", "nix@1");
    private static final long TOLERATED = GateDifferences.TOLERATED.toNanos();

    /// Negative, as the machine's clock may be.
    private static final long BEGIN = -TOLERATED / 2;

    private final GateDifferences differences = new GateDifferences();

    @Test
    void isToldOnlyAfterMoreThanTwoMinutes() {
        assertThat(GateDifferences.TOLERATED).hasMinutes(2);
        assertThat(differences.look(OWN, List.of(gate(1, OTHER)), BEGIN)).isEmpty();
        assertThat(differences.look(OWN, List.of(gate(1, OTHER)), BEGIN + TOLERATED)).isEmpty();
        assertThat(differences.look(OWN, List.of(gate(1, OTHER)), BEGIN + TOLERATED + 1))
                .contains(
                        "gate 1 (host:1): policy sweden-b, here sweden-a (expected: the same at all"
                                + " gates, see ringvakt gates)");
    }

    @Test
    void whoAgreedInBetweenBeginsAnew() {
        assertThat(differences.look(OWN, List.of(gate(1, OTHER)), BEGIN)).isEmpty();
        assertThat(differences.look(OWN, List.of(gate(1, OWN)), BEGIN + TOLERATED)).isEmpty();
        assertThat(differences.look(OWN, List.of(gate(1, OTHER)), BEGIN + TOLERATED + 1)).isEmpty();
        assertThat(differences.look(OWN, List.of(gate(1, OTHER)), BEGIN + 2 * TOLERATED + 2))
                .isPresent();
    }

    /// A gate that was put on another program, and then got registers a moment later.
    @Test
    void eachPartHasItsOwnTime() {
        GateVersions program = new GateVersions("1.5.0", "sweden-a", "nix@1");
        GateVersions registers = new GateVersions("1.4.0", "sweden-a", "nix@2");
        assertThat(differences.look(OWN, List.of(gate(1, program)), BEGIN)).isEmpty();
        assertThat(differences.look(OWN, List.of(gate(1, registers)), BEGIN + TOLERATED)).isEmpty();
        assertThat(differences.look(OWN, List.of(gate(1, registers)), BEGIN + TOLERATED + 1))
                .isEmpty();
        assertThat(differences.look(OWN, List.of(gate(1, registers)), BEGIN + 2 * TOLERATED + 1))
                .get()
                .asString()
                .contains("registers nix@2, here nix@1");
    }

    @Test
    void aGateThatDiedIsNotTold() {
        SeenGate barely = seen(1, SeenGate.LIVING);
        SeenGate dead = seen(1, SeenGate.LIVING.plusMillis(1));
        assertThat(differences.look(OWN, List.of(barely), BEGIN)).isEmpty();
        assertThat(differences.look(OWN, List.of(barely), BEGIN + TOLERATED + 1)).isPresent();
        assertThat(differences.look(OWN, List.of(dead), BEGIN + TOLERATED + 2)).isEmpty();
    }

    @Test
    void manyAreCountedInOneLine() {
        List<SeenGate> five = IntStream.range(1, 6).mapToObj(node -> gate(node, OTHER)).toList();
        assertThat(differences.look(OWN, five, BEGIN)).isEmpty();
        assertThat(differences.look(OWN, five, BEGIN + TOLERATED + 1))
                .get()
                .asString()
                .contains("gate 3 (host:3)", "; and 2 more (expected: ")
                .doesNotContain("gate 4");
    }

    @Test
    void whoHasNotSaidIsUnknown() {
        assertThat(differences.look(OWN, List.of(gate(1, GateVersions.UNSAID)), BEGIN)).isEmpty();
        assertThat(
                        differences.look(
                                OWN, List.of(gate(1, GateVersions.UNSAID)), BEGIN + TOLERATED + 1))
                .get()
                .asString()
                .contains("program unknown, here 1.4.0");
    }

    private static SeenGate gate(int node, GateVersions versions) {
        return new SeenGate(
                node, "run-" + node, "host:" + node, Instant.EPOCH, Duration.ZERO, versions);
    }

    private static SeenGate seen(int node, Duration ago) {
        return new SeenGate(node, "run-" + node, "host:" + node, Instant.EPOCH, ago, OTHER);
    }
}
