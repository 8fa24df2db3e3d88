package se.ringvakt.web.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import se.ringvakt.web.Problem;

/// One request and its answer, for a thread that may wait. Its body comes only when it is asked
/// for.
final class Exchange {
    private static final long LINGER_MILLIS = 2000;
    private static final int CHUNK = 1 << 16;
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final RoutingContext routing;
    private final HttpServerRequest request;
    private final Context loop;
    private final Map<String, String> usual;
    private final String address;
    private final Duration stalled;
    private final boolean hasBody;
    private volatile boolean bodyTaken;

    /// On the event loop.
    ///
    /// @param usual headers of every answer
    /// @param stalled how long a write is waited for
    Exchange(
            RoutingContext routing,
            Context loop,
            Networks networks,
            Map<String, String> usual,
            Duration stalled) {
        this.routing = routing;
        this.request = routing.request();
        this.loop = loop;
        this.usual = usual;
        this.stalled = stalled;
        this.address = networks.client(peer(request), forwarded(request));
        this.hasBody = request.headers().contains("Transfer-Encoding") || length().orElse(0) > 0;
        request.pause();
    }

    /// All of them: some proxies put a line of their own after the one that the client has sent.
    private static Optional<String> forwarded(HttpServerRequest request) {
        List<String> lines = request.headers().getAll(FORWARDED_FOR);
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(",", lines));
    }

    private static InetAddress peer(HttpServerRequest request) {
        return InetAddress.ofLiteral(request.remoteAddress().hostAddress());
    }

    String method() {
        return request.method().name();
    }

    /// As it was sent, not decoded.
    String path() {
        return String.valueOf(request.path());
    }

    HttpServerRequest request() {
        return request;
    }

    Context loop() {
        return loop;
    }

    /// Where the client is, behind proxies of ours.
    String address() {
        return address;
    }

    /// Whether it comes from this machine. What a proxy here passes on does not, be it one of ours
    /// or one that the settings do not know.
    boolean isLocal() {
        return peer(request).isLoopbackAddress()
                && !request.headers().contains(FORWARDED_FOR)
                && !request.headers().contains("Forwarded");
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers()
                .forEach((name, value) ->
                        headers.merge(
                                name.toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b));
        return headers;
    }

    Map<String, String> pathParameters() {
        return routing.pathParams();
    }

    /// The parameters after the path, decoded.
    ///
    /// @throws Problem when they are not written as they should be
    Map<String, List<String>> query() {
        Map<String, List<String>> query = new LinkedHashMap<>();
        try {
            routing.queryParams()
                    .forEach((name, value) ->
                            query.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
        } catch (RuntimeException _) {
            throw Problem.of(Problem.Kind.MALFORMED, "query: cannot be decoded");
        }
        return query;
    }

    boolean hasBody() {
        return hasBody;
    }

    /// `Content-Length`; empty: not told.
    OptionalLong length() {
        String told = request.getHeader("Content-Length");
        try {
            return told == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(told));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    /// Lets the body come; a client that waits to be asked for it is told to go on.
    void takeBody(Runnable beginOnLoop) {
        bodyTaken = true;
        loop.runOnContext(_ -> {
            if (header("expect").filter("100-continue"::equalsIgnoreCase).isPresent()) {
                Future<Void> _ = request.response().writeContinue();
            }
            beginOnLoop.run();
        });
    }

    /// Sends an answer whole.
    void send(int status, Map<String, String> headers, byte[] body) throws ClientGone {
        on(() -> {
            HttpServerResponse response = begun(status, headers).setChunked(false);
            Future<Void> sent =
                    status == 204 || status == 304
                            ? response.end()
                            : response.end(Buffer.buffer(body));
            afterwards();
            return sent;
        });
    }

    /// Begins an answer that is written as it comes.
    ///
    /// @param length empty: not known
    Body begin(int status, Map<String, String> headers, OptionalLong length) throws ClientGone {
        on(() -> {
            HttpServerResponse response = begun(status, headers);
            if (length.isPresent()) {
                response.putHeader("Content-Length", Long.toString(length.getAsLong()));
            } else {
                response.setChunked(true);
            }
            return Future.succeededFuture();
        });
        return new Body();
    }

    boolean hasBegun() {
        return request.response().headWritten();
    }

    /// Breaks the connection off, so that nobody takes a part for the whole.
    void breakOff() {
        loop.runOnContext(_ -> request.connection().close());
    }

    /// Without the headers of an answer that was begun and of which nothing was sent.
    private HttpServerResponse begun(int status, Map<String, String> headers) {
        HttpServerResponse response = request.response().setStatusCode(status);
        response.headers().clear();
        usual.forEach(response::putHeader);
        headers.forEach(response::putHeader);
        if (hasBody && !isTaken()) {
            response.putHeader("Connection", "close");
        }
        return response;
    }

    private boolean isTaken() {
        return bodyTaken && request.isEnded();
    }

    /// A client that still sends is heard out for a moment, or it would not read the answer; what
    /// it sends is thrown away.
    private void afterwards() {
        if (!hasBody || isTaken()) {
            request.resume();
            return;
        }
        request.handler(_ -> {});
        request.endHandler(_ -> request.connection().close());
        request.resume();
        routing.vertx().setTimer(LINGER_MILLIS, _ -> request.connection().close());
    }

    private <T> T on(Supplier<Future<T>> step) throws ClientGone {
        Promise<T> done = Promise.promise();
        loop.runOnContext(_ -> {
            try {
                step.get().onComplete(done);
            } catch (RuntimeException e) {
                done.tryFail(e);
            }
        });
        try {
            return waited(done.future(), stalled);
        } catch (IOException e) {
            throw new ClientGone(e);
        }
    }

    /// Waits for what an event loop will do.
    ///
    /// @throws IOException when it failed, or took too long
    static <T> T waited(Future<T> future, Duration most) throws IOException {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("stalled for " + most, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// An answer that is written as it comes, as fast as it is read.
    final class Body extends OutputStream {
        private final byte[] chunk = new byte[CHUNK];
        private int filled;

        @Override
        public void write(int single) throws ClientGone {
            if (filled == CHUNK) {
                flush();
            }
            chunk[filled++] = (byte) single;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws ClientGone {
            int at = offset;
            while (at < offset + length) {
                if (filled == CHUNK) {
                    flush();
                }
                int part = Math.min(CHUNK - filled, offset + length - at);
                System.arraycopy(bytes, at, chunk, filled, part);
                filled += part;
                at += part;
            }
        }

        @Override
        public void flush() throws ClientGone {
            if (filled > 0) {
                Buffer part = Buffer.buffer(filled).appendBytes(chunk, 0, filled);
                filled = 0;
                on(() -> request.response().write(part));
            }
        }

        /// The answer is whole only after this.
        void end() throws ClientGone {
            flush();
            on(() -> {
                Future<Void> ended = request.response().end();
                afterwards();
                return ended;
            });
        }
    }
}
