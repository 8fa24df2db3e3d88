package se.ringvakt.register;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import se.ringvakt.call.Dialled;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.register.NumberLists.Entry;

/// Reads one entry given by hand, exactly as a line of a CSV file with these columns would be.
public final class EntryReader {
    private final ListLine line;

    /// @param plan reads a number as dialled
    /// @param principals tells which principals there are
    /// @param zone in which a date means its 00:00
    /// @param now nothing may have been given after it
    public EntryReader(
            Function<CharSequence, Dialled> plan,
            Predicate<PrincipalId> principals,
            ZoneId zone,
            Instant now) {
        this.line = new ListLine(plan, principals, zone, now);
    }

    /// Reads the entry.
    ///
    /// @param fields by the name of their column
    /// @throws RegisterRefused naming the column and what was expected
    public Entry read(ListKind kind, Map<String, String> fields) {
        try {
            return line.read(kind, fields);
        } catch (ListLine.BadField e) {
            throw new RegisterRefused(String.valueOf(e.getMessage()), e);
        }
    }

    /// The digits of a prefix as it was typed, country code first: `070-174*` is 4670174.
    ///
    /// @throws RegisterRefused saying what was expected
    public static String prefix(String typed) {
        try {
            return ListLine.prefix(typed);
        } catch (ListLine.BadField e) {
            throw new RegisterRefused(String.valueOf(e.getMessage()), e);
        }
    }
}
