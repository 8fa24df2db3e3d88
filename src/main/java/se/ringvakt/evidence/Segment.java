package se.ringvakt.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A segment's files: the records, and beside them what is signed of them, and the signature.
///
/// @param folder where they lie
public record Segment(SegmentName name, Path folder) {
    private static final String HEAD_SUFFIX = ".head.json";
    private static final String SIGNATURE_SUFFIX = ".head.sig";

    /// The segment that a file with this name belongs to.
    static Optional<SegmentName> nameOf(String file) {
        for (String suffix : List.of(SegmentName.SUFFIX, HEAD_SUFFIX)) {
            if (file.endsWith(suffix)) {
                return SegmentName.of(file.substring(0, file.length() - suffix.length()));
            }
        }
        return Optional.empty();
    }

    public Path file() {
        return folder.resolve(name + SegmentName.SUFFIX);
    }

    public Path headFile() {
        return folder.resolve(name + HEAD_SUFFIX);
    }

    public Path signatureFile() {
        return folder.resolve(name + SIGNATURE_SUFFIX);
    }

    /// What is said to have been signed; this does not verify it.
    ///
    /// @throws EvidenceException when there is no readable head
    public Head head() {
        try {
            return Head.read(Files.readString(headFile()));
        } catch (NoSuchFileException e) {
            throw new EvidenceException(headFile().getFileName() + ": is not there", e);
        } catch (IOException e) {
            throw new EvidenceException(headFile().getFileName() + ": cannot be read", e);
        } catch (EvidenceException e) {
            throw new EvidenceException(headFile().getFileName() + ": " + e.getMessage(), e);
        }
    }

    /// Its whole lines; what a killed writer left behind the last line feed is none. To be closed.
    Stream<String> lines() {
        try {
            BufferedReader reader = Files.newBufferedReader(file());
            return WholeLines.of(reader).onClose(() -> close(reader));
        } catch (IOException e) {
            throw new EvidenceException(file().getFileName() + ": cannot be read", e);
        }
    }

    /// Its records, as far as they can be read. To be closed.
    ///
    /// @throws EvidenceException while it is read, naming the line that is no record
    Stream<EvidenceRecord> records() {
        return lines().map(this::read);
    }

    /// Its records, leaving out what is none. To be closed.
    public Stream<EvidenceRecord> readable() {
        return lines().flatMap(line -> EvidenceRecord.tryRead(line).stream());
    }

    /// The backups from which the chain goes on with this segment; none: it goes on from the one
    /// before it.
    public List<Restored> restored() {
        if (!Files.exists(file())) {
            return List.of();
        }
        try (Stream<EvidenceRecord> all = readable()) {
            return all.takeWhile(each -> each.kind() == Kind.RESTORED)
                    .flatMap(each -> Restored.of(each).stream())
                    .toList();
        }
    }

    EvidenceRecord read(String line) {
        try {
            return EvidenceRecord.read(line);
        } catch (EvidenceException e) {
            throw new EvidenceException(
                    file().getFileName() + ": a line is no record: " + e.getMessage(), e);
        }
    }

    private static void close(BufferedReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
