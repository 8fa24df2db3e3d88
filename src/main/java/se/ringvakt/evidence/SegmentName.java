package se.ringvakt.evidence;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a segment is called: `000001-2026-11-22`.
///
/// @param number rises by one from segment to segment
/// @param day the UTC day of its first record
public record SegmentName(int number, LocalDate day) implements Comparable<SegmentName> {
    static final String SUFFIX = ".jsonl";

    private static final Comparator<SegmentName> ORDER =
            Comparator.comparingInt(SegmentName::number).thenComparing(SegmentName::day);

    private static final Pattern FORM =
            Pattern.compile("([0-9]{6,9})-([0-9]{4}-[0-9]{2}-[0-9]{2})");

    /// The name in this text; empty: there is none.
    static Optional<SegmentName> of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new SegmentName(
                            Integer.parseInt(matcher.group(1)), LocalDate.parse(matcher.group(2))));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    SegmentName next(LocalDate nextDay) {
        return new SegmentName(number + 1, nextDay);
    }

    @Override
    public int compareTo(SegmentName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "%06d-%s".formatted(number, day);
    }
}
