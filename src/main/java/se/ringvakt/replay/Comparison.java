package se.ringvakt.replay;

import java.util.EnumMap;
import java.util.Map;
import se.ringvakt.rule.Reason;

/// Adds up in what two policies differ. For one thread.
final class Comparison {
    private final Map<Reason, Long> more = new EnumMap<>(Reason.class);
    private final Map<Reason, Long> less = new EnumMap<>(Reason.class);
    private long moreCalls;
    private long lessCalls;

    /// @param asked by the policy asked about
    /// @param inForce by the one in force
    void judged(Judged asked, Judged inForce) {
        if (!asked.allowed() && inForce.allowed()) {
            moreCalls++;
            more.merge(asked.reasons().getFirst(), 1L, Long::sum);
        } else if (asked.allowed() && !inForce.allowed()) {
            lessCalls++;
            less.merge(inForce.reasons().getFirst(), 1L, Long::sum);
        }
    }

    ReplayReport.Difference difference() {
        return new ReplayReport.Difference(moreCalls, lessCalls, more, less);
    }
}
