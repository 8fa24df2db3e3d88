package se.ringvakt.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.web.WebSettings;

/// Somebody else has the port: the rest of the gate goes on, and the window opens when it can.
final class TakenPortTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path folder;

    private static WebSettings on(WebSettings old, int port) {
        return new WebSettings(
                old.enabled(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                old.language(),
                old.tls(),
                old.proxy(),
                old.openMetrics(),
                old.limits(),
                old.times(),
                old.rates(),
                old.oidc());
    }

    @Test
    void startsAndListensAsSoonAsThePortIsFree() throws IOException {
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int port = other.getLocalPort();
        try (TestServer server = TestServer.start(folder, usual -> on(usual, port))) {
            assertThat(server.server.listens()).isFalse();
            assertThat(server.server.address().getPort()).isEqualTo(port);
            other.close();
            await().atMost(PATIENCE).until(server.server::listens);
            assertThat(server.raw("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void closesWhileThePortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TestServer.start(folder, usual -> on(usual, other.getLocalPort())).close();
            assertThat(other.isBound()).isTrue();
        }
    }
}
