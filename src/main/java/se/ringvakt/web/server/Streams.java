package se.ringvakt.web.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.access.Caller;
import se.ringvakt.web.Broadcast;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;

/// The live feed: server-sent events to whoever listens.
final class Streams implements Broadcast, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
    private static final Pattern EVENT = Pattern.compile("[a-z]+");
    private static final int QUEUE_BYTES = 1 << 16;
    private static final int WAITING_BYTES = 1 << 19;
    private static final Duration SLOWEST = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");
    private static final Buffer GREETING = Buffer.buffer("retry: 3000\n\n");
    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "text/event-stream; charset=utf-8", "X-Accel-Buffering", "no");

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Semaphore places;
    private final InstantSource clock;
    private volatile boolean closed;

    /// @param most listeners at one time
    Streams(int most, InstantSource clock) {
        this.places = new Semaphore(most);
        this.clock = clock;
    }

    @Override
    public void publish(String event, Object json) {
        if (watched()) {
            Buffer message = message(event, json);
            listeners.forEach(listener -> listener.offer(message));
        }
    }

    @Override
    public boolean watched() {
        return !listeners.isEmpty();
    }

    /// Lets somebody listen; returns at once.
    ///
    /// @param first what they are told first, by event
    /// @throws Problem when too many do already
    void open(Exchange exchange, Caller caller, Supplier<Map<String, Object>> first)
            throws Exception {
        if (closed || !places.tryAcquire()) {
            throw Problem.later(Kind.UNAVAILABLE, "too many listen already", AGAIN);
        }
        Listener listener = new Listener(exchange.request(), exchange.loop(), caller);
        try {
            exchange.begin(200, HEADERS, java.util.OptionalLong.empty());
            listener.begin();
        } catch (Exception e) {
            listener.close();
            throw e;
        }
        first.get().forEach((event, json) -> listener.offer(message(event, json)));
    }

    /// A sign of life to everybody; whoever is no longer logged in, or has not read for long, is
    /// cut off. Blocks.
    ///
    /// @param isStillIn whether somebody may go on listening
    void beat(java.util.function.Predicate<Caller> isStillIn) {
        for (Listener listener : listeners) {
            try {
                if (isStillIn.test(listener.caller)) {
                    listener.offer(HEARTBEAT);
                } else {
                    listener.close();
                }
            } catch (RuntimeException e) {
                LOG.warn("a listener's session cannot be read; they go on", e);
            }
        }
    }

    int count() {
        return listeners.size();
    }

    @Override
    public void close() {
        closed = true;
        listeners.forEach(Listener::close);
    }

    private static Buffer message(String event, Object json) {
        if (!EVENT.matcher(event).matches()) {
            throw new IllegalArgumentException(
                    "event: " + event + " (expected: lower-case letters)");
        }
        try {
            return Buffer.buffer("event: " + event + "\ndata: ")
                    .appendBytes(Problems.bytes(json))
                    .appendBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("event: " + event + ": no JSON", e);
        }
    }

    /// Somebody who listens. What they have not read waits, up to a bound, in order.
    private final class Listener {
        private final HttpServerRequest request;
        private final HttpServerResponse response;
        private final Context loop;
        private final Caller caller;

        // On the event loop only.
        private final Queue<Buffer> waiting = new ArrayDeque<>();
        private int waitingBytes;
        private long fullSince;
        private boolean gone;

        Listener(HttpServerRequest request, Context loop, Caller caller) {
            this.request = request;
            this.response = request.response();
            this.loop = loop;
            this.caller = caller;
        }

        void begin() {
            loop.runOnContext(_ -> {
                listeners.add(this);
                response.closeHandler(_ -> leave());
                response.setWriteQueueMaxSize(QUEUE_BYTES).drainHandler(_ -> drain());
                request.resume();
                if (response.closed() || closed) {
                    cut();
                } else {
                    send(GREETING);
                }
            });
        }

        void offer(Buffer message) {
            loop.runOnContext(_ -> {
                if (gone) {
                    return;
                }
                if (!response.writeQueueFull() && waiting.isEmpty()) {
                    send(message);
                    return;
                }
                hold(message);
            });
        }

        private void hold(Buffer message) {
            if (waiting.isEmpty()) {
                fullSince = clock.millis();
            }
            waiting.add(message);
            waitingBytes += message.length();
            boolean late = clock.millis() - fullSince > SLOWEST.toMillis();
            if (waitingBytes > WAITING_BYTES || late) {
                LOG.info("{} does not read the live feed, and is cut off", caller.name());
                cut();
            }
        }

        private void drain() {
            while (!waiting.isEmpty() && !response.writeQueueFull()) {
                Buffer next = waiting.remove();
                waitingBytes -= next.length();
                fullSince = clock.millis();
                send(next);
            }
        }

        private void send(Buffer message) {
            Future<Void> _ = response.write(message);
        }

        void close() {
            loop.runOnContext(_ -> cut());
        }

        private void cut() {
            leave();
            request.connection().close();
        }

        private void leave() {
            if (!gone) {
                gone = true;
                listeners.remove(this);
                waiting.clear();
                places.release();
            }
        }
    }
}
