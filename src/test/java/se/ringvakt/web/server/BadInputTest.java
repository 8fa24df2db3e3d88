package se.ringvakt.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.access.Right;
import se.ringvakt.web.WebSettings.Limits;
import se.ringvakt.web.WebSettings.Rates;
import se.ringvakt.web.WebSettings.Times;

/// What nobody sends by mistake, over real sockets.
final class BadInputTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    @TempDir Path folder;
    private TestServer server;
    private String token;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("uploads"));
        Files.writeString(folder.resolve("uploads/upload-left"), "left behind");
        server = TestServer.start(folder);
        token = server.token("t", Right.SEE, Right.WASH, Right.LISTS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<Path> uploads() {
        try (Stream<Path> all = Files.list(folder.resolve("uploads"))) {
            return all.toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String head(String method, String path, String more) {
        return method
                + " "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + token
                + "\r\n"
                + more
                + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/%252e%252e/etc/passwd",
                "/..\\..\\etc\\passwd",
                "/%5c..%5cetc",
                "/index.html%00.js",
                "/.git/config",
                "/vendor/../../logback.xml",
                "/web/../../settings/defaults.yaml",
                "//etc/passwd",
                "/api/v1/../../../settings/defaults.yaml",
                "/api/v1/things/..%2f..%2f..%2fetc%2fpasswd%00"
            })
    void leadsNowhereElse(String path) throws IOException {
        String answer = server.raw(head("GET", path, "Connection: close\r\n"));
        assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*").doesNotContain("root:", "state:");
    }

    @Test
    void leavesNothingOfFormerRuns() {
        assertThat(uploads()).isEmpty();
    }

    @Test
    void takesAFileAndErasesIt() {
        ApiClient client = server.client().token(token);
        ApiClient.Answer answer =
                client.send(
                        "POST",
                        "/files",
                        BodyPublishers.ofByteArray(new byte[300_000]),
                        List.of("Content-Type", "text/csv"));
        assertThat(answer.json().path("bytes").asInt()).isEqualTo(300_000);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(uploads()).isEmpty());
    }

    @Test
    void refusesTenGigabytesByTheirLength() throws IOException {
        String answer =
                server.raw(head("POST", "/api/v1/files", "Content-Length: 10737418240\r\n") + "x");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("/problems/too-large");
        assertThat(uploads()).isEmpty();
    }

    @Test
    void refusesTenGigabytesByCounting() throws IOException {
        long sent = 0;
        String answer;
        try (Socket socket = server.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    head("POST", "/api/v1/files", "Transfer-Encoding: chunked\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            byte[] chunk =
                    ("10000\r\n" + "x".repeat(0x10000) + "\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1);
            try {
                for (; sent < 10L << 30; sent += 0x10000) {
                    if (socket.getInputStream().available() > 0) {
                        break;
                    }
                    out.write(chunk);
                }
            } catch (SocketException _) {
                // It has hung up: that is also a refusal.
            }
            answer = TestServer.read(socket.getInputStream());
        }
        assertThat(sent).isLessThan(1L << 30);
        assertThat(answer).contains("413");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(uploads()).isEmpty());
    }

    @Test
    void refusesALongJsonBody() throws IOException {
        assertThat(
                        server.raw(
                                head(
                                        "POST",
                                        "/api/v1/things",
                                        "Content-Type: application/json\r\nContent-Length: 70000\r\n")))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void doesNotWaitForASlowBody() throws IOException {
        for (String path : List.of("/api/v1/things", "/api/v1/files")) {
            long begun = System.nanoTime();
            String head =
                    head(
                            "POST",
                            path,
                            "Content-Type: application/json\r\nContent-Length: 1000\r\n");
            try (Socket socket = server.connect()) {
                socket.getOutputStream().write((head + "{").getBytes(StandardCharsets.US_ASCII));
                assertThat(TestServer.read(socket.getInputStream())).startsWith("HTTP/1.1 408");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE);
        }
        assertThat(uploads()).isEmpty();
    }

    @Test
    void doesNotWaitForATricklingUpload() throws IOException {
        try (Socket socket = server.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    head("POST", "/api/v1/files", "Content-Length: 100000\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(dripped(socket, out)).contains("408");
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(uploads()).isEmpty());
    }

    @Test
    void doesNotWaitForASlowHeader() throws IOException {
        try (Socket socket = server.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /health/live HTTP/1.1\r\nX-A: ".getBytes(StandardCharsets.US_ASCII));
            assertThat(dripped(socket, out)).isEmpty();
        }
    }

    @Test
    void doesNotWaitForTheSlowHeaderOfALaterRequest(@TempDir Path other) throws IOException {
        Times quick =
                new Times(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(2));
        try (TestServer hasty =
                        TestServer.start(
                                other,
                                usual ->
                                        TestServer.with(
                                                usual, usual.limits(), quick, usual.rates()));
                Socket socket = hasty.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(15)).asString().contains("200");
            out.write("GET /health/live HTTP/1.1\r\nX-A: ".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().skipNBytes(socket.getInputStream().available());
            assertThat(dripped(socket, out)).doesNotContain("HTTP/1.1");
        }
    }

    /// A byte now and then, until the server has had enough.
    private static String dripped(Socket socket, OutputStream out) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        socket.setSoTimeout(200);
        try {
            while (System.nanoTime() < deadline) {
                out.write('a');
                int first = -2;
                try {
                    first = socket.getInputStream().read();
                } catch (java.net.SocketTimeoutException _) {
                    continue;
                }
                return first < 0 ? "" : (char) first + TestServer.read(socket.getInputStream());
            }
        } catch (SocketException _) {
            return "";
        }
        throw new AssertionError("still waiting after " + PATIENCE);
    }

    @Test
    void refusesLongHeadersAndLongPaths() throws IOException {
        assertThat(server.raw(head("GET", "/" + "a".repeat(5000), ""))).contains(" 414 ");
        assertThat(server.raw(head("GET", "/", "X-A: " + "a".repeat(9000) + "\r\n")))
                .contains(" 431 ");
        assertThat(server.raw("nonsense\r\n\r\n")).contains(" 400 ");
    }

    @Test
    void refusesMoreWorkThanItCanDo(@TempDir Path other) throws Exception {
        try (TestServer small =
                TestServer.start(
                        other,
                        usual ->
                                TestServer.with(
                                        usual,
                                        new Limits(100, 2, 2, 2, 2, 8192, 65536, 1 << 20),
                                        usual.times(),
                                        usual.rates()))) {
            String good = small.token("t", Right.SEE);
            small.hold = new java.util.concurrent.CountDownLatch(1);
            List<Thread> askers = new ArrayList<>();
            for (int i = 0; i < 2 + 8 * 2; i++) {
                ApiClient client = small.client().token(good);
                askers.add(Thread.startVirtualThread(() -> client.get("/things")));
            }
            ApiClient client = small.client().token(good);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(client.get("/things/a").status()).isEqualTo(503));
            small.hold.countDown();
            for (Thread each : askers) {
                each.join();
            }
            assertThat(client.get("/things/a").status()).isEqualTo(200);
        }
    }

    @Test
    void doesNotWaitForASlowOperation() {
        server.hold = new java.util.concurrent.CountDownLatch(1);
        ApiClient.Answer answer = server.client().token(token).get("/things");
        assertThat(answer.status()).isEqualTo(503);
    }

    @Test
    void limitsHowOftenOneAsks(@TempDir Path other) throws IOException {
        try (TestServer strict =
                TestServer.start(
                        other,
                        usual ->
                                TestServer.with(
                                        usual,
                                        usual.limits(),
                                        usual.times(),
                                        new Rates(1000, 2, 100)))) {
            ApiClient client = strict.client().token(strict.token("t", Right.SEE));
            List<Integer> answers = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                answers.add(client.get("/things/a").status());
            }
            assertThat(answers).contains(200, 429);
        }
    }

    @Test
    void closesConnectionsThatAreTooMany(@TempDir Path other) throws IOException {
        try (TestServer small =
                TestServer.start(
                        other,
                        usual ->
                                TestServer.with(
                                        usual,
                                        new Limits(5, 8, 2, 2, 2, 8192, 65536, 1 << 20),
                                        usual.times(),
                                        usual.rates()))) {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                sockets.add(small.connect());
            }
            try (Socket sixth = small.connect()) {
                assertThat(TestServer.read(sixth.getInputStream())).isEmpty();
            }
            for (Socket each : sockets) {
                each.close();
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(small.raw("GET /health/live HTTP/1.0\r\n\r\n"))
                                    .contains("200"));
        }
    }
}
