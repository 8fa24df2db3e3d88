package se.ringvakt.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import se.ringvakt.rule.Reason;

/// What a replay found.
///
/// @param rows all that were read
/// @param notDialled rows that tell of no outbound call
/// @param emergencies calls to emergency numbers, which are always allowed
/// @param unreadable rows that could not be read
/// @param troubles the first of them
/// @param first when the first call began
/// @param primary how many calls would have been blocked, by the first reason
/// @param all how many have each reason, among others
/// @param total all calls to numbers
/// @param campaigns by the campaign's id as it stands in the file
/// @param agents by agent; calls without one under the empty name
/// @param days by local day
/// @param unknownCampaigns campaigns that there are none of, and how many calls name them
/// @param unknownStatuses words that tell no ending, and how many calls have them
/// @param difference to the policy in force, where another was asked about
public record ReplayReport(
        long rows,
        long notDialled,
        long emergencies,
        long unreadable,
        List<Trouble> troubles,
        Optional<Instant> first,
        Optional<Instant> last,
        Map<Reason, Long> primary,
        Map<Reason, Long> all,
        Group total,
        SortedMap<String, Group> campaigns,
        SortedMap<String, Group> agents,
        SortedMap<LocalDate, Group> days,
        SortedMap<String, Long> unknownCampaigns,
        SortedMap<String, Long> unknownStatuses,
        Optional<Difference> difference) {

    /// A row that could not be read.
    public record Trouble(long line, String why) {}

    /// Calls that have something in common.
    ///
    /// @param primary those that would have been blocked, by the first reason
    /// @param released those whose phone was never reached; they do not count
    /// @param tooShort ringings that the agent ended too soon
    /// @param tooShortByPermit ringings that the time limit ended too soon
    /// @param silent those that were answered to silence
    public record Group(
            long calls,
            long allowed,
            long denied,
            Map<Reason, Long> primary,
            long released,
            long tooShort,
            long tooShortByPermit,
            long silent) {}

    /// How the policy asked about differs from the one in force.
    ///
    /// @param more calls it alone blocks, by the first reason it gives
    /// @param less calls the one in force alone blocks, by the first reason that one gives
    public record Difference(
            long moreCalls, long lessCalls, Map<Reason, Long> more, Map<Reason, Long> less) {}
}
