package se.ringvakt.web.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.access.Access;
import se.ringvakt.access.AccessSettings;
import se.ringvakt.config.ConfigException;
import se.ringvakt.web.Broadcast;
import se.ringvakt.web.Contract;
import se.ringvakt.web.Health;
import se.ringvakt.web.Idempotency;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Traffic;
import se.ringvakt.web.WebSettings;

/// The API and the dashboard, listening. Closing, it takes no more requests and answers those it
/// has.
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int PROCESSORS_FOR_TWO_LOOPS = 4;
    private static final int TURNS = 8;
    private static final int SEND_BUFFER = 1 << 17;
    private static final Duration START_MOST = Duration.ofSeconds(20);
    private static final Duration BEAT = Duration.ofSeconds(15);
    private static final Duration LOOK_AT_FILES = Duration.ofSeconds(2);
    private static final Duration LISTEN_AGAIN = Duration.ofSeconds(5);
    private static final int REFUSALS_A_LINE = 12;
    private static final Duration KEYS_KEPT = Duration.ofHours(24);

    private final WebSettings settings;
    private final Parts parts;
    private final Vertx vertx;
    private final Bodies bodies;
    private final Work work;
    private final Work downloads;
    private final Streams streams;
    private final Connections connections;
    private final Gatekeeper gatekeeper;
    private final Networks networks;
    private final Map<String, String> headers;
    private final Optional<SingleSignOn> signOn;
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clerk =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("web-clerk").daemon().factory());
    private final Router router;
    private volatile Optional<HttpServer> server = Optional.empty();
    private int refusals;
    private Optional<TlsFiles> tls;

    /// What is served.
    ///
    /// @param operations all that the contract promises, but for those of sessions, which are ours
    /// @param metrics as Prometheus reads them
    /// @param traffic hears of every request
    /// @param greeting what a dashboard that begins to listen is told first, by event
    /// @param state the folder of everything that outlives the process
    public record Parts(
            Operations operations,
            Contract contract,
            Access access,
            AccessSettings accessSettings,
            Idempotency idempotency,
            Health health,
            Supplier<String> metrics,
            Supplier<Map<String, Object>> greeting,
            Traffic traffic,
            Path state,
            InstantSource clock) {}

    private WebServer(WebSettings settings, Parts parts) {
        this.settings = settings;
        this.parts = parts;
        this.headers = new SafeHeaders(settings.secure()).all();
        this.networks =
                new Networks(settings.proxy().map(WebSettings.Proxy::addresses).orElse(List.of()));
        this.tls = settings.tls().map(TlsFiles::read);
        this.bodies = new Bodies(settings, parts.state().resolve("uploads"));
        this.work =
                new Work(
                        "api",
                        settings.limits().operations(),
                        TURNS * settings.limits().operations(),
                        settings.times().answer());
        this.downloads =
                new Work("download", settings.limits().downloads(), 0, Duration.ofHours(1));
        this.streams = new Streams(settings.limits().streams(), parts.clock());
        this.connections = new Connections(settings);
        Cookies cookies = new Cookies(settings.secure());
        this.gatekeeper = new Gatekeeper(parts.access(), cookies);
        this.signOn =
                settings.oidc()
                        .map(oidc ->
                                new SingleSignOn(oidc, parts.access(), cookies, parts.clock()));
        this.vertx = Vertx.vertx(options());
        try {
            this.router = router();
            listen();
        } catch (RuntimeException e) {
            stopThreads();
            throw e;
        }
        clerk(Duration.ofSeconds(1), connections::sweep);
        clerk(BEAT, this::beat);
        clerk(Duration.ofHours(1), this::eraseKeys);
        clerk(LOOK_AT_FILES, this::renewTls);
        clerk(LISTEN_AGAIN, this::listen);
    }

    /// Starts listening. An address that cannot be had is told in the log, and tried again until it
    /// can: whoever decides dials meanwhile is not kept from it.
    ///
    /// @throws IllegalArgumentException when the contract and the operations are not each other's
    public static WebServer start(WebSettings settings, Parts parts) {
        return new WebServer(settings, parts);
    }

    /// Where it listens, or will.
    public InetSocketAddress address() {
        int port = server.map(HttpServer::actualPort).orElse(settings.listen().getPort());
        return new InetSocketAddress(settings.listen().getAddress(), port);
    }

    /// Whether it listens. False: somebody else has the address; it is tried again.
    public boolean listens() {
        return server.isPresent();
    }

    /// How many dashboards listen to the live feed.
    public int streams() {
        return streams.count();
    }

    /// Tells whoever listens to the live feed.
    public Broadcast broadcast() {
        return streams;
    }

    private static VertxOptions options() {
        int loops = Runtime.getRuntime().availableProcessors() < PROCESSORS_FOR_TWO_LOOPS ? 1 : 2;
        return new VertxOptions()
                .setEventLoopPoolSize(loops)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2);
    }

    /// Unless it does already. Told at once, and then every minute.
    private void listen() {
        if (listens()) {
            return;
        }
        try {
            server = Optional.of(listening());
            if (refusals > 0) {
                LOG.info("the dashboard and the API are served now at {}", settings.listen());
            }
        } catch (IOException e) {
            if (refusals++ % REFUSALS_A_LINE == 0) {
                LOG.error(
                        "the dashboard and the API are not served, the gate is; web.listen: {}: {}"
                                + " (expected: a free address; tried again every {} s)",
                        settings.listen(),
                        e.getMessage(),
                        LISTEN_AGAIN.toSeconds());
            }
        }
    }

    private HttpServer listening() throws IOException {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost(settings.listen().getAddress().getHostAddress())
                        .setPort(settings.listen().getPort())
                        .setHttp2ClearTextEnabled(false)
                        .setUseAlpn(false)
                        .setMaxHeaderSize(settings.limits().header())
                        .setMaxInitialLineLength(settings.limits().header() / 2)
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setIdleTimeout((int) settings.times().idle().toMillis())
                        .setSendBufferSize(SEND_BUFFER);
        tls.ifPresent(files ->
                options.setSsl(true)
                        .setEnabledSecureTransportProtocols(TlsFiles.PROTOCOLS)
                        .setKeyCertOptions(files.options()));
        HttpServer made =
                vertx.createHttpServer(options)
                        .connectionHandler(connections::opened)
                        .invalidRequestHandler(this::invalid)
                        .requestHandler(router);
        return Exchange.waited(made.listen(), START_MOST);
    }

    /// What cannot be read as HTTP gets the status that says so, and nothing else.
    private void invalid(HttpServerRequest request) {
        headers.forEach(request.response()::putHeader);
        HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
    }

    private Router router() {
        Cookies cookies = new Cookies(settings.secure());
        SessionApi.LoginOptions options =
                new SessionApi.LoginOptions(
                        settings.oidc().isPresent(),
                        settings.oidc().map(WebSettings.Oidc::name),
                        settings.language());
        Operations operations = parts.operations();
        new SessionApi(parts.access(), parts.accessSettings(), cookies, options).offer(operations);
        parts.contract().hold(operations);
        StatusPages pages =
                new StatusPages(
                        parts.health(), parts.metrics(), gatekeeper, settings.openMetrics(), work);
        Router router =
                new Routes(parts, api(), pages, streams, work, this::on).router(vertx, signOn);
        router.route().order(-1).handler(connections::begun);
        return router;
    }

    private ApiHandler api() {
        WebSettings.Rates rates = settings.rates();
        return new ApiHandler(
                parts.access(),
                gatekeeper,
                new ApiHandler.Rates(
                        Rate.perSecond(rates.perAddress()),
                        Rate.perSecond(rates.perCaller()),
                        Rate.perMinute(rates.logins())),
                bodies,
                Checked.of(vertx, parts.contract()),
                new OnceOnly(parts.idempotency()),
                new ApiHandler.Threads(work, downloads),
                parts.clock());
    }

    /// Hands a request from its event loop to a virtual thread.
    private Handler<RoutingContext> on(Routes.Answer answer) {
        return routing -> {
            Context loop = vertx.getOrCreateContext();
            Exchange exchange =
                    new Exchange(routing, loop, networks, headers, settings.times().answer());
            waiting.execute(() -> ApiHandler.answer(exchange, () -> answer.of(exchange)));
        };
    }

    private void beat() {
        Instant now = Instant.ofEpochMilli(parts.clock().millis());
        streams.beat(caller -> gatekeeper.isStillIn(caller, now));
    }

    private void eraseKeys() {
        int erased =
                parts.idempotency()
                        .erase(Instant.ofEpochMilli(parts.clock().millis()).minus(KEYS_KEPT));
        LOG.debug("{} kept answers erased", erased);
    }

    /// New connections get the new certificate; those there are keep theirs.
    private void renewTls() {
        if (tls.isEmpty()) {
            return;
        }
        TlsFiles now;
        try {
            now = TlsFiles.read(settings.tls().orElseThrow());
        } catch (ConfigException e) {
            LOG.warn("the former certificate stays: {}", e.getMessage());
            return;
        }
        if (now.sameAs(tls.get())) {
            return;
        }
        ServerSSLOptions options = new ServerSSLOptions();
        options.setKeyCertOptions(now.options())
                .setEnabledSecureTransportProtocols(TlsFiles.PROTOCOLS);
        try {
            if (server.isPresent()) {
                Exchange.waited(server.get().updateSSLOptions(options), START_MOST);
            }
            tls = Optional.of(now);
            LOG.info("a new certificate is in use");
        } catch (IOException e) {
            LOG.warn("the former certificate stays", e);
        }
    }

    private void clerk(Duration every, Runnable what) {
        ScheduledFuture<?> _ =
                clerk.scheduleWithFixedDelay(
                        () -> {
                            try {
                                what.run();
                            } catch (RuntimeException e) {
                                LOG.error("the server's upkeep", e);
                            }
                        },
                        every.toMillis(),
                        every.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clerk.shutdownNow();
        streams.close();
        long drainMillis = settings.times().drain().toMillis();
        server.ifPresent(it ->
                quietly(it.shutdown(drainMillis, TimeUnit.MILLISECONDS), settings.times().drain()));
        stopThreads();
    }

    private void stopThreads() {
        clerk.shutdownNow();
        waiting.shutdownNow();
        work.close();
        downloads.close();
        signOn.ifPresent(SingleSignOn::close);
        bodies.close();
        quietly(vertx.close(), START_MOST);
    }

    private static void quietly(Future<Void> closing, Duration most) {
        try {
            Exchange.waited(closing, most.plusSeconds(1));
        } catch (IOException e) {
            LOG.warn("the server did not close in time", e);
        }
    }
}
