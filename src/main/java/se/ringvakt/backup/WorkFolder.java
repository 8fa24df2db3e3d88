package se.ringvakt.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A hidden folder beside what is being made, which only its owner may enter. It disappears when it
/// is closed or the program is told to end; what a killed program left is cleared by the next.
final class WorkFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);
    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel lock;
    private final Thread whenEnded = new Thread(this::clear, "backup-leftovers");

    private WorkFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
        Runtime.getRuntime().addShutdownHook(whenEnded);
    }

    /// Takes it.
    ///
    /// @param target what is being made; the folder is called `.NAME.SUFFIX`
    /// @throws BackupRefused when somebody else is making it
    static WorkFolder take(Path target, String suffix) throws IOException {
        Path folder = target.resolveSibling("." + target.getFileName() + "." + suffix);
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        FileChannel lock =
                FileChannel.open(
                        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isTaken(lock)) {
            lock.close();
            throw new BackupRefused(target + ": being made by another process (expected: by one)");
        }
        WorkFolder taken = new WorkFolder(folder, lock);
        for (Path left : taken.inside()) {
            taken.delete(left);
        }
        return taken;
    }

    private static boolean isTaken(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(whenEnded);
        } catch (IllegalStateException _) {
            // The program is ending, and the hook clears it.
            return;
        }
        clear();
        lock.close();
    }

    private void clear() {
        inside().forEach(this::delete);
        delete(folder.resolve(LOCK));
        delete(folder);
    }

    /// Everything in it but the lock, what is inside folders before them.
    private List<Path> inside() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(each -> !each.equals(folder) && !each.equals(folder.resolve(LOCK)))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            LOG.warn("{}: cannot be read, {}", folder, e.getMessage());
            return List.of();
        }
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{}: cannot be deleted, {}", file, e.getMessage());
        }
    }
}
