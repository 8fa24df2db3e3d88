package se.ringvakt.backup;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.register.RegisterStore;

/// What lies in the state folder beside the ledger and the evidence: all of it, but for what is
/// derived, under way or a lock.
final class StateFolder {
    private static final String ARCHIVED = "state/";

    /// Work under way, locks, and what is copied by other means.
    private static final Set<String> NOT_KEPT =
            Set.of("serve.lock", "jobs", "uploads", EvidenceFolder.NAME);

    /// The ledger, and the counts that are made anew from it, each with its side files.
    private static final List<String> DATABASES = List.of("ledger.db", "reports.db");

    /// Which version of a register is in force.
    private static final String IN_FORCE = "current";

    private static final String REGISTERS = "registers";

    /// `registers/NAME/FILE`.
    private static final int PLACE_OF_VERSIONS = 3;

    private StateFolder() {}

    /// Lists it. Which register version is in force is read before the versions are listed, and
    /// that one must then be copied; older ones may be pruned meanwhile.
    static List<Part> parts(Path state) throws IOException {
        Path folder = state.toRealPath();
        List<Part> parts = new ArrayList<>();
        Set<Path> needed = new HashSet<>();
        for (Path file : files(folder)) {
            if (file.endsWith(IN_FORCE)) {
                parts.add(Part.of(name(folder, file), Files.readAllBytes(file)));
                inForce(folder, file).ifPresent(needed::add);
            }
        }
        for (Path file : files(folder)) {
            if (!file.endsWith(IN_FORCE)) {
                String name = name(folder, file);
                parts.add(needed.contains(file) ? Part.of(name, file) : Part.passing(name, file));
            }
        }
        return parts;
    }

    /// The file of the version that this one says is in force; empty: it cannot be told.
    private static Optional<Path> inForce(Path folder, Path current) {
        Path register = folder.relativize(current);
        if (register.getNameCount() != PLACE_OF_VERSIONS || !register.startsWith(REGISTERS)) {
            return Optional.empty();
        }
        try {
            return new RegisterStore(folder.resolve(REGISTERS), 2)
                    .inForce(register.getName(1).toString())
                    .map(version -> current.resolveSibling(version.id() + ".rvr"));
        } catch (RegisterRefused e) {
            return Optional.empty();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        Kept kept = new Kept(folder);
        var _ =
                Files.walkFileTree(
                        folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, kept);
        return kept.files.stream().sorted().toList();
    }

    /// Gathers the files. Folders that are not kept are not entered, and a file that disappears
    /// while it is looked at is none: others are at work in here.
    private static final class Kept extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final List<Path> files = new ArrayList<>();

        private Kept(Path folder) {
            this.folder = folder;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path place, BasicFileAttributes attributes) {
            return place.equals(folder) || isKept(folder.relativize(place))
                    ? FileVisitResult.CONTINUE
                    : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && isKept(folder.relativize(file))) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
            if (problem instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw problem;
        }
    }

    private static boolean isKept(Path relative) {
        String first = relative.getName(0).toString();
        String last = relative.getFileName().toString();
        return !NOT_KEPT.contains(first)
                && DATABASES.stream().noneMatch(first::startsWith)
                && !last.endsWith(".aside")
                && !last.equals("lock");
    }

    private static String name(Path folder, Path file) {
        return ARCHIVED + folder.relativize(file).toString().replace('\\', '/');
    }
}
