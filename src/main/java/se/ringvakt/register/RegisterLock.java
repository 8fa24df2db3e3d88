package se.ringvakt.register;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The right to change one stored register, held by at most one process and thread at a time. The
/// system releases it when a process dies.
final class RegisterLock implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private RegisterLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Takes the lock at once or refuses.
    static RegisterLock take(Path file) {
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new RegisterRefused(
                        file + ": held by another import or roll-back (expected: one at a time)");
            }
            return new RegisterLock(file, channel);
        } catch (IOException e) {
            throw new RegisterRefused(file + ": " + e.getMessage() + " (expected: a lock)", e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new RegisterRefused(file + ": " + e.getMessage() + " (expected: to unlock)", e);
        }
    }
}
