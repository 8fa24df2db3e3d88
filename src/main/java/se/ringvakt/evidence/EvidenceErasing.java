package se.ringvakt.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/// Asks for personal values to be erased from the record. Thread-safe, from any process.
///
/// What is asked for is a file in the folder, which outlives a restart; the gate that writes the
/// record does it, within seconds when it runs, else after its next start: first a record says
/// which values of which records are erased and why, then their segments are rewritten without. The
/// chain stays as it is, since it holds commitments only.
///
/// Every method throws [EvidenceException] when the request cannot be written.
public final class EvidenceErasing {
    static final String REQUESTS = "requests";

    /// Every personal field there is: number, agent, channel, uniqueId.
    public static final Set<String> ALL_FIELDS = Hashes.PERSONAL;

    private final Path folder;

    /// @param folder that of the evidence
    public EvidenceErasing(Path folder) {
        this.folder = folder;
    }

    /// Erases these fields of all records before an instant.
    ///
    /// @param why as it stands on record, such as `retention: P6M`
    /// @param by who wants it, as it stands on record
    public void eraseBefore(Instant instant, Set<String> fields, String why, String by) {
        leave(
                new ErasureRequest(
                        new TreeSet<>(fields), Optional.empty(), Optional.of(instant), why, by));
    }

    /// Erases these fields of the records that tell a number.
    ///
    /// @param e164 as digits with country code, without a plus
    /// @param before only of records before this instant; empty: of all
    public void eraseNumber(
            String e164, Optional<Instant> before, Set<String> fields, String why, String by) {
        leave(new ErasureRequest(new TreeSet<>(fields), Optional.of(e164), before, why, by));
    }

    /// How many requests are not done yet.
    public long waiting() {
        Path requests = folder.resolve(REQUESTS);
        if (!Files.isDirectory(requests)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(requests)) {
            return files.filter(file -> file.toString().endsWith(Erasures.SUFFIX)).count();
        } catch (IOException e) {
            throw new EvidenceException(requests + ": cannot be read", e);
        }
    }

    private void leave(ErasureRequest request) {
        Path requests = folder.resolve(REQUESTS);
        try {
            Files.createDirectories(requests);
            Durable.writeSecret(
                    requests.resolve(UUID.randomUUID() + Erasures.SUFFIX),
                    request.json().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new EvidenceException(requests + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
