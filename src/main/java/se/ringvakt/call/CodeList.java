package se.ringvakt.call;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Codes that numbers begin with, trunk prefix not counted: `8`, or `120-123 125 140-144`. Each has
/// one to four digits; a range's ends have equally many.
public record CodeList(List<Integer> codes) {
    private static final Pattern ENTRY =
            Pattern.compile("([1-9][0-9]{0,3})(?:-([1-9][0-9]{0,3}))?");

    public CodeList {
        codes = List.copyOf(codes);
    }

    /// Reads codes and ranges of codes, with blanks between them.
    ///
    /// @throws IllegalArgumentException when one is none
    public static CodeList of(String text) {
        return new CodeList(
                Arrays.stream(text.strip().split("\\s+", -1))
                        .filter(entry -> !entry.isEmpty())
                        .flatMapToInt(CodeList::entry)
                        .boxed()
                        .toList());
    }

    private static IntStream entry(String text) {
        Matcher entry = ENTRY.matcher(text);
        if (!entry.matches()) {
            throw refusal(text);
        }
        int first = Integer.parseInt(entry.group(1));
        String end = entry.group(2);
        if (end == null) {
            return IntStream.of(first);
        }
        int last = Integer.parseInt(end);
        if (end.length() != entry.group(1).length() || last < first) {
            throw refusal(text);
        }
        return IntStream.rangeClosed(first, last);
    }

    private static IllegalArgumentException refusal(String text) {
        return new IllegalArgumentException(
                "code: " + text + " (expected: one to four digits, or a range like 120-123)");
    }
}
