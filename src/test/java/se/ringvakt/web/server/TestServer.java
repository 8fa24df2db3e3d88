package se.ringvakt.web.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import se.ringvakt.access.Access;
import se.ringvakt.access.AccessSettings;
import se.ringvakt.access.Caller;
import se.ringvakt.access.Right;
import se.ringvakt.access.Role;
import se.ringvakt.access.UserName;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.sql.SqlAccess;
import se.ringvakt.ledger.sql.SqlIdempotency;
import se.ringvakt.ledger.sqlite.EmptyLedger;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Contract;
import se.ringvakt.web.Health;
import se.ringvakt.web.Json;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;
import se.ringvakt.web.Traffic;
import se.ringvakt.web.WebSettings;
import se.ringvakt.web.WebSettings.Limits;
import se.ringvakt.web.WebSettings.Rates;
import se.ringvakt.web.WebSettings.Times;

/// A server on a free port, with a few operations of its own, real users and a real database.
final class TestServer implements AutoCloseable {
    static final String PASSWORD = "lång nog för alla";
    static final Contract CONTRACT = Contract.of("session", "things");

    final SqliteDatabase database;
    final Access access;
    final WebServer server;
    final Path state;
    final AtomicInteger added = new AtomicInteger();
    final List<String> seenNumbers = new ArrayList<>();
    volatile CountDownLatch hold = new CountDownLatch(0);
    volatile List<Health.Check> checks = List.of(new Health.Check("ledger", true, "ok"));
    private final List<ApiClient> clients = new ArrayList<>();

    private TestServer(Path folder, WebSettings settings, AccessSettings accessSettings) {
        state = folder;
        database = EmptyLedger.open(folder.resolve("ledger.db"));
        access = SqlAccess.open(database, accessSettings, InstantSource.system(), folder);
        server =
                WebServer.start(
                        settings,
                        new WebServer.Parts(
                                operations(),
                                CONTRACT,
                                access,
                                accessSettings,
                                new SqlIdempotency(database),
                                () -> checks,
                                () -> "ringvakt_things 1\n",
                                () -> Map.of("now", Map.of("dials", 7)),
                                Traffic.UNSEEN,
                                folder,
                                InstantSource.system()));
    }

    static TestServer start(Path folder) {
        return start(folder, settings -> settings);
    }

    static TestServer start(Path folder, UnaryOperator<WebSettings> change) {
        return new TestServer(folder, change.apply(usual()), AccessSettings.USUAL);
    }

    static TestServer start(
            Path folder, UnaryOperator<WebSettings> change, AccessSettings accessSettings) {
        return new TestServer(folder, change.apply(usual()), accessSettings);
    }

    static WebSettings usual() {
        return new WebSettings(
                true,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "sv",
                Optional.empty(),
                Optional.empty(),
                false,
                new Limits(3000, 16, 2, 4, 2000, 8 << 10, 64 << 10, 1 << 20),
                new Times(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(2)),
                new Rates(100_000, 100_000, 1000),
                Optional.empty());
    }

    static WebSettings with(WebSettings old, Limits limits, Times times, Rates rates) {
        return new WebSettings(
                old.enabled(),
                old.listen(),
                old.language(),
                old.tls(),
                old.proxy(),
                old.openMetrics(),
                limits,
                times,
                rates,
                old.oidc());
    }

    static WebSettings with(WebSettings old, WebSettings.Oidc oidc) {
        return new WebSettings(
                old.enabled(),
                old.listen(),
                old.language(),
                old.tls(),
                old.proxy(),
                old.openMetrics(),
                old.limits(),
                old.times(),
                old.rates(),
                Optional.of(oidc));
    }

