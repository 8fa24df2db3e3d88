package se.ringvakt.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// A place among the decisions, newest first: by time, then denials before allowed attempts, then
/// the greater number.
public record Cursor(Instant at, DecisionId id) {
    /// The order of pages.
    public static final Comparator<Cursor> NEWEST_FIRST =
            Comparator.comparing(Cursor::at)
                    .thenComparing(cursor -> cursor.id().ruling())
                    .thenComparing(cursor -> cursor.id().value())
                    .reversed();

    /// The place so written; empty: it is none.
    public static Optional<Cursor> read(String text) {
        int dot = text.indexOf('.');
        if (dot < 1 || !text.substring(0, dot).matches("\\d{1,15}")) {
            return Optional.empty();
        }
        Instant at = Instant.ofEpochMilli(Long.parseLong(text.substring(0, dot)));
        return DecisionId.read(text.substring(dot + 1)).map(id -> new Cursor(at, id));
    }

    /// As [#read(String)] takes it: milliseconds since 1970, a dot, the id.
    @Override
    public String toString() {
        return at.toEpochMilli() + "." + id;
    }
}
