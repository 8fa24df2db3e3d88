package se.ringvakt.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A folder of evidence that a test writes, and then does something to.
final class Store {
    static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
    private static final long FIRST_NUMBER = 46_790_000_000L;

    final Path folder;
    Instant now = NOON;
    private long numbers;

    Store(Path folder) {
        this.folder = folder;
    }

    /// Opens it, writes so many decisions a second apart, and closes it.
    Store write(int decisions) {
        return write(decisions, Duration.ofSeconds(1));
    }

    Store write(int decisions, Duration apart) {
        try (Appender appender = open()) {
            for (int i = 0; i < decisions; i++) {
                appender.append(next(), Duration.ZERO);
                now = now.plus(apart);
            }
            appender.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /// So many days, each with so many decisions.
    Store writeDays(int days, int decisions) {
        try (Appender appender = open()) {
            for (int day = 0; day < days; day++) {
                for (int i = 0; i < decisions; i++) {
                    appender.append(next(), Duration.ZERO);
                }
                appender.flush();
                now = now.plus(Duration.ofDays(1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Appender open() throws IOException {
        return Appender.open(folder, EvidenceSettings.SEGMENT_RECORDS, () -> now);
    }

    Told next() {
        numbers++;
        return new Told(now, FIRST_NUMBER + numbers, Long.toString(1_000 + numbers));
    }

    EvidenceFolder read() {
        return EvidenceFolder.open(folder);
    }

    Verification verify() {
        return read().verify(Duration.ZERO);
    }

    List<String> problems() {
        return verify().findings().stream().map(Finding::line).toList();
    }

    List<EvidenceRecord> records() {
        try (Stream<EvidenceRecord> all = read().records()) {
            return all.toList();
        }
    }

    Path segment(int index) {
        return read().segments().get(index).file();
    }

    List<String> lines(int index) {
        try {
            return new ArrayList<>(Files.readAllLines(segment(index)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void replace(int index, List<String> lines) {
        try {
            Files.writeString(segment(index), String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
