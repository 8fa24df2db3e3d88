package se.ringvakt.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import se.ringvakt.backup.Manifest.Kept;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.sqlite.SqliteCopy;
import se.ringvakt.ledger.sqlite.SqliteCopy.Contents;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.register.RegisterStore;

/// A backup unpacked beside the place it is to take, and checked. Closed before it is placed, it
/// disappears, and everything is as before.
public final class Restoration implements AutoCloseable {
    private static final String STATE = "state/";
    private static final String SETTINGS = "settings/";
    private static final String REGISTERS = "registers";
    private static final String LOCK = "serve.lock";
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /// What of a backup is wanted.
    public enum Extent {
        /// What lay in the state folder, to become the target itself.
        STATE,
        /// That, to become the target's folder `state`, and the settings beside it.
        ALL
    }

    private final Path target;
    private final Extent extent;
    private final boolean force;
    private final WorkFolder work;
    private final Manifest manifest;

    private Restoration(
            Path target, Extent extent, boolean force, WorkFolder work, Manifest manifest) {
        this.target = target;
        this.extent = extent;
        this.force = force;
        this.work = work;
        this.manifest = manifest;
    }

    /// Unpacks and checks it.
    ///
    /// @param target the folder it is to become
    /// @param force whether what is there may be moved aside
    /// @throws BackupRefused when the backup is not intact, is of a newer program, or the target is
    ///   in use
    public static Restoration unpack(Path archive, Path target, Extent extent, boolean force) {
        Path place = target.toAbsolutePath().normalize();
        try {
            if (!force && !isEmpty(place)) {
                throw new BackupRefused(
                        place
                                + ": not empty (expected: an empty folder, or --force, which moves"
                                + " what is there aside)");
            }
            WorkFolder work = WorkFolder.take(place, "restoring");
            try (Archive from = Archive.open(archive)) {
                Restoration restoration =
                        new Restoration(place, extent, force, work, from.contents());
                restoration.unpack(archive, from);
                return restoration;
            } catch (IOException | RuntimeException e) {
                work.close();
                throw e;
            }
        } catch (IOException e) {
            throw new BackupRefused(archive + ": " + Reasons.of(e), e);
        }
    }

    private void unpack(Path archive, Archive from) throws IOException {
        Files.createDirectory(folder(), Archive.OWNERS_FOLDER);
        for (Kept kept : manifest.files()) {
            Optional<String> place = place(kept.path());
            if (place.isPresent()) {
                from.extract(kept, folder().resolve(place.get()));
            } else {
                from.check(kept);
            }
        }
        if (manifest.hasLedger()) {
            checkLedger(archive);
        }
        checkRegisters(archive);
    }

    /// Where a file goes; empty: it is not wanted.
    private Optional<String> place(String path) {
        boolean ofState = path.startsWith(STATE);
        return switch (extent) {
            case STATE -> ofState ? Optional.of(path.substring(STATE.length())) : Optional.empty();
            case ALL -> Optional.of(ofState ? path : path.substring(SETTINGS.length()));
        };
    }

    private void checkLedger(Path archive) {
        try {
            Contents contents = SqliteCopy.check(ledger());
            if (contents.schema() != manifest.schema()
                    || !contents.rows().equals(manifest.rows())) {
                throw new BackupRefused(
                        archive
                                + ": "
                                + Manifest.LEDGER
                                + ": schema "
                                + contents.schema()
                                + ", rows "
                                + contents.rows()
                                + " (expected: those of the manifest)");
            }
        } catch (LedgerException e) {
            throw new BackupRefused(archive + ": " + Manifest.LEDGER + ": " + Reasons.first(e), e);
        }
    }

    private void checkRegisters(Path archive) throws IOException {
        RegisterStore store = new RegisterStore(state().resolve(REGISTERS), 2);
        for (String register : registers()) {
            try {
                store.load(register);
            } catch (RegisterRefused e) {
                throw new BackupRefused(archive + ": register " + e.getMessage(), e);
            }
        }
    }

    private List<String> registers() throws IOException {
        Path folder = state().resolve(REGISTERS);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory)
                    .map(each -> each.getFileName().toString())
                    .toList();
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /// Where it lies until it is placed.
    public Path folder() {
        return work.file("files");
    }

    /// The state folder in it.
    public Path state() {
        return extent == Extent.STATE ? folder() : folder().resolve("state");
    }

    /// The settings file in it; empty: only the state was wanted.
    public Optional<Path> settings() {
        return extent == Extent.STATE
                ? Optional.empty()
                : Optional.of(folder().resolve(manifest.settings()));
    }

    /// Files that lay elsewhere than beside the settings that name them, as their paths were.
    public List<Path> elsewhere() {
        return manifest.files().stream()
                .map(Kept::path)
                .filter(path -> path.startsWith(Backup.ELSEWHERE))
                .map(path -> Path.of("/" + path.substring(Backup.ELSEWHERE.length())))
                .toList();
    }

    /// The record of decisions in it; not there if the backup holds none.
    public Path evidence() {
        return state().resolve(EvidenceFolder.NAME);
    }

    public Path ledger() {
        return state().resolve("ledger.db");
    }

    /// Puts it in its place.
    ///
    /// @return where what was there before lies now; empty: nothing was
    /// @throws BackupRefused when it cannot be; what was there before is there again
    public Optional<Path> place(Instant at) {
        try {
            Optional<Path> former = isEmpty(target) ? Optional.empty() : Optional.of(former(at));
            if (former.isPresent()) {
                Files.move(target, former.get(), StandardCopyOption.ATOMIC_MOVE);
            } else if (Files.exists(target)) {
                Files.deleteIfExists(target.resolve(LOCK));
                Files.delete(target);
            }
            moveIn(former);
            return former;
        } catch (IOException e) {
            throw new BackupRefused(
                    target + ": cannot be replaced: " + Reasons.of(e) + "; nothing was restored",
                    e);
        }
    }

    private void moveIn(Optional<Path> former) throws IOException {
        try {
            Files.move(folder(), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (former.isPresent()) {
                Files.move(former.get(), target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
        try (FileChannel parent = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            parent.force(true);
        }
    }

    private Path former(Instant at) {
        if (!force) {
            throw new BackupRefused(target + ": not empty by now (expected: an empty folder)");
        }
        return target.resolveSibling(target.getFileName() + ".before-restore-" + WHEN.format(at));
    }

    /// Nothing there, or nothing but the lock of whoever is about to restore.
    private static boolean isEmpty(Path place) throws IOException {
        if (!Files.exists(place)) {
            return true;
        }
        if (!Files.isDirectory(place)) {
            throw new BackupRefused(place + ": a file (expected: a folder)");
        }
        try (Stream<Path> inside = Files.list(place)) {
            return inside.allMatch(each -> each.endsWith(LOCK));
        }
    }

    @Override
    public void close() {
        try {
            work.close();
        } catch (IOException e) {
            throw new BackupRefused(target + ": " + Reasons.of(e), e);
        }
    }
}
