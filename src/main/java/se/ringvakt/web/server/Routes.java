package se.ringvakt.web.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.access.Caller;
import se.ringvakt.web.Contract.Promise;
import se.ringvakt.web.Problem;

/// Which path is answered by what: the contract's operations, the pages for machines that watch,
/// single sign-on, and the dashboard's files.
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final String ROOT = "/api/v1";

    private final WebServer.Parts parts;
    private final ApiHandler api;
    private final StatusPages pages;
    private final Streams streams;
    private final Work work;
    private final Hands hands;

    /// Answers one request, on a thread that may wait.
    @FunctionalInterface
    interface Answer {
        void of(Exchange exchange) throws Exception;
    }

    /// Hands a request from its event loop to whoever answers it.
    @FunctionalInterface
    interface Hands {
        Handler<RoutingContext> on(Answer answer);
    }

    Routes(
            WebServer.Parts parts,
            ApiHandler api,
            StatusPages pages,
            Streams streams,
            Work work,
            Hands hands) {
        this.parts = parts;
        this.api = api;
        this.pages = pages;
        this.streams = streams;
        this.work = work;
        this.hands = hands;
    }

    /// All of them.
    Router router(Vertx vertx, Optional<SingleSignOn> signOn) {
        Router router = Router.router(vertx);
        router.route().handler(this::metered);
        router.get("/health/live").handler(on(pages::live));
        router.get("/health/ready").handler(on(counted(pages::ready)));
        router.get("/metrics").handler(on(counted(pages::metrics)));
        byte[] document = document();
        router.get(ROOT + "/openapi.json")
                .handler(
                        on(exchange ->
                                exchange.send(
                                        200, Map.of("Content-Type", Problems.JSON), document)));
        parts.contract().promises().values().stream()
                .sorted(Comparator.comparing((Promise promise) -> promise.path().contains("{")))
                .forEach(promise -> route(router, promise));
        signOn.ifPresent(it -> signOn(router, it));
        refusals(router);
        return router;
    }

    /// What takes a thread of the operations', though anybody may ask it.
    private Answer counted(Answer answer) {
        return exchange -> {
            api.count(exchange, false);
            answer.of(exchange);
        };
    }

    private Handler<RoutingContext> on(Answer answer) {
        return hands.on(answer);
    }

    /// Two steps of a browser's, not of a program's: they are no operations of the contract.
    private void signOn(Router router, SingleSignOn door) {
        router.get(ROOT + "/oidc/login")
                .handler(
                        on(exchange -> {
                            api.count(exchange, true);
                            door.leave(exchange);
                        }));
        router.get(ROOT + "/oidc/callback")
                .handler(
                        on(exchange -> {
                            api.count(exchange, false);
                            door.come(exchange);
                        }));
    }

    /// By the route that answered: there are few, whatever paths are asked for.
    private void metered(RoutingContext routing) {
        long began = System.nanoTime();
        routing.addEndHandler(_ -> {
            String path = routing.currentRoute() == null ? null : routing.currentRoute().getPath();
            parts.traffic()
                    .answered(
                            path == null ? "files" : path,
                            routing.response().getStatusCode(),
                            began);
        });
        routing.next();
    }

    private byte[] document() {
        try {
            return Problems.bytes(parts.contract().document());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void route(Router router, Promise promise) {
        String path = ROOT + promise.path().replaceAll("\\{([^}]+)\\}", ":$1");
        router.route(HttpMethod.valueOf(promise.method()), path)
                .handler(
                        promise.streams()
                                ? on(exchange -> stream(exchange, promise))
                                : on(exchange ->
                                        api.answer(
                                                exchange,
                                                promise,
                                                parts.operations().named(promise.name()))));
    }

    private void stream(Exchange exchange, Promise promise) throws Exception {
        Caller caller = api.admit(exchange, promise);
        streams.open(exchange, caller, () -> work(parts.greeting()));
    }

    private Map<String, Object> work(Supplier<Map<String, Object>> what) {
        try {
            return work.call(what::get);
        } catch (Exception e) {
            LOG.warn("no greeting for the live feed", e);
            return Map.of();
        }
    }

    /// What no route answers: the dashboard's files, and refusals of what the router knows.
    private void refusals(Router router) {
        StaticFiles files = new StaticFiles();
        router.errorHandler(
                405,
                on(_ -> {
                    throw Problem.of(Problem.Kind.METHOD_NOT_ALLOWED, "method: not possible here");
                }));
        router.errorHandler(
                404,
                on(exchange -> {
                    if (exchange.path().startsWith("/api/")) {
                        throw Problem.notFound("no such resource");
                    }
                    files.answer(exchange);
                }));
        router.errorHandler(
                400,
                on(_ -> {
                    throw Problem.of(Problem.Kind.MALFORMED, "path: cannot be decoded");
                }));
        router.errorHandler(
                500,
                on(_ -> {
                    throw new IllegalStateException("the router failed");
                }));
    }
}
