package se.ringvakt.wash;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.wash.WashReport.FileFacts;

/// A file that is written beside its place, under the name `.NAME.xxxxxxxx.washing`, and takes its
/// place when it is whole. Closed before that, or when the program is told to end, it disappears;
/// only a process that is killed outright leaves it behind. For one thread at a time.
final class AsideFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(AsideFile.class);

    private final Path target;
    private final Path aside;
    private final FileChannel channel;
    private final FileDigest digest = new FileDigest();
    private final Thread whenEnded = new Thread(this::delete, "wash-leftovers");
    private boolean closed;

    private AsideFile(Path target, Path aside, FileChannel channel) {
        this.target = target;
        this.aside = aside;
        this.channel = channel;
        Runtime.getRuntime().addShutdownHook(whenEnded);
    }

    static AsideFile create(Path target) throws IOException {
        String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        Path aside = target.resolveSibling("." + target.getFileName() + "." + random + ".washing");
        FileChannel channel =
                FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new AsideFile(target, aside, channel);
    }

    void write(byte[] bytes, int length) throws IOException {
        digest.update(bytes, 0, length);
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    /// Has everything written reach the disk.
    void sync() throws IOException {
        channel.force(true);
    }

    /// Takes its place, and returns what was written.
    FileFacts place() throws IOException {
        channel.close();
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
        return digest.facts(target);
    }

    /// Removes what was placed, since something else failed.
    void takeBack(IOException cause) {
        try {
            Files.deleteIfExists(target);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private void syncFolder() throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
                open.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            Runtime.getRuntime().removeShutdownHook(whenEnded);
        } catch (IllegalStateException _) {
            // The program is ending, and the hook deletes it.
            return;
        }
        channel.close();
        delete();
    }

    private void delete() {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException e) {
            LOG.warn("{}: cannot be deleted, {}", aside, e.getMessage());
        }
    }
}
