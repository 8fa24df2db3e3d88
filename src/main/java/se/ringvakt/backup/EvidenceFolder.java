package se.ringvakt.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The record of decisions while it is being written: keys, and each segment as far as its signed
/// head reaches. What came after the head is in the next backup.
///
/// Meanwhile segments end, others begin, keys change, and values are erased. What keeps the copy
/// whole is the order: requests to erase first, since one that is done disappears; then the
/// segments, oldest first, until none has begun since; then the public keys, each of which is there
/// before it signs. A file that appears and disappears meanwhile is left out.
final class EvidenceFolder {
    static final String NAME = "evidence";

    private static final String ARCHIVED = "state/" + NAME + "/";
    private static final String SEGMENT = ".jsonl";
    private static final String HEAD = ".head.json";
    private static final String SIGNATURE = ".head.sig";
    private static final String ASIDE = ".aside";
    private static final String KEYS = "keys";
    private static final JsonMapper JSON = new JsonMapper();

    /// Head and signature are replaced one after the other, at most once a second.
    private static final int TRIES = 40;

    private static final long PAUSE_MILLIS = 25;

    private final Path folder;
    private final EvidenceKeys keys;
    private final List<String> warnings = new ArrayList<>();

    /// Takes a part and is done with it before it returns.
    @FunctionalInterface
    interface Sink {
        void add(Part part) throws IOException;
    }

    /// A head's file and its signature's, of one time if they fit.
    private static final class Signed {
        private final byte[] head;
        private final byte[] mark;
        private final boolean fits;

        private Signed(byte[] head, byte[] mark, boolean fits) {
            this.head = head;
            this.mark = mark;
            this.fits = fits;
        }

        private JsonNode facts() throws IOException {
            return JSON.readTree(head);
        }
    }

    EvidenceFolder(Path state) {
        folder = state.resolve(NAME);
        keys = new EvidenceKeys(folder);
    }

    /// Copies it, with warnings for what does not fit together.
    ///
    /// @throws BackupRefused when its key changed more often meanwhile than one copy can follow
    void copy(Sink to) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        keys.look();
        others(folder, to);
        Optional<JsonNode> last = segments(to);
        for (EvidenceKeys.Secret secret : keys.secrets(last)) {
            to.add(Part.of(ARCHIVED + secret.file(), EvidenceKeys.bytes(secret.pem())));
        }
        others(folder.resolve(KEYS), to);
    }

    /// What does not fit together, and was copied as it stands.
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /// What is neither a segment, nor a secret key, nor on its way to another name.
    private void others(Path place, Sink to) throws IOException {
        for (Path file : files(place)) {
            String name = name(file);
            if (Files.isDirectory(file) && !name.equals(KEYS)) {
                others(file, to);
            } else if (Files.isRegularFile(file) && !isSegments(name) && !EvidenceKeys.has(name)) {
                Optional<byte[]> content = read(file);
                if (content.isPresent()) {
                    to.add(Part.of(ARCHIVED + name, content.get()));
                }
            }
        }
    }

    private static boolean isSegments(String name) {
        return (name.endsWith(SEGMENT) && Character.isDigit(name.charAt(0)))
                || name.endsWith(HEAD)
                || name.endsWith(SIGNATURE)
                || name.endsWith(ASIDE);
    }

    /// Listing looks at no file, so none that has gone meanwhile stands in its way.
    private static List<Path> files(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(place)) {
            return all.sorted().toList();
        }
    }

    private static Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private String name(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /// Copies segment after segment. One that was ended and rewritten without what is erased has
    /// the record of that in a later one, so it is looked for later ones until there are none.
    ///
    /// @return what the last one's head says; empty: there is none
    private Optional<JsonNode> segments(Sink to) throws IOException {
        Optional<JsonNode> last = Optional.empty();
        String copied = "";
        SortedSet<String> begun = begunAfter(copied);
        while (!begun.isEmpty()) {
            copied = begun.first();
            boolean isNewest = begun.size() == 1;
            begun = new TreeSet<>(begun.tailSet(copied + '\0'));
            Optional<JsonNode> head = segment(copied, isNewest, to);
            last = head.isPresent() ? head : last;
            begun = begun.isEmpty() ? begunAfter(copied) : begun;
        }
        return last;
    }

    private SortedSet<String> begunAfter(String segment) throws IOException {
        SortedSet<String> names = new TreeSet<>();
        for (Path file : files(folder)) {
            String name = name(file);
            for (String suffix : List.of(SEGMENT, HEAD)) {
                if (isSegments(name) && name.endsWith(suffix)) {
                    names.add(name.substring(0, name.length() - suffix.length()));
                }
            }
        }
        return names.tailSet(segment + '\0');
    }

    /// The records are opened before the head is read: whatever becomes of the file's name, what
    /// the head says is in what was opened.
    private Optional<JsonNode> segment(String name, boolean isNewest, Sink to) throws IOException {
        Optional<SignedRecords> opened = SignedRecords.open(folder.resolve(name + SEGMENT));
        try (SignedRecords records = opened.orElse(null)) {
            Optional<Signed> signed = signed(name);
            if (signed.isEmpty() && isNewest) {
                // Just begun, and nothing of it is signed yet.
                return Optional.empty();
            }
            if (records == null) {
                warn(name, "its records are missing");
            } else {
                add(name, records, signed, to);
            }
            if (signed.isEmpty()) {
                return Optional.empty();
            }
            to.add(Part.of(ARCHIVED + name + HEAD, signed.get().head));
            to.add(Part.of(ARCHIVED + name + SIGNATURE, signed.get().mark));
            return Optional.of(signed.get().facts());
        }
    }

    private void add(String name, SignedRecords records, Optional<Signed> signed, Sink to)
            throws IOException {
        long end = -1;
        if (signed.isEmpty()) {
            warn(name, "its head or signature is missing");
        } else {
            if (!signed.get().fits) {
                warn(name, "the signature does not fit");
            }
            end = records.end(signed.get().facts().path("hash").asText());
            if (end < 0) {
                warn(name, "its head names no record");
            }
        }
        long length = end < 0 ? records.length() : end;
        to.add(
                new Part(
                        ARCHIVED + name + SEGMENT,
                        out -> records.copy(length, out),
                        Optional.empty()));
    }

    private void warn(String segment, String what) {
        warnings.add("evidence " + segment + ": " + what + "; copied as it stands");
    }

    /// Head and signature of one time; of different times only where they never come to fit.
    private Optional<Signed> signed(String segment) throws IOException {
        Optional<Signed> found = readSigned(segment);
        for (int tries = 1; found.isPresent() && !found.get().fits && tries < TRIES; tries++) {
            pause();
            found = readSigned(segment);
        }
        return found;
    }

    private Optional<Signed> readSigned(String segment) throws IOException {
        Optional<byte[]> head = read(folder.resolve(segment + HEAD));
        Optional<byte[]> mark = read(folder.resolve(segment + SIGNATURE));
        return head.isEmpty() || mark.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Signed(head.get(), mark.get(), keys.fits(head.get(), mark.get())));
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
