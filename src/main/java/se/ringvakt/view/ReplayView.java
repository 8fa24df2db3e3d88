package se.ringvakt.view;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import se.ringvakt.replay.ReplayReport;
import se.ringvakt.replay.ReplayReport.Difference;
import se.ringvakt.replay.ReplayReport.Group;
import se.ringvakt.replay.ReplayReport.Trouble;
import se.ringvakt.replay.ReplayRequest;
import se.ringvakt.rule.Reason;
import se.ringvakt.site.Replaying;

/// What a replay found, as it is printed.
///
/// @param file its name
/// @param judgedBy registers, policies and when
/// @param troubles the first rows that could not be read; numbers in them are masked
public record ReplayView(
        String file,
        String mode,
        String format,
        JudgedBy judgedBy,
        Optional<OffsetDateTime> first,
        Optional<OffsetDateTime> last,
        long rows,
        long notDialled,
        long emergencies,
        long unreadable,
        Group total,
        Map<Reason, Long> reasons,
        SortedMap<String, Group> campaigns,
        SortedMap<String, Group> agents,
        SortedMap<LocalDate, Group> days,
        SortedMap<String, Long> unknownCampaigns,
        SortedMap<String, Long> unknownStatuses,
        Optional<Difference> difference,
        List<Trouble> troubles) {

    /// By what calls were judged.
    ///
    /// @param stopsLeftOut supervisors' stops in force now, which were not applied
    public record JudgedBy(
            OffsetDateTime at,
            List<RegisterDate> registers,
            String versions,
            List<String> policies,
            int stopsLeftOut) {}

    /// A register and the update date of its version in force; empty: it has none.
    public record RegisterDate(String register, Optional<LocalDate> updated) {}

    /// What is shown of a replay.
    public static ReplayView of(ReplayRequest request, Replaying.Done done, ZoneId zone) {
        ReplayReport report = done.report();
        return new ReplayView(
                String.valueOf(request.in().getFileName()),
                Words.of(request.mode()),
                Words.of(request.format()),
                judgedBy(done, zone),
                offset(report.first(), zone),
                offset(report.last(), zone),
                report.rows(),
                report.notDialled(),
                report.emergencies(),
                report.unreadable(),
                report.total(),
                report.all(),
                report.campaigns(),
                report.agents(),
                report.days(),
                report.unknownCampaigns(),
                report.unknownStatuses(),
                report.difference(),
                report.troubles().stream()
                        .map(each -> new Trouble(each.line(), Spelling.MASKED.of(each.why())))
                        .toList());
    }

    private static JudgedBy judgedBy(Replaying.Done done, ZoneId zone) {
        return new JudgedBy(
                Times.offset(done.at(), zone),
                done.registers().stream()
                        .map(each -> new RegisterDate(each.register(), each.updated()))
                        .toList(),
                done.versions(),
                done.policies(),
                done.stops());
    }

    private static Optional<OffsetDateTime> offset(Optional<Instant> at, ZoneId zone) {
        return at.map(instant -> Times.offset(instant, zone));
    }
}
