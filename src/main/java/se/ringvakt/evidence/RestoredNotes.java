package se.ringvakt.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Notes that whoever restores leaves for the writer, which puts them on record before anything
/// else: a line of JSON for each restoring, also where several came before one start.
final class RestoredNotes {
    private static final String FILE = "restored.jsonl";

    private final Path file;

    /// One note.
    record Note(Instant asOf, Instant restored) {
        private String line() {
            return Json.text(
                    Json.object()
                            .put("asOf", asOf.toString())
                            .put("restored", restored.toString()));
        }

        private static Note read(String line) {
            ObjectNode object = Json.read(line);
            try {
                return new Note(Restored.time(object, "asOf"), Restored.time(object, "restored"));
            } catch (DateTimeException e) {
                throw new EvidenceException(FILE + ": not a time", e);
            }
        }

        private boolean isToldBy(Restored told) {
            // On record times stand in milliseconds.
            return told.asOf().toEpochMilli() == asOf.toEpochMilli()
                    && told.restored().toEpochMilli() == restored.toEpochMilli();
        }
    }

    RestoredNotes(Path folder) {
        file = folder.resolve(FILE);
    }

    void add(Note note) throws IOException {
        List<String> lines = new ArrayList<>(lines());
        lines.add(note.line());
        Durable.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /// What is not on record yet, oldest first. A writer that was killed before it could throw the
    /// notes away has them on record in its last segment.
    List<Note> untold(Path folder, Tail tail) throws IOException {
        List<Note> notes = read();
        if (notes.isEmpty() || tail.segment().isEmpty()) {
            return notes;
        }
        Segment last = new Segment(tail.segment().get(), folder);
        if (!Files.exists(last.file())) {
            return notes;
        }
        try (Stream<EvidenceRecord> all = last.readable()) {
            List<Restored> told = all.flatMap(each -> Restored.of(each).stream()).toList();
            return notes.stream().filter(note -> told.stream().noneMatch(note::isToldBy)).toList();
        }
    }

    private List<Note> read() throws IOException {
        try {
            return lines().stream().map(Note::read).toList();
        } catch (EvidenceException e) {
            throw new IOException(FILE + ": " + e.getMessage(), e);
        }
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    /// They are on disk and signed.
    void forget() throws IOException {
        Files.deleteIfExists(file);
    }
}
