package se.ringvakt.wash;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Where rows are once others have been taken out above them, as a spreadsheet counts when rows are
/// deleted. Not thread-safe.
final class Shift {
    private static final Pattern RANGE =
            Pattern.compile(
                    "(\\$?[A-Z]{1,3})?(\\$?)([0-9]{1,7})(?::(\\$?[A-Z]{1,3})?(\\$?)([0-9]{1,7}))?");

    private final RoaringBitmap gone = new RoaringBitmap();
    private int count;

    /// Takes out these rows, both ends included, below all that have gone; none if they are in the
    /// wrong order.
    void take(int first, int last) {
        if (first <= last) {
            gone.add(first, last + 1L);
            count += last - first + 1;
        }
    }

    /// The number of a row below all that have gone.
    int below(int row) {
        return row - count;
    }

    /// Whether any row has moved or gone.
    boolean isNone() {
        return gone.isEmpty();
    }

    /// The number of a row that is still there.
    int of(int row) {
        return row - gone.rank(row);
    }

    /// The first row from this one on that is still there, by its old number.
    int keptFrom(int row) {
        return (int) gone.nextAbsentValue(row);
    }

    /// A cell or a range such as `$A$2:C100`; columns such as `A:C` stay. Empty if nothing is left
    /// of it.
    Optional<String> range(String range) {
        Matcher found = RANGE.matcher(range);
        if (!found.matches()) {
            return Optional.of(range);
        }
        int first = Integer.parseInt(found.group(3));
        int last = found.group(6) == null ? first : Integer.parseInt(found.group(6));
        int keptFirst = keptFrom(first);
        int keptLast = (int) gone.previousAbsentValue(last);
        if (keptFirst > keptLast) {
            return Optional.empty();
        }
        String begin = text(found.group(1)) + found.group(2) + of(keptFirst);
        return Optional.of(
                found.group(6) == null
                        ? begin
                        : begin + ":" + text(found.group(4)) + found.group(5) + of(keptLast));
    }

    /// Ranges with blanks between them. Empty if nothing is left of any.
    Optional<String> ranges(String ranges) {
        String left =
                Stream.of(ranges.strip().split("\\s+"))
                        .flatMap(range -> range(range).stream())
                        .collect(Collectors.joining(" "));
        return left.isEmpty() ? Optional.empty() : Optional.of(left);
    }

    /// The first row of the uppermost of these ranges; 0 if they are whole columns.
    static int top(String ranges) {
        return Stream.of(ranges.strip().split("\\s+"))
                .map(RANGE::matcher)
                .filter(Matcher::matches)
                .mapToInt(found -> Integer.parseInt(found.group(3)))
                .min()
                .orElse(0);
    }

    /// How many rows a range has; 0 if it is whole columns.
    static int height(String range) {
        Matcher found = RANGE.matcher(range);
        if (!found.matches()) {
            return 0;
        }
        int first = Integer.parseInt(found.group(3));
        return found.group(6) == null ? 1 : Integer.parseInt(found.group(6)) - first + 1;
    }

    private static String text(@Nullable String group) {
        return group == null ? "" : group;
    }
}
