package se.ringvakt.register;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a file so that whoever looks, even after a power cut, finds the old one or the new one
/// whole.
final class AtomicFile {
    static final String ASIDE_SUFFIX = ".aside";

    private AtomicFile() {}

    /// Writes what a file is to hold.
    @FunctionalInterface
    interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    static void write(Path folder, String name, ByteBuffer content) throws IOException {
        write(
                folder,
                name,
                channel -> {
                    while (content.hasRemaining()) {
                        channel.write(content);
                    }
                });
    }

    static void write(Path folder, String name, Content content) throws IOException {
        Path aside = folder.resolve(name + ASIDE_SUFFIX);
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            aside,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                content.writeTo(channel);
                channel.force(true);
            }
            Files.move(aside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            deleteAfter(e, aside);
            throw e;
        }
        syncFolder(folder);
    }

    private static void deleteAfter(Exception cause, Path aside) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
