package se.ringvakt.evidence;

import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/// Writes files whole, so that whoever looks, even after a power cut, finds the old or the new.
final class Durable {
    static final String ASIDE = ".aside";

    private Durable() {}

    /// Makes a folder, unless it is there, which nobody else may enter.
    static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    static void write(Path file, byte[] content) throws IOException {
        replace(file, content, "rw-r--r--");
    }

    /// The same, to be read by nobody else.
    static void writeSecret(Path file, byte[] content) throws IOException {
        replace(file, content, "rw-------");
    }

    /// Writes two files that belong together: both aside, then the second into place, then the
    /// first.
    static void writePair(Path first, byte[] content, Path second, byte[] other)
            throws IOException {
        Path firstAside = aside(first, content, "rw-r--r--");
        Path secondAside = aside(second, other, "rw-r--r--");
        Files.move(secondAside, second, StandardCopyOption.ATOMIC_MOVE);
        move(firstAside, first);
    }

    /// Writes lines as they come, each ended by a line feed.
    static void writeLines(Path file, Stream<String> lines) throws IOException {
        Path aside = aside(file, new byte[0], "rw-r--r--");
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            Writer writer = Channels.newWriter(channel, StandardCharsets.UTF_8);
            for (String line : (Iterable<String>) lines::iterator) {
                writer.write(line);
                writer.write('\n');
            }
            writer.flush();
            channel.force(true);
        }
        move(aside, file);
    }

    private static void replace(Path file, byte[] content, String rights) throws IOException {
        move(aside(file, content, rights), file);
    }

    private static Path aside(Path file, byte[] content, String rights) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ASIDE);
        Files.deleteIfExists(aside);
        try (FileChannel channel =
                FileChannel.open(
                        aside,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(rights)))) {
            writeAll(channel, ByteBuffer.wrap(content));
            channel.force(true);
        }
        return aside;
    }

    static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(to.resolveSibling("."));
    }

    static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
