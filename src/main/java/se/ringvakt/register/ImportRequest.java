package se.ringvakt.register;

import java.nio.file.Path;
import java.time.LocalDate;

/// A register file to import, and what its keeper says of it.
///
/// @param updated the version's update date, which no file tells and the importer must give
public record ImportRequest(
        String register,
        Path file,
        LocalDate updated,
        Coverage coverage,
        ImportFormat format,
        ImportLimits limits) {}
