package se.ringvakt.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import se.ringvakt.register.Sidecar;

/// The sidecar of a register file: `updated` and `areas`, each of which may be left out.
public final class SidecarFile {
    private static final long BYTES_MOST = 1 << 16;

    private SidecarFile() {}

    /// The file as it is written.
    private record Written(Optional<LocalDate> updated, List<String> areas) {}

    /// Reads one.
    ///
    /// @throws IllegalArgumentException of one line, when it is not as it should be
    public static Sidecar read(Path file) {
        try {
            if (Files.size(file) > BYTES_MOST) {
                throw new IllegalArgumentException(
                        file + ": longer than " + BYTES_MOST + " bytes (expected: a few lines)");
            }
            Written written = YamlFile.read(file, Written.class);
            return new Sidecar(written.updated(), written.areas());
        } catch (ConfigException | IOException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }
}
