package se.ringvakt.register;

import java.util.Optional;
import java.util.regex.Pattern;

/// What became of one file in an inbox, or of the inbox itself.
///
/// @param file its name; empty: the inbox as a whole
/// @param text one line of plain words, safe to print
/// @param report what the import did; empty: there was none
public record InboxEvent(Kind kind, String file, String text, Optional<ImportReport> report) {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /// What kind of event.
    public enum Kind {
        /// Put in force and archived.
        ACCEPTED,
        /// In force already: archived.
        UNCHANGED,
        /// Moved aside, with the reason beside it.
        REFUSED,
        /// Not complete yet: looked at again.
        WAITING,
        /// Left where it is, since it is none of ours.
        PASSED_OVER,
        /// Could not be read, written or moved, through no fault of the file's: tried again.
        FAILED
    }

    public InboxEvent {
        file = CONTROL.matcher(file).replaceAll("?");
        text = CONTROL.matcher(text).replaceAll("?");
    }

    static InboxEvent of(Kind kind, String file, String text) {
        return new InboxEvent(kind, file, text, Optional.empty());
    }
}
