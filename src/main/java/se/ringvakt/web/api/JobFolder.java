package se.ringvakt.web.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.web.Json;

/// Jobs on disk: a folder each, with its files and what is on record of it. Readable by the
/// program's own user alone. Thread-safe for different jobs.
final class JobFolder {
    private static final Logger LOG = LoggerFactory.getLogger(JobFolder.class);

    /// What is on record of a job; no other file of its folder is named so, or begins so.
    static final String FACTS = "job.json";

    private static final String ASIDE = "job.json.aside";
    private static final String ID = "[0-9a-f]{32}";

    private final Path folder;

    /// @throws UncheckedIOException when it cannot be made
    JobFolder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": " + e.getMessage(), e);
        }
    }

    Path of(String id) {
        return folder.resolve(id);
    }

    /// Jobs on record. Whatever else is in the folder is erased: it is left over of one.
    List<Job.Facts> read() throws IOException {
        List<Job.Facts> found = new ArrayList<>();
        List<Path> places;
        try (Stream<Path> files = Files.list(folder)) {
            places = files.toList();
        }
        for (Path place : places) {
            try {
                Job.Facts facts =
                        Json.MAPPER.readValue(place.resolve(FACTS).toFile(), Job.Facts.class);
                if (!place.equals(folder.resolve(facts.id())) || !facts.id().matches(ID)) {
                    throw new IOException("job: " + facts.id() + " (expected: its folder's name)");
                }
                found.add(facts);
            } catch (IOException e) {
                LOG.warn("{}: no job, erased: {}", place, e.getMessage());
                erase(place);
            }
        }
        return found;
    }

    /// Puts a job on record; whole or not at all.
    void write(Job.Facts facts) throws IOException {
        Path place = of(facts.id());
        Files.createDirectories(place);
        Path aside = place.resolve(ASIDE);
        Json.MAPPER.writeValue(aside.toFile(), facts);
        Files.move(aside, place.resolve(FACTS), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Erases a job, or what is left of it.
    void erase(String id) throws IOException {
        erase(of(id));
    }

    private static void erase(Path place) throws IOException {
        try {
            Files.walkFileTree(
                    place,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path visited, @Nullable IOException fault) throws IOException {
                            if (fault != null) {
                                throw fault;
                            }
                            Files.delete(visited);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (NoSuchFileException e) {
            LOG.debug("{}: gone already", place, e);
        }
    }

    /// How much a job's files take now.
    long bytes(String id) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(of(id))) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        } catch (NoSuchFileException _) {
            // Erased meanwhile, or a file that has taken its place.
            return bytes;
        }
        return bytes;
    }

    /// What is free on its disk.
    long free() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }
}
