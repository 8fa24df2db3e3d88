package se.ringvakt.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A folder of evidence, to be read and verified; also while a gate writes to it. Thread-safe.
///
/// Every method throws [EvidenceException] when a file cannot be read, or holds what is no record.
public final class EvidenceFolder {
    /// The longest that a running gate takes to sign what it has written, with room to spare.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Path path;

    private EvidenceFolder(Path path) {
        this.path = path;
    }

    /// The evidence in this folder; one that is not there holds none.
    public static EvidenceFolder open(Path path) {
        return new EvidenceFolder(path);
    }

    public Path path() {
        return path;
    }

    /// All segments, oldest first; also one of which only the head is left.
    public List<Segment> segments() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .flatMap(name -> Segment.nameOf(name).stream())
                    .distinct()
                    .sorted()
                    .map(name -> new Segment(name, path))
                    .toList();
        } catch (IOException e) {
            throw new EvidenceException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// Every record, by number. To be closed.
    public Stream<EvidenceRecord> records() {
        return segments().stream().flatMap(Segment::records);
    }

    /// The records of a span of time, by number; a clock that was set back may have put them out of
    /// the order of time. To be closed.
    ///
    /// @param from the first instant
    /// @param to the instant after the last
    public Stream<EvidenceRecord> records(Instant from, Instant to) {
        return segments(from, to).flatMap(Segment::records).filter(each -> isIn(each, from, to));
    }

    /// The same, only those that tell this personal value; erased ones do not tell it any more. To
    /// be closed.
    ///
    /// @param field `number` (as digits with country code, without a plus), `agent`, ...
    public Stream<EvidenceRecord> records(String field, String value, Instant from, Instant to) {
        String told = Json.text(Json.object().put("v", ":" + value));
        String sought = told.substring("{\"v\":\"".length(), told.length() - 1);
        return segments(from, to)
                .flatMap(segment ->
                        segment.lines().filter(line -> line.contains(sought)).map(segment::read))
                .filter(each -> each.value(field).equals(Optional.of(value)))
                .filter(each -> isIn(each, from, to));
    }

    /// What is told of one attempt: its decision and outcomes, by number.
    ///
    /// @param attempt the attempt's id
    public List<EvidenceRecord> ofAttempt(String attempt, Instant from, Instant to) {
        String sought = "\"attempt\":" + Json.text(Json.object().textNode(attempt));
        try (Stream<EvidenceRecord> found =
                segments(from, to)
                        .flatMap(segment ->
                                segment.lines()
                                        .filter(line -> line.contains(sought))
                                        .map(segment::read))
                        .filter(each -> isIn(each, from, to))) {
            return found.filter(each -> each.facts().path("attempt").asText().equals(attempt))
                    .toList();
        }
    }

    /// One record.
    public Optional<EvidenceRecord> record(long n) {
        for (Segment segment : segments()) {
            if (Files.exists(segment.headFile()) && segment.head().last() < n) {
                continue;
            }
            try (Stream<EvidenceRecord> all = segment.records()) {
                Optional<EvidenceRecord> found = all.filter(each -> each.n() == n).findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /// The key that signs; empty: none was ever made.
    public Optional<VerifyingKey> key() {
        try {
            return new Keys(path).existing().map(SigningKey::open);
        } catch (IOException e) {
            throw new EvidenceException(path + ": " + e.getMessage(), e);
        }
    }

    /// A public key of `keys/`.
    ///
    /// @param id as heads name it
    public VerifyingKey key(String id) {
        return new Keys(path).find(id);
    }

    /// Makes the key that is to sign from the next segment on. Whoever writes takes it up within a
    /// second, or at the next start.
    public VerifyingKey rotate() {
        try {
            return new Keys(path).prepareNext().open();
        } catch (IOException e) {
            throw new EvidenceException(path + ": " + e.getMessage(), e);
        }
    }

    /// Notes that this folder comes from a backup: whoever writes here next puts that on record
    /// before anything else. Makes the folder where the backup had none.
    ///
    /// @param asOf when the backup was made
    /// @param restored now
    public void noteRestored(Instant asOf, Instant restored) {
        try {
            Durable.makeFolder(path);
            new RestoredNotes(path).add(new RestoredNotes.Note(asOf, restored));
        } catch (IOException e) {
            throw new EvidenceException(path + ": " + e.getMessage(), e);
        }
    }

    /// One segment, as it was signed and verified by itself. Never throws for what it finds.
    public Excerpt excerpt(Segment segment) {
        boolean isLast = segment.equals(segments().getLast());
        return Excerpt.of(segment, new Keys(path), isLast ? PATIENCE : Duration.ZERO);
    }

    /// Looks at every byte. Never throws for what it finds.
    public Verification verify() {
        return verify(PATIENCE);
    }

    /// The same, held against what was kept elsewhere.
    ///
    /// @param kept a copy of a head: what it signed must still be there
    /// @param key the id of a key that must have signed
    public Verification verify(Optional<Head> kept, Optional<String> key) {
        Verification found = verify();
        if (kept.isPresent() && !holds(kept.get())) {
            found = found.with(missing(kept.get(), found.restored()));
        }
        if (key.isPresent() && !found.keys().contains(key.get())) {
            found =
                    found.with(
                            new Finding(
                                    Finding.Problem.KEY,
                                    Optional.empty(),
                                    0,
                                    0,
                                    "key " + key.get() + " signed nothing here"));
        }
        return found;
    }

    /// Restored or not, it is not there: whoever wants an hour gone could restore a backup, too.
    private static Finding missing(Head kept, List<Restored> restored) {
        Optional<Restored> why = restored.stream().filter(each -> each.replaced(kept)).findFirst();
        return new Finding(
                why.isPresent() ? Finding.Problem.REPLACED : Finding.Problem.CUT,
                Optional.of(kept.segment()),
                kept.last(),
                kept.last(),
                "not there as the head that was kept elsewhere says"
                        + why.map(each -> ": " + each.line()).orElse(""));
    }

    private boolean holds(Head kept) {
        try {
            return record(kept.last()).filter(each -> each.hash().equals(kept.hash())).isPresent();
        } catch (EvidenceException _) {
            return false;
        }
    }

    /// @param patience how long records that are not signed yet are waited for
    Verification verify(Duration patience) {
        return new Verifier(this, patience).verify();
    }

    /// A record stands in a segment of its own UTC day or of the day after.
    private Stream<Segment> segments(Instant from, Instant to) {
        LocalDate first = LocalDate.ofInstant(from, ZoneOffset.UTC);
        LocalDate last = LocalDate.ofInstant(to, ZoneOffset.UTC).plusDays(1);
        return segments().stream()
                .filter(each -> !each.name().day().isBefore(first))
                .filter(each -> !each.name().day().isAfter(last));
    }

    private static boolean isIn(EvidenceRecord each, Instant from, Instant to) {
        return !each.at().isBefore(from) && each.at().isBefore(to);
    }
}
