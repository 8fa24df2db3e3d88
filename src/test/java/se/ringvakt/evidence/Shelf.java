package se.ringvakt.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Puts testimonies on record for the tests of those who read them.
public final class Shelf {
    private Shelf() {}

    /// Writes them after what is there, each at its own time, and closes the folder again.
    public static void write(Path folder, int segmentRecordsMost, List<? extends Testimony> all) {
        try (Appender appender =
                Appender.open(folder, segmentRecordsMost, () -> all.getFirst().at())) {
            for (Testimony each : all) {
                appender.append(each, Duration.ZERO);
            }
            appender.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends the last segment, signed by its key; the next one is signed by another.
    public static void rotate(Path folder) {
        EvidenceFolder.open(folder).rotate();
        try (Appender appender =
                Appender.open(folder, EvidenceSettings.SEGMENT_RECORDS, () -> Store.NOON)) {
            appender.rotate(Duration.ZERO);
            appender.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
