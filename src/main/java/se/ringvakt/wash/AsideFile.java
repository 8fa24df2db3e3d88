package se.ringvakt.wash;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.wash.WashReport.FileFacts;

/// A file that is written beside its place, under the name `.NAME.xxxxxxxx.washing`, and takes its
/// place when it is whole. Closed before that, or when the program is told to end, it disappears;
/// only a process that is killed outright leaves it behind. For one thread at a time.
public final class AsideFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(AsideFile.class);

    private static final int SYNC_EVERY_BYTES = 32 << 20;

    private final Path target;
    private final Path aside;
    private final FileChannel channel;
    private final FileDigest digest = new FileDigest();
    private final Thread whenEnded = new Thread(this::delete, "wash-leftovers");
    private final ExecutorService disk =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("wash-disk").factory());
    private CompletableFuture<Void> syncing = CompletableFuture.completedFuture(null);
    private int unsynced;
    private boolean closed;

    private AsideFile(Path target, Path aside, FileChannel channel) {
        this.target = target;
        this.aside = aside;
        this.channel = channel;
        Runtime.getRuntime().addShutdownHook(whenEnded);
    }

    /// Whether `out` may be written, from what is read from `in`.
    ///
    /// @param replace a file of that name that is there already is replaced; else it is refused
    /// @throws WashRefused when it may not
    public static void check(Path in, Path out, boolean replace) {
        WashFiles.check(in, out, replace);
    }

    /// Begins a file.
    ///
    /// @param target where it will stand
    public static AsideFile create(Path target) throws IOException {
        String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        Path aside = target.resolveSibling("." + target.getFileName() + "." + random + ".washing");
        FileChannel channel =
                FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new AsideFile(target, aside, channel);
    }

    /// Adds the first bytes of an array.
    public void write(byte[] bytes, int length) throws IOException {
        digest.update(bytes, 0, length);
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        unsynced += length;
        if (unsynced >= SYNC_EVERY_BYTES && syncing.isDone()) {
            awaitDisk();
            unsynced = 0;
            syncing = CompletableFuture.runAsync(this::force, disk);
        }
    }

    /// Has everything written reach the disk, where most of it is by then: it is sent on its way
    /// while the rest is still to be written.
    public void sync() throws IOException {
        awaitDisk();
        channel.force(true);
    }

    private void force() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitDisk() throws IOException {
        try {
            syncing.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException failed) {
                throw new IOException(String.valueOf(failed.getMessage()), failed);
            }
            throw e;
        }
    }

    /// Takes its place, and returns what was written.
    public FileFacts place() throws IOException {
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
        disk.shutdown();
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
