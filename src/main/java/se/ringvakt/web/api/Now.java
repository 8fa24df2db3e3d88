package se.ringvakt.web.api;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How everything stands now. What is counted is about a second behind.
///
/// @param minutes the last sixty, oldest first, each there
/// @param debts calls owed
/// @param bypassToday dials past the gate
public record Now(
        OffsetDateTime at,
        boolean ready,
        Today today,
        List<Minute> minutes,
        List<RegisterCard> registers,
        Agents agents,
        List<Switch> switches,
        Figures gate,
        long debts,
        long bypassToday,
        List<Stop> stops,
        List<Alarm> alarms) {

    /// What has been since midnight.
    ///
    /// @param rehearsed of the allowed ones, those that would have been denied
    /// @param reasons denials by their first reason
    /// @param silentRate of those who answered, the share that met nobody; empty: nobody answered
    public record Today(
            long dials,
            long allowed,
            long denied,
            long rehearsed,
            Map<String, Long> reasons,
            long met,
            long silent,
            long breaches,
            Optional<Double> silentRate) {}

    /// One minute.
    public record Minute(OffsetDateTime at, long allowed, Map<String, Long> reasons) {}

    /// The version of a register that is in force in memory.
    ///
    /// @param version empty: none was ever imported
    /// @param daysLeft on which it may be used, today included
    /// @param problem why the store's version could not be loaded
    public record RegisterCard(
            String name,
            Optional<String> version,
            Optional<LocalDate> updated,
            Optional<Long> ageDays,
            Optional<LocalDate> usableUntil,
            Optional<Long> daysLeft,
            Optional<Long> numbers,
            Optional<LocalDate> overdueSince,
            Optional<String> problem) {}

    /// The agents.
    ///
    /// @param onLine empty: no switch tells
    /// @param inCall those who hold an attempt
    /// @param stopped those who gave up too soon too often today
    public record Agents(Optional<Long> onLine, long inCall, long stopped) {}

    /// A switch, and since when it is as it is.
    public record Switch(String name, boolean up, OffsetDateTime since) {}

    /// How quickly the gate decides.
    public record Figures(
            long p50Micros, long p99Micros, long inFlight, double decisionsPerSecond) {}

    /// A supervisor's stop.
    ///
    /// @param campaign empty: everything
    public record Stop(
            Optional<String> campaign, String reason, String who, OffsetDateTime since) {}

    /// The same at another instant.
    Now at(OffsetDateTime other) {
        return new Now(
                other,
                ready,
                today,
                minutes,
                registers,
                agents,
                switches,
                gate,
                debts,
                bypassToday,
                stops,
                alarms);
    }
}
