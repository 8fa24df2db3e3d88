package se.ringvakt.config;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import se.ringvakt.evidence.EvidenceSettings;

/// The section `evidence` as it is written.
record EvidenceSection(boolean enabled, String folder, int queueMax) {
    /// @param state the state folder
    /// @param beside finds a path that is relative to the settings file
    /// @throws IllegalArgumentException when something in it is not as it should be
    EvidenceSettings settings(Path state, UnaryOperator<Path> beside) {
        Path where = folder.isBlank() ? state.resolve("evidence") : beside.apply(Path.of(folder));
        return EvidenceSettings.of(enabled, where, queueMax);
    }
}
