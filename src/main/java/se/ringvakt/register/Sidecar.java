package se.ringvakt.register;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What the small file beside a register file says of it.
///
/// @param updated the version's update date; empty: the name tells it
/// @param areas the area and mobile codes it lists, each with its zero; none: the whole country
public record Sidecar(Optional<LocalDate> updated, List<String> areas) {
    /// Follows the name of the file it belongs to.
    public static final String SUFFIX = ".yaml";

    /// There is none.
    static final Sidecar NONE = new Sidecar(Optional.empty(), List.of());

    public Sidecar {
        areas = List.copyOf(areas);
    }

    /// Reads sidecars.
    @FunctionalInterface
    public interface Reader {
        /// Reads one.
        ///
        /// @throws IllegalArgumentException of one line, when it is not as it should be
        Sidecar read(Path file);
    }
}
