package se.ringvakt.view;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.SortedMap;
import se.ringvakt.gate.Preview;
import se.ringvakt.rule.Reason;
import se.ringvakt.site.ListPreview;

/// What would become of a list, as it is printed.
///
/// @param list the file's name
/// @param numbers different numbers that a campaign can call at all
/// @param primary how many could not be dialled, by the first reason
/// @param all how many have each reason, among others
/// @param later how many of those could be dialled from each local day on
/// @param never how many could not, or nobody can tell when
/// @param repeated cells with a number that had come before
/// @param unreadable cells that hold none that can be called
public record PreviewView(
        String list,
        String campaign,
        OffsetDateTime at,
        long numbers,
        long dialable,
        Map<Reason, Long> primary,
        Map<Reason, Long> all,
        SortedMap<LocalDate, Long> later,
        long never,
        long repeated,
        long unreadable) {

    /// What is shown of a preview.
    ///
    /// @param list the file's name, as people know it
    public static PreviewView of(
            String list, ListPreview preview, ListPreview.Found found, ZoneId zone) {
        Preview.Summary summary = found.summary();
        return new PreviewView(
                list,
                preview.campaign().value(),
                Times.offset(preview.at(), zone),
                summary.numbers(),
                summary.dialable(),
                summary.primary(),
                summary.all(),
                summary.later(),
                summary.never(),
                summary.repeated(),
                found.unreadable());
    }
}
