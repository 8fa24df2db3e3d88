package se.ringvakt.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Since when which version of a register is in force: a line for each change.
final class InForceLog {
    private static final Logger log = LoggerFactory.getLogger(InForceLog.class);
    private static final String NAME = "in-force.log";

    private InForceLog() {}

    /// The version that was in force at an instant; empty: none was yet, or it was not kept then.
    static Optional<String> at(Path folder, Instant at) {
        Path file = folder.resolve(NAME);
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.split(" ", 2))
                    .filter(words -> words.length == 2 && !Instant.parse(words[0]).isAfter(at))
                    .reduce((_, later) -> later)
                    .map(words -> words[1]);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException | DateTimeException e) {
            throw new RegisterRefused(
                    file + ": " + e.getMessage() + " (expected: instants and versions)", e);
        }
    }

    /// A version that is in force stays so, whether that can be noted or not.
    static void note(Path folder, Instant now, String id) {
        Path file = folder.resolve(NAME);
        try {
            Files.writeString(
                    file,
                    now + " " + id + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            log.warn("{}: cannot be written, {}", file, e.getMessage());
        }
    }
}
