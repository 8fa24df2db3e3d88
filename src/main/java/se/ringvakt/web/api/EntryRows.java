package se.ringvakt.web.api;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Found;
import se.ringvakt.site.Site;
import se.ringvakt.view.EntryRow;
import se.ringvakt.view.Times;
import se.ringvakt.view.Words;

/// Entries of lists as they are shown: the columns of the CSV files, which list it is, when and by
/// whom it was recorded, and a handle by which the number can be revealed.
final class EntryRows {
    private final Site site;
    private final Handles handles;

    EntryRows(Site site, Handles handles) {
        this.site = site;
        this.handles = handles;
    }

    /// What is there of it.
    ///
    /// @param spelling how numbers are shown
    Map<String, String> of(Found found, Function<PhoneNumber, String> spelling) {
        Map<String, String> row = of(found.entry(), spelling);
        found.at().ifPresent(at -> row.put("recorded", time(at)));
        found.act().ifPresent(act -> row.put("by", act.who()));
        return row;
    }

    /// The same of an entry whose act is not looked at.
    Map<String, String> of(Entry entry, Function<PhoneNumber, String> spelling) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("on", Words.of(EntryRow.kind(entry)));
        entry.about().ifPresent(number -> row.put("id", handles.of(number)));
        new EntryRow(spelling, this::time)
                .of(entry)
                .forEach((column, cell) -> cell.ifPresent(text -> row.put(column, text)));
        return row;
    }

    private String time(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(Times.offset(at, site.zone()));
    }
}
