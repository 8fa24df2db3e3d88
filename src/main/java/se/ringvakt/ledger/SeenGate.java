package se.ringvakt.ledger;

import java.time.Duration;
import java.time.Instant;

/// A gate as the shared ledger last saw it.
///
/// @param node its number, 0 to 255
/// @param holder this run of the gate, a name that no other run has
/// @param name its host and process
/// @param started by the ledger's clock
/// @param age how long ago it was last seen, by the ledger's clock
/// @param versions what it ran on then
public record SeenGate(
        int node,
        String holder,
        String name,
        Instant started,
        Duration age,
        GateVersions versions) {
    /// Gates are seen every 20 s: one that was not for so long, three times in a row, has ended.
    public static final Duration LIVING = Duration.ofMinutes(1);

    /// Whether it runs, as far as anybody can tell.
    public boolean isLiving() {
        return age.compareTo(LIVING) <= 0;
    }
}
