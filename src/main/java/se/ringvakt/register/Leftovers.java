package se.ringvakt.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a store no longer needs.
final class Leftovers {
    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private Leftovers() {}

    /// Deletes old versions, and what a killed import left half written; a file that cannot be
    /// deleted, or read, stays and is said so.
    static void delete(Path folder, Stream<Path> old) {
        old.forEach(Leftovers::delete);
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(AtomicFile.ASIDE_SUFFIX))
                    .forEach(Leftovers::delete);
        } catch (IOException e) {
            log.warn("{}: cannot be listed, {}", folder, e.getMessage());
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("{}: cannot be deleted, {}", file, e.getMessage());
        }
    }
}
