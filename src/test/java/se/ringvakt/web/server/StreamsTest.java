package se.ringvakt.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.access.Right;
import se.ringvakt.web.Broadcast;
import se.ringvakt.web.WebSettings.Limits;

final class StreamsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    @TempDir Path folder;
    private final List<Socket> sockets = new ArrayList<>();
    private TestServer server;
    private String token;

    @BeforeEach
    void start() {
        server =
                TestServer.start(
                        folder,
                        usual ->
                                TestServer.with(
                                        usual,
                                        new Limits(3000, 64, 2, 2, 2000, 8192, 65536, 1 << 20),
                                        usual.times(),
                                        usual.rates()));
        token = server.token("t", Right.SEE);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket each : sockets) {
            each.close();
        }
        server.close();
    }

    private Socket listen(TestServer to, String bearer) throws IOException {
        Socket socket = to.connect();
        sockets.add(socket);
        socket.getOutputStream()
                .write(
                        ("GET /api/v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                                        + bearer
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String until(Socket socket, String word) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[4096];
        while (!text.toString().contains(word)) {
            int read = socket.getInputStream().read(bytes);
            if (read < 0) {
                break;
            }
            text.append(new String(bytes, 0, read, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    @Test
    void tellsThoseWhoListen() throws IOException {
        Broadcast broadcast = server.server.broadcast();
        assertThat(broadcast.watched()).isFalse();
        Socket socket = listen(server, token);
        assertThat(until(socket, "\"dials\":7"))
                .startsWith("HTTP/1.1 200")
                .contains("text/event-stream")
                .contains("event: now");
        assertThat(broadcast.watched()).isTrue();
        broadcast.publish("alarm", Map.of("text", "rad\nett"));
        assertThat(until(socket, "alarm")).contains("data: {\"text\":\"rad\\nett\"}");
        socket.close();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(broadcast.watched()).isFalse());
    }

    @Test
    void isForThoseOnlyWhoMaySee() throws IOException {
        assertThat(until(listen(server, "rvk_wrong"), "type")).startsWith("HTTP/1.1 401");
        String blind = server.token("blind", Right.DIAL);
        assertThat(until(listen(server, blind), "type")).startsWith("HTTP/1.1 403");
    }

    @Test
    void cutsOffWhoNeverReads() throws IOException {
        listen(server, token);
        Socket reader = listen(server, token);
        until(reader, "dials");
        Streams streams = (Streams) server.server.broadcast();
        await().atMost(PATIENCE).until(() -> streams.count() == 2);
        Thread reading =
                Thread.startVirtualThread(() -> {
                    try {
                        reader.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                    } catch (IOException _) {
                        // The test is over.
                    }
                });
        String long100k = "x".repeat(100_000);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    streams.publish("now", long100k);
                    return streams.count() == 1;
                });
        assertThat(reading.isAlive()).isTrue();
    }

    @Test
    void takesSoManyAndNoMore(@TempDir Path other) throws IOException {
        try (TestServer small =
                TestServer.start(
                        other,
                        usual ->
                                TestServer.with(
                                        usual,
                                        new Limits(100, 8, 2, 2, 2, 8192, 65536, 1 << 20),
                                        usual.times(),
                                        usual.rates()))) {
            String good = small.token("t", Right.SEE);
            until(listen(small, good), "dials");
            Socket second = listen(small, good);
            until(second, "dials");
            assertThat(until(listen(small, good), "type")).startsWith("HTTP/1.1 503");
            second.close();
            await().atMost(PATIENCE)
                    .until(() -> until(listen(small, good), "\n").startsWith("HTTP/1.1 200"));
        }
    }

    @Test
    void aThousandListenersHoldNobodyUp() throws IOException {
        int many = 1000;
        Streams streams = (Streams) server.server.broadcast();
        for (int i = 0; i < many; i++) {
            listen(server, token);
            int sofar = i + 1;
            if (sofar % 100 == 0) {
                await().atMost(PATIENCE).until(() -> streams.count() == sofar);
            }
        }
        for (int i = 0; i < 20; i++) {
            streams.publish("now", Map.of("dials", i));
        }
        assertThat(server.client().token(token).get("/things").status()).isEqualTo(200);
        assertThat(until(sockets.getLast(), "\"dials\":19")).contains("\"dials\":19");
        assertThat(streams.count()).isEqualTo(many);
    }

    @Test
    void endsWithTheToken() throws IOException {
        Socket socket = listen(server, token);
        until(socket, "dials");
        server.access
                .tokens()
                .revoke(
                        se.ringvakt.access.Caller.system("test"),
                        server.access.tokens().all().getFirst().id());
        assertThat(TestServer.read(socket.getInputStream())).doesNotContain("event");
        await().atMost(PATIENCE).until(() -> !server.server.broadcast().watched());
    }
}
