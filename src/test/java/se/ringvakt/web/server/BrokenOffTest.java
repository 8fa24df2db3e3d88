package se.ringvakt.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import se.ringvakt.access.Right;
import se.ringvakt.web.server.ApiClient.Answer;

/// Whose fault it is that an answer cannot be given whole.
class BrokenOffTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path folder;
    private final Logger faults = (Logger) LoggerFactory.getLogger(Faults.class);
    private final Logger handler = (Logger) LoggerFactory.getLogger(ApiHandler.class);
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final ListAppender<ILoggingEvent> quiet = new ListAppender<>();
    private TestServer server;
    private String token;

    @BeforeEach
    void start() {
        told.start();
        quiet.start();
        faults.addAppender(told);
        handler.addAppender(quiet);
        handler.setLevel(Level.DEBUG);
        server = TestServer.start(folder);
        token = server.token("t", Right.SEE, Right.WASH);
    }

    @AfterEach
    void stop() {
        server.close();
        handler.setLevel(null);
        handler.detachAppender(quiet);
        faults.detachAppender(told);
    }

    private static List<String> lines(ListAppender<ILoggingEvent> log) {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private String head(String method, String path, String... headers) {
        return "%s /api/v1%s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n%s\r\n"
                .formatted(method, path, token, String.join("", headers));
    }

    @Test
    void aDiskThatFailsIsAFaultOfOurs() {
        Answer answer = server.client().token(token).get("/trouble/disk");

        assertThat(answer.status()).isEqualTo(500);
        String detail = answer.json().path("detail").asText();
        assertThat(detail).startsWith("fault ").doesNotContain("secret");
        assertThat(lines(told))
                .singleElement()
                .satisfies(line -> assertThat(detail).contains(line));
        assertThat(quiet.list).isEmpty();
    }

    @Test
    void soIsOneThatFailsBeforeAnythingWasSent() throws IOException {
        String answer = server.raw(head("GET", "/some/5", "Connection: close\r\n"));

        assertThat(answer)
                .startsWith("HTTP/1.1 500")
                .contains("/problems/fault", "application/problem+json")
                .doesNotContain("chunked", "some.csv", "secret");
        assertThat(told.list).hasSize(1);
    }

    @Test
    void andOneThatFailsLaterBreaksTheAnswerOff() throws IOException {
        String answer = server.raw(head("GET", "/some/200000"));

        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("\r\n0\r\n\r\n");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told.list).hasSize(1));
    }

    @Test
    void whoTakesNoMoreIsNoFault() throws IOException {
        try (Socket socket = server.connect()) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write(head("GET", "/things.csv").getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isPositive();
        }
        brokenOff();
    }

    @Test
    void whoSendsNoMoreIsNoFault() throws IOException {
        try (Socket socket = server.connect()) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write(
                            (head(
                                                    "POST",
                                                    "/files",
                                                    "Content-Type: text/csv\r\n",
                                                    "Content-Length: 9\r\n",
                                                    "Expect: 100-continue\r\n")
                                            + "half")
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isPositive();
        }
        brokenOff();
    }

    private void brokenOff() {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(lines(quiet)).anyMatch(line -> line.endsWith("broken off")));
        assertThat(told.list).isEmpty();
    }
}
