package se.ringvakt.web.server;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;
import se.ringvakt.web.Upload;
import se.ringvakt.web.WebSettings;

/// Takes requests' bodies, no more of them than was agreed and no slower.
final class Bodies implements AutoCloseable {
    private static final Duration UPLOAD_LONGEST = Duration.ofHours(12);
    private static final Duration PAUSE_MOST = Duration.ofSeconds(20);
    private static final long RATE_LEAST = 8 << 10;
    private static final long ROOM_LEAST = 512L << 20;
    private static final long LOOK_EVERY = 64L << 20;

    private final WebSettings.Limits limits;
    private final Duration jsonTime;
    private final Duration grace;
    private final Path folder;
    private final Work uploads;

    /// @param folder where files lie while they are worked on; whatever is left there from before
    ///   is erased
    Bodies(WebSettings settings, Path folder) {
        this.limits = settings.limits();
        this.jsonTime = settings.times().body();
        this.grace = settings.times().body();
        this.folder = folder;
        this.uploads = new Work("upload", limits.uploads(), 0, UPLOAD_LONGEST);
        try {
            Files.createDirectories(folder);
            try (Stream<Path> left = Files.list(folder)) {
                for (Path each : left.toList()) {
                    Files.deleteIfExists(each);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": cannot be cleared", e);
        }
    }

    /// A file that came, and what tells it from others.
    record Received(Upload upload, String hash) implements AutoCloseable {
        /// Erases it, unless it was moved.
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(upload.file());
        }
    }

    /// A body that is kept in memory.
    ///
    /// @throws Problem when it is too long, or does not come
    byte[] json(Exchange exchange) throws ClientGone, InterruptedException {
        bound(exchange, limits.json());
        long deadline = System.nanoTime() + jsonTime.toNanos();
        Parts parts = new Parts(exchange);
        Buffer whole = Buffer.buffer();
        while (parts.next(Duration.ofNanos(deadline - System.nanoTime())) instanceof Buffer part) {
            if (whole.length() + part.length() > limits.json()) {
                throw tooLarge(limits.json());
            }
            whole.appendBuffer(part);
        }
        return whole.getBytes();
    }

    /// A body that is put into a file.
    ///
    /// @throws Problem when it is too long, or comes too slowly, or too many others are coming
    Received file(Exchange exchange) throws Exception {
        bound(exchange, limits.upload());
        room(exchange.length().orElse(0));
        return uploads.call(() -> received(exchange));
    }

    private Received received(Exchange exchange) throws IOException, InterruptedException {
        Path file = Files.createTempFile(folder, "upload-", "");
        MessageDigest hash = Cookies.sha256();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), hash)) {
            long bytes = copied(exchange, out);
            return new Received(new Upload(file, bytes), HexFormat.of().formatHex(hash.digest()));
        } catch (IOException | InterruptedException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private long copied(Exchange exchange, OutputStream out)
            throws IOException, InterruptedException {
        Parts parts = new Parts(exchange);
        long begun = System.nanoTime();
        long bytes = 0;
        long looked = 0;
        Duration pause = grace.compareTo(PAUSE_MOST) < 0 ? grace : PAUSE_MOST;
        while (parts.next(pause) instanceof Buffer part) {
            bytes += part.length();
            if (bytes > limits.upload()) {
                throw tooLarge(limits.upload());
            }
            if (bytes - looked > LOOK_EVERY) {
                looked = bytes;
                room(0);
            }
            out.write(part.getBytes());
            pace(bytes, Duration.ofNanos(System.nanoTime() - begun));
        }
        return bytes;
    }

    private void pace(long bytes, Duration so) {
        if (so.compareTo(grace) > 0 && bytes / Math.max(1, so.toSeconds()) < RATE_LEAST) {
            throw tooSlow();
        }
    }

    /// The records are on the same disk: they come first.
    private void room(long wanted) throws IOException {
        if (Files.getFileStore(folder).getUsableSpace() - wanted < ROOM_LEAST) {
            throw Problem.of(Kind.UNAVAILABLE, "no room on the disk for this file");
        }
    }

    private static void bound(Exchange exchange, long most) {
        if (exchange.length().orElse(0) > most) {
            throw tooLarge(most);
        }
    }

    private static Problem tooLarge(long most) {
        return Problem.of(Kind.TOO_LARGE, "body: too long (expected: at most " + most + " bytes)");
    }

    private static Problem tooSlow() {
        return Problem.of(Kind.TIMEOUT, "body: comes too slowly");
    }

    @Override
    public void close() {
        uploads.close();
    }

    /// The parts of a body as they come, one at a time: more is read off the wire only when the
    /// last was taken.
    private static final class Parts {
        private static final Object END = new Object();

        private final Exchange exchange;
        private final BlockingQueue<Object> come = new LinkedBlockingQueue<>();
        private boolean begun;

        Parts(Exchange exchange) {
            this.exchange = exchange;
        }

        /// The next part; not a buffer: that was all.
        Object next(Duration most) throws ClientGone, InterruptedException {
            if (!exchange.hasBody()) {
                return END;
            }
            if (begun) {
                exchange.loop().runOnContext(_ -> exchange.request().fetch(1));
            } else {
                begun = true;
                exchange.takeBody(this::begin);
            }
            Object part = come.poll(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS);
            if (part == null) {
                throw tooSlow();
            }
            if (part instanceof Throwable broken) {
                throw new ClientGone(broken);
            }
            return part;
        }

        private void begin() {
            exchange.request()
                    .handler(come::add)
                    .endHandler(_ -> come.add(END))
                    .exceptionHandler(come::add)
                    .fetch(1);
        }
    }

    /// The media types that are JSON.
    static boolean isJson(String type) {
        List<String> words = List.of(type.toLowerCase(Locale.ROOT).split(";"));
        return words.getFirst().strip().equals("application/json");
    }
}
