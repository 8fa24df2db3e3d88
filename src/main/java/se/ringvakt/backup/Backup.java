package se.ringvakt.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.ledger.sqlite.SqliteCopy;
import se.ringvakt.ledger.sqlite.SqliteCopy.Contents;

/// Makes a backup of an installation that may be running meanwhile.
///
/// The ledger is copied first, then evidence and registers: so nothing the ledger rests on is
/// missing, and the evidence may know of a few calls more. The file takes its place only when all
/// of it has been read back.
///
/// @param target the file
/// @param replace whether one that is there may be replaced
/// @param state the folder of everything that outlives the process
/// @param settings the settings file
/// @param named files that the settings name; those in the state folder are in it anyway
/// @param program its version
/// @param ledger copies the ledger to a file that is not there yet; empty: gates share one, and it
///   lies in a database that is backed up by its own means
public record Backup(
        Path target,
        boolean replace,
        Path state,
        Path settings,
        List<Path> named,
        String program,
        Optional<LedgerCopy> ledger) {
    /// In the archive, where settings name files that lie elsewhere than beside them.
    static final String ELSEWHERE = "settings/elsewhere/";

    /// Copies the ledger while it is in use.
    @FunctionalInterface
    public interface LedgerCopy {
        void to(Path file);
    }

    /// What was made.
    ///
    /// @param sha256 of the file
    public record Made(long bytes, String sha256, Manifest manifest, List<String> warnings) {
        public Made {
            warnings = List.copyOf(warnings);
        }
    }

    public Backup {
        target = target.toAbsolutePath().normalize();
        state = state.toAbsolutePath().normalize();
        settings = settings.toAbsolutePath().normalize();
        named = List.copyOf(named);
    }

    /// Makes it.
    ///
    /// @param at now
    /// @throws BackupRefused when it cannot be made; nothing is left of it
    /// @throws se.ringvakt.ledger.LedgerException when the ledger cannot be copied; likewise
    public Made make(Instant at) {
        try {
            checkTarget();
            try (WorkFolder work = WorkFolder.take(target, "making")) {
                return make(work, at);
            }
        } catch (IOException e) {
            throw new BackupRefused(target + ": " + Reasons.of(e), e);
        }
    }

    private void checkTarget() throws IOException {
        if (Files.isDirectory(target)) {
            throw new BackupRefused(target + ": a folder (expected: a file's name)");
        }
        if (Files.exists(target) && !replace) {
            throw new BackupRefused(target + ": is there (expected: another name, or --force)");
        }
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new BackupRefused(target + ": its folder is missing (expected: a folder)");
        }
        if (folder.toRealPath().startsWith(state.toRealPath())) {
            throw new BackupRefused(
                    target + ": in the state folder (expected: elsewhere, best on another disk)");
        }
    }

    private Made make(WorkFolder work, Instant at) throws IOException {
        Path copy = work.file("ledger.db");
        Contents contents = new Contents(Manifest.NO_LEDGER, Map.of());
        if (ledger.isPresent()) {
            ledger.get().to(copy);
            contents = SqliteCopy.check(copy);
        }
        EvidenceFolder evidence = new EvidenceFolder(state);
        List<String> leftOut = new ArrayList<>();
        Path archive = work.file("archive.zip");
        try (ArchiveWriter writer = new ArchiveWriter(archive, at)) {
            if (ledger.isPresent()) {
                writer.add(Part.of(Manifest.LEDGER, copy));
                // Room for the archive, where there is little.
                Files.delete(copy);
            }
            evidence.copy(writer::add);
            for (Part part : parts(leftOut)) {
                writer.add(part);
            }
            writer.finish(
                    new Manifest(
                            Manifest.FORMAT,
                            at,
                            program,
                            contents.schema(),
                            contents.rows(),
                            settings.getFileName().toString(),
                            writer.kept(),
                            leftOut));
        }
        Archive.Read read = Archive.readBack(archive);
        place(archive);
        return new Made(read.bytes(), read.sha256(), read.manifest(), evidence.warnings());
    }

    private List<Part> parts(List<String> leftOut) throws IOException {
        List<Part> parts = new ArrayList<>(StateFolder.parts(state));
        parts.add(Part.of("settings/" + settings.getFileName(), settings));
        for (Path file : named.stream().distinct().toList()) {
            if (file.startsWith(state)) {
                continue;
            }
            if (Files.isReadable(file)) {
                parts.add(Part.of(archived(file), file));
            } else {
                leftOut.add(file + ": cannot be read");
            }
        }
        return parts;
    }

    private String archived(Path file) {
        Path folder = settings.getParent();
        String place =
                folder != null && file.startsWith(folder)
                        ? "settings/" + folder.relativize(file)
                        : ELSEWHERE + file.subpath(0, file.getNameCount());
        return place.replace('\\', '/');
    }

    private void place(Path archive) throws IOException {
        if (Files.exists(target) && !replace) {
            throw new BackupRefused(target + ": is there by now (expected: another name)");
        }
        Files.move(archive, target, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