    private Operations operations() {
        return new Operations()
                .on("listThings", this::list)
                .on("thing", ask -> Reply.ok(thing(ask.path("id"))).version("v1"))
                .on("putThing", this::put)
                .on("addThing", this::add)
                .on("searchThings", this::search)
                .on("addSecret", ask -> Reply.ok(ask.body()))
                .on(
                        "exportThings",
                        _ ->
                                Reply.written(
                                        "text/csv",
                                        "things.csv",
                                        out -> {
                                            for (int i = 0; i < 100_000; i++) {
                                                out.write(
                                                        ("thing-" + i + "\n")
                                                                .getBytes(StandardCharsets.UTF_8));
                                            }
                                        }))
                .on("takeFile", ask -> Reply.ok(Map.of("bytes", ask.file().bytes())))
                .on("trouble", TestServer::trouble)
                .on("exportSome", TestServer::some);
    }

    private Reply search(Ask ask) {
        ask.audit("thing.look", "", Optional.empty(), Optional.empty(), "");
        return Reply.ok(ask.body());
    }

    private Reply list(Ask ask) throws InterruptedException {
        ask.query("number").ifPresent(seenNumbers::add);
        hold.await();
        return Reply.ok(Map.of("items", List.of(thing("a"))));
    }

    private Reply put(Ask ask) {
        ask.expect("v1");
        return Reply.ok(ask.body()).version("v2");
    }

    private Reply add(Ask ask) throws InterruptedException {
        hold.await();
        added.incrementAndGet();
        if (ask.body().path("name").asText().equals("double")) {
            throw Problem.conflict("name: double (expected: another)");
        }
        ask.audit("thing.add", "a", Optional.empty(), Optional.of(ask.body()), "because");
        return Reply.created("/api/v1/things/a", ask.body());
    }

    /// Breaks off after so many bytes.
    private static Reply some(Ask ask) {
        int bytes = Integer.parseInt(ask.path("bytes"));
        return Reply.written(
                "text/csv",
                "some.csv",
                out -> {
                    out.write(new byte[bytes]);
                    throw new IOException("disk secret");
                });
    }

    private static Reply trouble(Ask ask) throws IOException {
        throw switch (ask.path("kind")) {
            case "disk" -> throw new IOException("No space left, secret");
            case "ledger" -> new LedgerException("disk secret");
            case "value" -> new IllegalArgumentException("limit: 0 (expected: 1 to 5)");
            case "overflow" -> new StackOverflowProblem();
            default -> new IllegalStateException("secret inside");
        };
    }

    private static final class StackOverflowProblem extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static ObjectNode thing(String name) {
        return Json.MAPPER.createObjectNode().put("name", name);
    }

    /// A user who has changed the password they were given.
    void user(String name, Role role) {
        Caller system = Caller.system("test");
        access.users().add(system, UserName.of(name), name, role, "given " + PASSWORD);
        var login =
                (se.ringvakt.access.Login.Ok) access.logins().login(name, "given " + PASSWORD, "");
        Caller self = access.sessions().caller(login.opened().secret().text(), "").orElseThrow();
        access.logins().changePassword(self, "given " + PASSWORD, PASSWORD);
    }

    String token(String name, Right... rights) {
        return access.tokens()
                .create(Caller.system("test"), name, Set.of(rights), Duration.ofDays(1))
                .secret()
                .text();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.address().getPort());
    }

    ApiClient client() {
        ApiClient client = new ApiClient(uri(), CONTRACT);
        clients.add(client);
        return client;
    }

    /// A browser that is logged in.
    ApiClient browser(String name, Role role) {
        user(name, role);
        ApiClient client = client();
        JsonNode session = client.logIn(name, PASSWORD).json();
        if (!session.path("user").asText().equals(name)) {
            throw new IllegalStateException(session.toString());
        }
        return client;
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /// Sends bytes as they are. Returns everything that comes until the server closes, or is silent
    /// after an answer.
    String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.setSoTimeout(3000);
            return read(socket.getInputStream());
        }
    }

    static String read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[8192];
        try {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                text.append(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (java.net.SocketTimeoutException | java.net.SocketException _) {
            // What came is what is judged.
        }
        return text.toString();
    }

    @Override
    public void close() {
        hold.countDown();
        clients.forEach(ApiClient::close);
        server.close();
        database.close();
    }
}
