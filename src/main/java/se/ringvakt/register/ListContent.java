package se.ringvakt.register;

import java.util.List;
import se.ringvakt.register.NumberLists.Entry;

/// What a CSV file held.
///
/// @param entries one for each good line, in the file's order
/// @param badLines one message for each line left out, with file and line
/// @param sourceChecksum SHA-256 of the file, in hex
public record ListContent(List<Entry> entries, List<String> badLines, String sourceChecksum) {
    public ListContent {
        entries = List.copyOf(entries);
        badLines = List.copyOf(badLines);
    }
}
