package se.ringvakt.view;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import se.ringvakt.ledger.GateVersions.Part;
import se.ringvakt.ledger.SeenGate;

/// The gates on one ledger, as they are printed.
///
/// @param shared whether there can be more than one
/// @param agree whether all that live run on the same
public record GatesView(boolean shared, boolean agree, List<GateView> gates) {

    /// One of them.
    ///
    /// @param node its number
    /// @param name its host and process
    /// @param seenSecondsAgo by the ledger's clock
    /// @param living whether it was seen lately
    /// @param differs which of `program`, `policy` and `registers` are not what most living gates
    ///   have; where there is no such majority, not the same at all; empty of a gate that has ended
    public record GateView(
            int node,
            String name,
            OffsetDateTime started,
            long seenSecondsAgo,
            boolean living,
            String program,
            String policy,
            String registers,
            List<String> differs) {}

    /// As the ledger has them.
    public static GatesView of(boolean shared, List<SeenGate> seen, ZoneId zone) {
        List<SeenGate> living = seen.stream().filter(SeenGate::isLiving).toList();
        List<GateView> gates = seen.stream().map(gate -> view(gate, living, zone)).toList();
        return new GatesView(
                shared, gates.stream().allMatch(gate -> gate.differs().isEmpty()), gates);
    }

    private static GateView view(SeenGate gate, List<SeenGate> living, ZoneId zone) {
        return new GateView(
                gate.node(),
                gate.name(),
                Times.offset(gate.started(), zone),
                gate.age().toSeconds(),
                gate.isLiving(),
                gate.versions().program(),
                gate.versions().policy(),
                gate.versions().registers(),
                gate.isLiving() ? differs(gate, living) : List.of());
    }

    private static List<String> differs(SeenGate gate, List<SeenGate> living) {
        return List.of(Part.values()).stream()
                .filter(part -> !usual(part, living).equals(Optional.of(gate.versions().of(part))))
                .map(Part::word)
                .toList();
    }

    /// What more than half of them have; empty: there is no such version.
    private static Optional<String> usual(Part part, List<SeenGate> living) {
        return living.stream()
                .map(gate -> gate.versions().of(part))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(each -> 2 * each.getValue() > living.size())
                .map(each -> each.getKey())
                .findFirst();
    }
}
