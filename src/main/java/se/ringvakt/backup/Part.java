package se.ringvakt.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A file on its way into a backup.
///
/// @param path in the archive
/// @param passing the file that may be gone by the time it is read, as an old register version may,
///   and is then left out; empty: it must be there
record Part(String path, Content content, Optional<Path> passing) {

    /// Writes what a file holds.
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    static Part of(String path, Path file) {
        return new Part(path, out -> Files.copy(file, out), Optional.empty());
    }

    static Part of(String path, byte[] bytes) {
        return new Part(path, out -> out.write(bytes), Optional.empty());
    }

    static Part passing(String path, Path file) {
        return new Part(path, out -> Files.copy(file, out), Optional.of(file));
    }

    boolean isGone() {
        return passing.isPresent() && !Files.exists(passing.get());
    }
}
