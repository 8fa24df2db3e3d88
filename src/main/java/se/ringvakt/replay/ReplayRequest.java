package se.ringvakt.replay;

import java.nio.file.Path;
import java.util.Optional;
import se.ringvakt.wash.CsvForm;

/// What to replay, and how.
///
/// @param form how the file is written, where that is not found out; the mapping says whether it
///   has a header
/// @param out where the judged rows go; empty: nowhere
/// @param replace a file of that name that is there already is replaced; else it is refused
/// @param sort rows are not in order of time
public record ReplayRequest(
        Path in,
        Format format,
        Mapping mapping,
        CsvForm form,
        Mode mode,
        Optional<Path> out,
        boolean replace,
        boolean sort) {}
