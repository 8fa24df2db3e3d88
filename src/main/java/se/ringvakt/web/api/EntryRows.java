package se.ringvakt.web.api;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.Act;
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

    /// @param spelling how numbers are shown
    Map<String, Optional<String>> of(Found found, Function<PhoneNumber, String> spelling) {
        Map<String, Optional<String>> row = of(found.entry(), spelling);
        row.put("recorded", found.at().map(at -> Times.offset(at, site.zone()).toString()));
        row.put("by", found.act().map(Act::who));
        return row;
    }

    /// The same of an entry whose act is not looked at.
    Map<String, Optional<String>> of(Entry entry, Function<PhoneNumber, String> spelling) {
        EntryRow rows =
                new EntryRow(spelling, time -> Times.offset(time, site.zone()).toString());
        Map<String, Optional<String>> row = rows.of(entry);
        row.put("on", Optional.of(Words.of(EntryRow.kind(entry))));
        row.put("id", entry.about().map(handles::of));
        return row;
    }
}
