package se.ringvakt.web.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.access.Access;
import se.ringvakt.access.Caller;
import se.ringvakt.access.Network;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Contract.Need;
import se.ringvakt.web.Contract.Promise;
import se.ringvakt.web.Idempotency;
import se.ringvakt.web.Json;
import se.ringvakt.web.Operation;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;
import se.ringvakt.web.Reply;
import se.ringvakt.web.Reply.Content;

/// Answers requests to the API, each on a virtual thread of its own, in this order: how often, who,
/// whether they may, what, whether it is as the contract wants it; and only then it is done.
final class ApiHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final int KEY_MOST = 100;

    private final Access access;
    private final Gatekeeper gatekeeper;
    private final Rates rates;
    private final Bodies bodies;
    private final Checked contract;
    private final OnceOnly onceOnly;
    private final Work work;
    private final Work downloads;
    private final InstantSource clock;

    /// How often one may ask.
    record Rates(Rate addresses, Rate callers, Rate logins) {}

    /// Where everything else is done.
    record Threads(Work work, Work downloads) {}

    ApiHandler(
            Access access,
            Gatekeeper gatekeeper,
            Rates rates,
            Bodies bodies,
            Checked contract,
            OnceOnly onceOnly,
            Threads threads,
            InstantSource clock) {
        this.access = access;
        this.gatekeeper = gatekeeper;
        this.rates = rates;
        this.bodies = bodies;
        this.contract = contract;
        this.onceOnly = onceOnly;
        this.work = threads.work();
        this.downloads = threads.downloads();
        this.clock = clock;
    }

    /// Who asks for this, and may, and has not asked too often.
    ///
    /// @throws Problem when not
    Caller admit(Exchange exchange, Promise promise) throws Exception {
        rates.addresses().take(Network.of(exchange.address()));
        if (promise.need() instanceof Need.Nothing && !exchange.method().equals("GET")) {
            rates.logins().take(Network.of(exchange.address()));
        }
        Caller caller = work.call(() -> gatekeeper.admit(exchange, promise));
        if (!(promise.need() instanceof Need.Nothing)) {
            rates.callers().take(caller.name());
        }
        return caller;
    }

    /// Counts what no operation answers: a step of the single sign-on, or a page for machines.
    ///
    /// @param begins whether it is the first, and so an attempt to log in
    /// @throws Problem when there were too many
    void count(Exchange exchange, boolean begins) {
        rates.addresses().take(Network.of(exchange.address()));
        if (begins) {
            rates.logins().take(Network.of(exchange.address()));
        }
    }

    /// Answers.
    void answer(Exchange exchange, Promise promise, Operation operation) {
        answer(exchange, () -> answered(exchange, promise, operation));
    }

    /// What answers a request by itself, and throws what is to be told instead.
    @FunctionalInterface
    interface Answering {
        void answer() throws Exception;
    }

    /// Answers, if need be with what is thrown.
    static void answer(Exchange exchange, Answering answering) {
        try {
            answering.answer();
        } catch (InterruptedException _) {
            exchange.breakOff();
            Thread.currentThread().interrupt();
        } catch (Exception | StackOverflowError e) {
            if (ClientGone.isCauseOf(e)) {
                gone(exchange, e);
            } else {
                refuse(exchange, Faults.problem(e));
            }
        }
    }

    private static void gone(Exchange exchange, Throwable why) {
        LOG.debug("{} {}: broken off", exchange.method(), exchange.path(), why);
        exchange.breakOff();
    }

    /// Tells a problem, unless the answer has begun.
    static void refuse(Exchange exchange, Problem problem) {
        if (exchange.hasBegun()) {
            exchange.breakOff();
            return;
        }
        try {
            send(exchange, Problems.reply(problem));
        } catch (ClientGone e) {
            gone(exchange, e);
        }
    }

    private void answered(Exchange exchange, Promise promise, Operation operation)
            throws Exception {
        Caller caller = admit(exchange, promise);
        switch (promise.body()) {
            case NONE -> done(exchange, promise, operation, caller, Optional.empty());
            case JSON -> done(exchange, promise, operation, caller, Optional.of(json(exchange)));
            case FILE -> {
                Checked.Given given = given(exchange, Optional.empty());
                contract.check(promise.name(), given);
                try (Bodies.Received received = bodies.file(exchange)) {
                    Ask ask = ask(caller, given, Optional.empty(), Optional.of(received.upload()));
                    deliver(
                            exchange,
                            work.call(() -> once(promise, operation, ask, received.hash())));
                }
            }
        }
    }

    private byte[] json(Exchange exchange) throws IOException, InterruptedException {
        String type = exchange.header("content-type").orElse("");
        if (exchange.hasBody() && !Bodies.isJson(type)) {
            throw Problem.of(
                    Kind.UNSUPPORTED, "Content-Type: " + type + " (expected: application/json)");
        }
        return bodies.json(exchange);
    }

    private void done(
            Exchange exchange,
            Promise promise,
            Operation operation,
            Caller caller,
            Optional<byte[]> body)
            throws Exception {
        Checked.Given given = given(exchange, body);
        contract.check(promise.name(), given);
        Optional<JsonNode> json = body.filter(bytes -> bytes.length > 0).map(ApiHandler::tree);
        Ask ask = ask(caller, given, json, Optional.empty());
        Reply reply =
                work.call(() -> once(promise, operation, ask, hash(body.orElse(new byte[0]))));
        deliver(exchange, reply);
    }

    private static Checked.Given given(Exchange exchange, Optional<byte[]> body) {
        Map<String, String> path = new LinkedHashMap<>(exchange.pathParameters());
        if (path.values().stream().anyMatch(ApiHandler::isStrange)) {
            throw Problem.notFound("path: control characters (expected: none)");
        }
        return new Checked.Given(path, exchange.query(), exchange.headers(), body);
    }

    private static boolean isStrange(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private Ask ask(
            Caller caller,
            Checked.Given given,
            Optional<JsonNode> json,
            Optional<se.ringvakt.web.Upload> upload) {
        return new Ask(
                caller,
                given.path(),
                given.query(),
                given.headers(),
                json,
                upload,
                access.audit()::note,
                Instant.ofEpochMilli(clock.millis()));
    }

    /// What only reads is done each time: a stored answer would be seen with nothing on the audit
    /// log, and hold what it shows for as long as it is kept.
    private Reply once(Promise promise, Operation operation, Ask ask, String bodyHash)
            throws Exception {
        Optional<String> key = ask.header("idempotency-key");
        if (key.isEmpty()
                || !promise.method().equals("POST")
                || promise.reads()
                || promise.need() instanceof Need.Nothing) {
            return operation.answer(ask);
        }
        if (key.get().isEmpty() || key.get().length() > KEY_MOST || isStrange(key.get())) {
            throw Problem.unprocessable(
                    "Idempotency-Key: (expected: 1 to " + KEY_MOST + " characters)");
        }
        return onceOnly.reply(
                promise,
                new Idempotency.Key(ask.caller().name(), promise.name(), key.get()),
                asked(bodyHash, ask),
                ask.now(),
                () -> operation.answer(ask));
    }

    /// What tells one request from another. In an order that does not depend on this process: the
    /// same is to be told after a restart.
    static String asked(String bodyHash, Ask ask) {
        String all = bodyHash + new TreeMap<>(ask.path()) + new TreeMap<>(ask.query());
        return hash(all.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode tree(byte[] body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException e) {
            throw Problem.of(Kind.MALFORMED, "body: cannot be read (expected: JSON)");
        }
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Cookies.sha256().digest(bytes));
    }

    /// Sends an answer, one that may be long on a thread of its own.
    private void deliver(Exchange exchange, Reply reply) throws Exception {
        switch (reply.content()) {
            case Content.Stored(String type, var file) ->
                    downloads.call(() -> {
                        Exchange.Body body =
                                exchange.begin(
                                        reply.status(),
                                        typed(reply, type),
                                        OptionalLong.of(Files.size(file)));
                        Files.copy(file, body);
                        body.end();
                        return reply;
                    });
            case Content.Written(String type, Reply.Writer writer) ->
                    downloads.call(() -> {
                        Exchange.Body body =
                                exchange.begin(
                                        reply.status(), typed(reply, type), OptionalLong.empty());
                        writer.write(body);
                        body.end();
                        return reply;
                    });
            default -> send(exchange, reply);
        }
    }

    /// Sends an answer whole.
    static void send(Exchange exchange, Reply reply) throws ClientGone {
        switch (reply.content()) {
            case Content.None() -> exchange.send(reply.status(), reply.headers(), new byte[0]);
            case Content.Json(Object value) ->
                    exchange.send(reply.status(), typed(reply, Problems.JSON), json(value));
            case Content.Bytes(String type, byte[] bytes) ->
                    exchange.send(reply.status(), typed(reply, type), bytes);
            case Content.Stored _, Content.Written _ ->
                    throw new IllegalStateException("a long answer where none can be");
        }
    }

    private static byte[] json(Object value) {
        try {
            return Problems.bytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that is no JSON", e);
        }
    }

    private static Map<String, String> typed(Reply reply, String type) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.putAll(reply.headers());
        return headers;
    }
}
