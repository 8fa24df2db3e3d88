package se.ringvakt.register;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/// How a CSV file of blocks or exemptions is written.
///
/// @param encoding UTF-8 (with or without mark) or ISO-8859-1
/// @param separator between columns; empty: whichever of `;`, `,` and tab the header uses most
/// @param ignored names of columns to pass over; any other unknown column is refused, because a
///   misspelt `expires` would make every entry permanent
/// @param badLinesMost so many lines may be wrong and are left out; usually none
/// @param linesMost the most lines a file may have
public record ListFormat(
        Charset encoding,
        Optional<Character> separator,
        Set<String> ignored,
        int badLinesMost,
        int linesMost) {

    /// UTF-8, the separator as found, every line right.
    public static final ListFormat DEFAULT =
            new ListFormat(StandardCharsets.UTF_8, Optional.empty(), Set.of(), 0, 5_000_000);

    public ListFormat {
        ignored = Set.copyOf(ignored);
        if (!encoding.equals(StandardCharsets.UTF_8)
                && !encoding.equals(StandardCharsets.ISO_8859_1)) {
            throw new RegisterRefused("encoding: " + encoding + " (expected: UTF-8 or ISO-8859-1)");
        }
        if (badLinesMost < 0 || linesMost < 1) {
            throw new RegisterRefused(
                    "lines: at most "
                            + linesMost
                            + ", bad "
                            + badLinesMost
                            + " (expected: 1 or more, 0 or more)");
        }
    }
}
